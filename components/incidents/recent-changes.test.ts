import { beforeEach, expect, it } from "vitest";
import { forgetChanges, rememberChanges, takeLatestChanges } from "@/components/incidents/recent-changes";

const change = (number: number, ...changeIds: string[]) => ({ incidentId: `i${number}`, number, changeIds });
let withdrawn: string[] = [];
const remember = (name: string, ...changes: ReturnType<typeof change>[]) =>
  rememberChanges(changes, () => withdrawn.push(name));

beforeEach(() => {
  while (takeLatestChanges());
  withdrawn = [];
});

it("gives the changes of the latest action first, and each once", () => {
  remember("first", change(1, "a"));
  remember("second", change(2, "b", "c"));
  remember("nothing changed", change(3));
  remember("undone elsewhere", change(4, "d"));
  forgetChanges([{ changeIds: ["d"] }]);
  expect(takeLatestChanges()).toEqual([change(2, "b", "c")]);
  expect(takeLatestChanges()).toEqual([change(1, "a")]);
  expect(takeLatestChanges()).toBeUndefined();
  expect(withdrawn).toEqual(["undone elsewhere", "second", "first"]);
});

it("keeps the other changes of an action when one is undone on its own", () => {
  remember("bulk", change(1, "a"), change(2, "b"), change(3));
  forgetChanges([{ changeIds: ["b"] }]);
  expect(withdrawn).toEqual(["bulk"]);
  expect(takeLatestChanges()).toEqual([change(1, "a")]);
});
