import { describe, expect, it } from "vitest";
import { filterSentence, headline } from "@/components/incidents/filter-sentence";
import { parseView } from "@/components/incidents/list-view";
import type { IncidentSummary } from "@/lib/incidents/schemas";

describe("filterSentence", () => {
  it.each([
    [{}, "open"],
    [{ status: "any" }, "any status"],
    [
      { environment: "production", category: "schema_change", within: "7d" },
      "open · schema change · production · last 7 days",
    ],
    [
      { severity: "critical,high", assignee: "none", q: "x" },
      "open · critical or high · nobody’s · matching “x”",
    ],
  ])("%j", (search, text) => {
    expect(filterSentence(parseView(search as Record<string, string>))).toBe(text);
  });
});

describe("headline", () => {
  const one = (severity: string, isOwned: boolean) =>
    ({ severity, assignee: isOwned ? { id: "u", name: "A", image: null } : null }) as IncidentSummary;

  it.each([
    [[], true, false, "Nothing is failing"],
    [[], false, false, "No incident in this view"],
    [[one("high", true)], true, false, "1 open, all of them with an owner"],
    [
      [one("critical", false), one("low", true)],
      true,
      true,
      "More than 2 open, at least 1 critical, at least 1 without an owner",
    ],
    [[one("low", true)], true, true, "More than 1 open"],
    [[one("low", true)], false, true, "More than 1 in this view"],
  ] as const)("%j", (items, isOpenView, hasMore, text) => {
    expect(headline(items, isOpenView, hasMore)).toBe(text);
  });
});
