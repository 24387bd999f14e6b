import { describe, expect, it } from "vitest";
import { coverageCap, factCap, HIGH_CONFIDENCE, type CollectedStatus } from "@/lib/diagnosis/coverage-cap";
import type { Category } from "@/lib/failures/schemas";

const status = (part: Partial<CollectedStatus>): CollectedStatus => ({
  collector: "orchestrator-log",
  kind: "log",
  status: "ok",
  title: "Task log",
  message: null,
  ...part,
});
const log = status({});
const commits = (part: Partial<CollectedStatus>) =>
  status({ collector: "code-changes", kind: "commit", title: "Code changes", ...part });
const events = (part: Partial<CollectedStatus>) =>
  status({ collector: "silent-end", kind: "no_log", title: "Scheduler events", ...part });

describe("coverageCap", () => {
  it.each<[string, CollectedStatus[], Category, number]>([
    ["everything", [log, commits({})], "code_bug", 0.97],
    ["an empty answer, which is a result", [log, commits({ status: "empty" })], "code_bug", 0.97],
    ["nothing at all", [], "code_bug", 0.52],
    ["no log, for a reason", [status({ status: "denied" })], "code_bug", 0.67],
    [
      "no log, but a recorded end",
      [status({ status: "empty" }), events({ saysHowItEnded: true })],
      "infrastructure",
      0.75,
    ],
    ["a log, but no changes for a bug", [log, commits({ status: "not_connected" })], "code_bug", 0.85],
    [
      "a log, but no changes for a timeout",
      [log, commits({ status: "not_connected" })],
      "network_timeout",
      0.95,
    ],
    ["scheduler events that say nothing", [status({ status: "empty" }), events({})], "infrastructure", 0.52],
  ])("with %s", (_name, statuses, category, cap) => {
    expect(coverageCap(statuses, category).cap).toBe(cap);
  });

  it("is the lowest of the caps, and names each with its reason", () => {
    const { cap, limits } = coverageCap(
      [
        log,
        commits({ status: "denied", message: "GitHub refused the token (403)." }),
        status({ collector: "run-history", kind: "run_history", status: "timeout", title: "Run history" }),
      ],
      "code_bug",
    );
    expect(cap).toBe(0.85);
    expect(limits).toEqual([
      { collector: "code-changes", text: "Code changes: GitHub refused the token (403).", cap: 0.85 },
      { collector: "run-history", text: "Run history: it timed out", cap: 0.95 },
    ]);
  });

  it("never falls when evidence is added", () => {
    const kinds = ["log", "commit", "upstream", "deploy", "schema_change", "run_history"] as const;
    for (const missing of kinds) {
      const all = kinds.map((kind) => status({ collector: kind, kind }));
      const without = all.map((piece) =>
        piece.kind === missing ? { ...piece, status: "failed" as const } : piece,
      );
      expect(coverageCap(without, "code_bug").cap).toBeLessThanOrEqual(coverageCap(all, "code_bug").cap);
    }
  });
});

describe("factCap", () => {
  const claims = [{ citations: [{ evidenceId: "a" }] }];

  it.each([
    ["a fact", [{ id: "a", provenance: "fact" as const }], 1],
    ["a piece from a file", [{ id: "a" }], 1],
    [
      "a claim only",
      [
        { id: "a", provenance: "claim" as const },
        { id: "b", provenance: "fact" as const },
      ],
      0.79,
    ],
    ["nothing", [], 0.79],
  ])("of a diagnosis that cites %s", (_name, evidence, cap) => {
    expect(factCap({ claims, evidence })).toBe(cap);
    expect(cap === 1 || cap < HIGH_CONFIDENCE).toBe(true);
  });
});
