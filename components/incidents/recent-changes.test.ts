import { expect, it } from "vitest";
import { forgetChange, rememberChange, takeLatestChange } from "@/components/incidents/recent-changes";

const change = (number: number, ...changeIds: string[]) => ({ incidentId: `i${number}`, number, changeIds });

it("gives the latest change first, and each once", () => {
  rememberChange(change(1, "a"));
  rememberChange(change(2, "b", "c"));
  rememberChange(change(3));
  rememberChange(change(4, "d"));
  forgetChange({ changeIds: ["d"] });
  expect(takeLatestChange()).toEqual(change(2, "b", "c"));
  expect(takeLatestChange()).toEqual(change(1, "a"));
  expect(takeLatestChange()).toBeUndefined();
});
