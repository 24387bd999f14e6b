import { describe, expect, it } from "vitest";
import { groupingReason, mergedByHand } from "@/components/incidents/grouping-reason";

describe("mergedByHand", () => {
  it("lists each merged incident in the timeline once", () => {
    expect(
      mergedByHand([
        { data: { mergedNumber: 12 } },
        { data: { mergedNumber: 12 } },
        { data: { mergedNumber: 7 } },
        { data: {} },
      ]),
    ).toEqual([12, 7]);
  });
});

describe("groupingReason", () => {
  it.each<[string, number, number[] | null, string]>([
    ["a single failure", 1, [], "Later failures that share these parts will be grouped into this incident."],
    ["grouped by fingerprint", 4, [], "All 4 failures share these parts, so they are grouped."],
    ["not known yet", 4, null, "Failures that share these parts are grouped."],
    [
      "merged by hand",
      4,
      [12, 7],
      "Failures that share these parts are grouped. Merged by hand, so their parts may differ: #12, #7.",
    ],
  ])("%s", (_name, failures, merged, expected) => {
    expect(groupingReason(failures, merged)).toBe(expected);
  });
});
