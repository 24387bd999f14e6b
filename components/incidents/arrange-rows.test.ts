import { describe, expect, it } from "vitest";
import { arrangeRows } from "@/components/incidents/arrange-rows";

describe("arrangeRows", () => {
  it.each([
    ["fills the list with the first page", [], ["a", "b"], ["a", "b"], []],
    ["holds back a new row at the top", ["a", "b"], ["n", "a", "b"], ["a", "b"], ["n"]],
    ["holds back a new row between known ones", ["a", "b"], ["a", "n", "b"], ["a", "b"], ["n"]],
    ["appends the next page", ["a", "b"], ["a", "b", "c", "d"], ["a", "b", "c", "d"], []],
    ["drops rows that are gone", ["a", "b"], ["b"], ["b"], []],
    ["keeps the position of a row that fails again", ["a", "b"], ["b", "a"], ["a", "b"], []],
    ["shows new rows when all known ones are gone", ["a"], ["x"], ["x"], []],
  ])("%s", (_name, order, arriving, nextOrder, fresh) => {
    expect(arrangeRows(order, arriving)).toEqual({ order: nextOrder, fresh });
  });

  it("returns the same array when nothing changed, to avoid a re-render", () => {
    const order = ["a", "b"];
    expect(arrangeRows(order, ["n", "a", "b"]).order).toBe(order);
  });
});
