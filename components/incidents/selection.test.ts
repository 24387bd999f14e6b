import { expect, it } from "vitest";
import { changeSelection, NOTHING_SELECTED, type SelectionChange } from "@/components/incidents/selection";

const order = ["a", "b", "c", "d", "e"];
const after = (...changes: SelectionChange[]) => [...changes.reduce(changeSelection, NOTHING_SELECTED).ids];
const toggle = (id: string): SelectionChange => ({ type: "toggle", id });
const extend = (id: string): SelectionChange => ({ type: "extend", id, order });

it("toggles one at a time", () => {
  expect(after(toggle("b"), toggle("d"))).toEqual(["b", "d"]);
  expect(after(toggle("b"), toggle("d"), toggle("b"))).toEqual(["d"]);
});

it("extends a range from the row chosen last, in either direction", () => {
  expect(after(toggle("b"), extend("d"))).toEqual(["b", "c", "d"]);
  expect(after(toggle("d"), extend("b")).toSorted()).toEqual(["b", "c", "d"]);
  expect(after(toggle("a"), extend("b"), extend("d"))).toEqual(["a", "b", "c", "d"]);
});

it("has no range without a row to start from", () => {
  expect(after(extend("c"))).toEqual(["c"]);
  // The row chosen last has left the list.
  expect(after(toggle("gone"), extend("c")).toSorted()).toEqual(["c", "gone"]);
});

it("keeps what was not changed selected", () => {
  expect(after({ type: "select", ids: order }, { type: "deselect", ids: ["a", "c", "e"] })).toEqual([
    "b",
    "d",
  ]);
  expect(after({ type: "select", ids: order }, { type: "clear" })).toEqual([]);
});
