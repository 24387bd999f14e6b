import { expect, it } from "vitest";
import { splitForPhone } from "@/components/layout/rooms";

it("keeps five pages in the bar of a phone, or four and a menu", () => {
  expect(splitForPhone([1, 2, 3, 4, 5])).toEqual({ bar: [1, 2, 3, 4, 5], more: [] });
  expect(splitForPhone([1, 2, 3, 4, 5, 6])).toEqual({ bar: [1, 2, 3, 4], more: [5, 6] });
});
