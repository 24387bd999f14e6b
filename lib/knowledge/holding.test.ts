import { describe, expect, it } from "vitest";
import { describeAftermath, holdingOf, type Aftermath } from "@/lib/knowledge/holding";

const NOW = new Date("2026-11-21T08:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);
const resolved = (part: Partial<Aftermath> = {}): Aftermath => ({
  resolvedAt: daysAgo(3),
  resolution: null,
  comment: null,
  cameBackAt: null,
  goodRuns: 0,
  ...part,
});

describe("holdingOf", () => {
  it.each([
    ["an open incident", { resolvedAt: null }, null],
    ["no run since", {}, "too_early"],
    ["a few good runs", { goodRuns: 4 }, "too_early"],
    ["five good runs", { goodRuns: 5 }, "held"],
    ["fourteen days of silence", { resolvedAt: daysAgo(14) }, "held"],
    ["a comeback the next day", { cameBackAt: daysAgo(2), goodRuns: 60 }, "came_back"],
    [
      "a comeback after weeks but few runs",
      { resolvedAt: daysAgo(60), cameBackAt: daysAgo(1), goodRuns: 7 },
      "came_back",
    ],
    [
      "a comeback after weeks and many runs",
      { resolvedAt: daysAgo(60), cameBackAt: daysAgo(1), goodRuns: 50 },
      "held",
    ],
  ])("rates %s", (_, part, expected) => {
    expect(holdingOf(resolved(part), NOW)).toBe(expected);
  });
});

describe("describeAftermath", () => {
  it.each([
    [{ resolvedAt: null }, null],
    [{ resolution: "fixed", goodRuns: 12 }, "Resolved as fixed. It held: 12 successful runs since."],
    [{ goodRuns: 1 }, "Resolved. Too early to say whether it holds: 1 successful run since."],
    [
      { resolution: "wont_fix", cameBackAt: daysAgo(2), goodRuns: 2 },
      "Resolved as wont fix. It did not hold: the failure came back 24 hours and 2 successful runs later.",
    ],
    [
      { resolvedAt: daysAgo(60), cameBackAt: daysAgo(1), goodRuns: 50 },
      "Resolved. It held: 59 days and 50 successful runs later.",
    ],
  ])("describes %j", (part, expected) => {
    expect(describeAftermath(resolved(part), NOW)).toBe(expected);
  });
});
