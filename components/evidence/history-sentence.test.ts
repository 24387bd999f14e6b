import { expect, it } from "vitest";
import { historySentence } from "@/components/evidence/history-sentence";

it.each([
  [1, 0, 1, "The earlier run succeeded"],
  [14, 0, 1, "None of 14 earlier runs failed"],
  [14, 2, 2, "2 of 14 earlier runs failed, 2 in a row including this one"],
  [14, 2, 1, "2 of 14 earlier runs failed"],
])("%s runs, %s failed, %s in a row", (knownRuns, failedRuns, failuresInARow, text) => {
  expect(historySentence({ knownRuns, failedRuns, failuresInARow })).toBe(text);
});
