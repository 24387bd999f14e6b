import { describe, expect, it } from "vitest";
import { filterSentence, headline } from "@/components/incidents/filter-sentence";
import { parseView } from "@/components/incidents/list-view";

describe("filterSentence", () => {
  it.each([
    [{}, "open"],
    [{ status: "any" }, "any status"],
    [{ status: "snoozed" }, "snoozed"],
    [
      { environment: "production", category: "schema_change", within: "7d" },
      "open · schema change · production · last 7 days",
    ],
    [{ subject: "service" }, "open · service failures"],
    [{ subject: "workload,check" }, "open · workload or check failures"],
    [
      { severity: "critical,high", assignee: "none", q: "x" },
      "open · critical or high · unassigned · matching “x”",
    ],
  ])("%j", (search, text) => {
    expect(filterSentence(parseView(search as Record<string, string>))).toBe(text);
  });
});

describe("headline", () => {
  it.each([
    [{ total: 0, critical: 0, unowned: 0 }, true, "Nothing is failing"],
    [{ total: 0, critical: 0, unowned: 0 }, false, "No incidents in this view"],
    [{ total: 1, critical: 0, unowned: 0 }, true, "1 open, assigned"],
    [{ total: 212, critical: 0, unowned: 0 }, true, "212 open, all assigned"],
    [{ total: 212, critical: 3, unowned: 40 }, true, "212 open, 3 critical, 40 unassigned"],
    [{ total: 212, critical: 3, unowned: 40 }, false, "212 in this view"],
    [{ total: 9_212, critical: 0, unowned: 1_040 }, true, "9,212 open, 1,040 unassigned"],
  ] as const)("%j", (counts, isOpenView, text) => {
    expect(headline({ ...counts, isLowerBound: false }, isOpenView)).toBe(text);
  });

  it.each([
    [
      { total: 10_000, critical: 812, unowned: 4_000 },
      true,
      "10,000+ open, 812+ critical, 4,000+ unassigned",
    ],
    [{ total: 10_000, critical: 0, unowned: 0 }, true, "10,000+ open"],
    [{ total: 10_000, critical: 812, unowned: 0 }, false, "10,000+ in this view"],
  ] as const)("says where counting has stopped: %j", (counts, isOpenView, text) => {
    expect(headline({ ...counts, isLowerBound: true }, isOpenView)).toBe(text);
  });
});
