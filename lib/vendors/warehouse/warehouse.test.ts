import { expect, it } from "vitest";
import { describeRights, MAX_COLUMNS, toReading, type ColumnRow } from "@/lib/vendors/warehouse/warehouse";

const row = (table: string, name: string): ColumnRow => ({
  table,
  name,
  type: "text",
  position: 0,
  isNullable: null,
  id: null,
});

it("groups columns by table and numbers them", () => {
  const { tables, isWhole } = toReading("x", [row("a", "one"), row("a", "two"), row("b", "one")]);
  expect(isWhole).toBe(true);
  expect(tables.map(({ name, columns }) => [name, columns.map((column) => column.position)])).toEqual([
    ["a", [1, 2]],
    ["b", [1]],
  ]);
});

it("leaves out the table that the limit may have cut", () => {
  const rows = Array.from({ length: MAX_COLUMNS + 1 }, (_, i) =>
    row(i < MAX_COLUMNS - 2 ? "a" : "b", `c${i}`),
  );
  const reading = toReading("x", rows);
  expect(reading.isWhole).toBe(false);
  expect(reading.tables.map(({ name }) => name)).toEqual(["a"]);
});

it.each([
  [null, ""],
  [0, " The account can only read."],
  [1, " The account can change 1 table: replace it with one that can only read."],
])("describes the rights to change %s tables", (writable, expected) => {
  expect(describeRights(writable)).toBe(expected);
});
