import { expect, it } from "vitest";
import { fixWorkedWords, seenWords, shareWords } from "@/components/patterns/pattern-words";

const fix = {
  fixId: "f",
  incidentNumber: 98,
  title: "Rename it",
  kind: "patch",
  outcome: "worked",
  pullRequest: { number: 142, url: null },
};

it("says how often a pattern was seen and who confirmed it", () => {
  expect(seenWords({ timesSeen: 7, confirmations: 3, confirmedBy: "Ada" })).toBe(
    "seen 7 times, confirmed 3 times, last by Ada",
  );
  expect(seenWords({ timesSeen: 1, confirmations: 1, confirmedBy: "Ada" })).toBe(
    "seen once, confirmed once by Ada",
  );
  expect(seenWords({ timesSeen: 2, confirmations: 1 })).toBe("seen 2 times, confirmed once");
});

it("says how often its fix worked, if that is known", () => {
  const fixSuccess = { success: 0.7, worked: 5, tried: 7 };
  expect(fixWorkedWords({ fix, fixSuccess })).toBe("fix #142 worked 5 of 7 times");
  expect(fixWorkedWords({ fix: { ...fix, pullRequest: null }, fixSuccess })).toBe(
    "the fix of #98 worked 5 of 7 times",
  );
  expect(fixWorkedWords({ fix, fixSuccess: null })).toBe("");
  expect(fixWorkedWords({ fix: null, fixSuccess })).toBe("");
  expect(shareWords({ worked: 1, tried: 1 })).toBe("1 of 1 time");
});
