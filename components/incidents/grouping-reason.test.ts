import { describe, expect, it } from "vitest";
import { groupingReason, mergedByHand } from "@/components/incidents/grouping-reason";

describe("mergedByHand", () => {
  it("is what the timeline says was merged, once each", () => {
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
    ["one failure", 1, [], "A later failure with these parts will fold into this incident."],
    ["grouped by its parts", 4, [], "All 4 failures share these parts, so they are one incident."],
    ["not known yet", 4, null, "Failures that share these parts are one incident."],
    [
      "merged by hand",
      4,
      [12, 7],
      "Failures that share these parts are one incident. Merged by hand: #12, #7, which may have others.",
    ],
  ])("%s", (_name, failures, merged, expected) => {
    expect(groupingReason(failures, merged)).toBe(expected);
  });
});
