import { describe, expect, it } from "vitest";
import { changedColumns } from "@/lib/evidence/collectors/schema-changes";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { coverageOf } from "@/lib/evidence/coverage";
import type { EvidenceStatus, LogFacts } from "@/lib/evidence/schemas";

const adviceOf = (collector: typeof changedColumns, status: EvidenceStatus) =>
  coverageOf(
    [
      {
        collector: collector.id,
        kind: collector.kind,
        title: collector.title,
        status,
        durationMs: 5,
        message: null,
        supersededAt: null,
        facts: null,
      },
    ],
    [collector],
    { hasApi: true },
  )[0]?.connect;

describe("coverageOf", () => {
  it.each([
    ["not_connected", "Connect the orchestrator's API under Setup"],
    ["denied", "Check the credentials under Setup"],
    ["timeout", "Analyze again; if it still fails, test the connection under Setup"],
    ["ok", null],
    ["empty", null],
  ] as const)("says what to do about the orchestrator's API: %s", (status, advice) => {
    expect(adviceOf(runHistory, status)).toBe(advice);
  });

  it.each([
    ["not_connected", "Connect a warehouse under Settings → Integrations, or send OpenLineage events"],
    ["denied", "Check the credentials under Settings → Integrations"],
    ["failed", "Analyze again; if it still fails, test the connection under Settings → Integrations"],
  ] as const)("says what to do about a warehouse: %s", (status, advice) => {
    expect(adviceOf(changedColumns, status)).toBe(advice);
  });

  it("misses the API where there is only the sender's text, not where that completes the API's log", () => {
    const logOf = (origin: "api" | "webhook") => ({
      collector: "orchestrator-log",
      kind: "log" as const,
      title: "Task log",
      status: "ok" as const,
      durationMs: 5,
      message: null,
      supersededAt: null,
      facts: { origin } as LogFacts,
    });
    const statusOf = (...pieces: ReturnType<typeof logOf>[]) =>
      coverageOf(pieces, [{ id: "orchestrator-log", title: "Task log" }], { hasApi: true })[0]?.status;
    expect(statusOf(logOf("webhook"))).toBe("not_connected");
    expect(statusOf(logOf("api"), logOf("webhook"))).toBe("ok");
  });
});
