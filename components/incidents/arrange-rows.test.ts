import { describe, expect, it } from "vitest";
import { arrangeRows } from "@/components/incidents/arrange-rows";

describe("arrangeRows", () => {
  it.each([
    ["the first page fills the list", [], ["a", "b"], ["a", "b"], []],
    ["a new one waits", ["a", "b"], ["n", "a", "b"], ["a", "b"], ["n"]],
    ["one between two waits too", ["a", "b"], ["a", "n", "b"], ["a", "b"], ["n"]],
    ["a further page is appended", ["a", "b"], ["a", "b", "c", "d"], ["a", "b", "c", "d"], []],
    ["what is gone leaves", ["a", "b"], ["b"], ["b"], []],
    ["a row that fails again stays where it is", ["a", "b"], ["b", "a"], ["a", "b"], []],
    ["when all are gone the rest moves up", ["a"], ["x"], ["x"], []],
  ])("%s", (_name, order, arriving, nextOrder, fresh) => {
    expect(arrangeRows(order, arriving)).toEqual({ order: nextOrder, fresh });
  });

  it("answers the same list when nothing changed, so that nothing is drawn again", () => {
    const order = ["a", "b"];
    expect(arrangeRows(order, ["n", "a", "b"]).order).toBe(order);
  });
});
