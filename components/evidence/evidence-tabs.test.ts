import { describe, expect, it } from "vitest";
import { gapAdvice, groupEvidence } from "@/components/evidence/evidence-tabs";
import { hashLine } from "@/components/evidence/target";
import { EVIDENCE_STATUSES, type Evidence } from "@/lib/evidence/schemas";

const piece = (collector: string, status: Evidence["status"], supersededAt: string | null = null) =>
  ({ id: `${collector}${status}`, collector, status, supersededAt }) as Evidence;

describe("groupEvidence", () => {
  it("orders the tabs, counts their pieces and leaves out those without content", () => {
    const tabs = groupEvidence([
      piece("zz-new", "ok"),
      piece("code-changes", "not_connected"),
      piece("source-code", "ok"),
      piece("orchestrator-log", "ok"),
      piece("orchestrator-log", "denied"),
      piece("run-history", "empty"),
    ]);
    expect(tabs.map((tab) => [tab.label, tab.count])).toEqual([
      ["Log", 1],
      ["Code", 1],
      ["zz-new", 1],
    ]);
  });
});

describe("superseded pieces", () => {
  it("go to their collector's tab without being counted", () => {
    const [tab] = groupEvidence([
      piece("orchestrator-log", "timeout"),
      piece("orchestrator-log", "ok", "2026-11-20T00:00:00Z"),
    ]);
    expect(tab).toMatchObject({ count: 0 });
    expect(tab?.pieces).toHaveLength(2);
  });
});

describe("gapAdvice", () => {
  it("gives advice for every status but ok", () => {
    for (const status of EVIDENCE_STATUSES) {
      const advice = gapAdvice({ status });
      expect(advice === null).toBe(status === "ok");
    }
    expect(gapAdvice({ status: "denied" })).toMatchObject({ setup: true });
  });
});

describe("hashLine", () => {
  it.each([
    ["#L93", 93],
    ["#L", null],
    ["#L9x", null],
    ["", null],
  ])("%s is %s", (hash, line) => expect(hashLine(hash)).toBe(line));
});
