import { describe, expect, it } from "vitest";
import { weighSchemaChange } from "@/lib/diagnosis/engine/weigh-schema-change";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ColumnChange, SchemaChangeFacts } from "@/lib/evidence/schemas";

const change = (part: Partial<ColumnChange>): ColumnChange => ({
  kind: "renamed",
  column: null,
  formerColumn: null,
  type: null,
  formerType: null,
  isLikely: false,
  isNamed: false,
  after: "2026-11-21T06:41:00.000Z",
  before: "2026-11-21T07:41:00.000Z",
  ...part,
});
const RENAMED = change({ column: "client_id", formerColumn: "customer_id" });
const ADDED = change({ kind: "added", column: "note" });

function weigh(changes: ColumnChange[], names: string[], part: Partial<SchemaChangeFacts> = {}) {
  const facts: SchemaChangeFacts = {
    schemaVersion: 1,
    table: "shop.raw.orders",
    namespace: "postgres://db:5432",
    origin: "i1",
    originName: "Shop",
    match: "table",
    changes,
    ...part,
  };
  const piece = { kind: "schema_change", text: "", facts } as unknown as PieceOf<"schema_change">;
  return weighSchemaChange(piece, names)[0];
}

describe("weighSchemaChange", () => {
  it.each([
    [
      "the old name of a column",
      [ADDED, RENAMED],
      ["CUSTOMER_ID"],
      2,
      "Column `customer_id` of `shop.raw.orders` was renamed to `client_id`",
    ],
    [
      "a removed column",
      [change({ kind: "removed", column: "discount" })],
      ["discount"],
      1,
      "Column `discount` was removed from `shop.raw.orders`",
    ],
    [
      "a column with another type",
      [change({ kind: "type_changed", column: "amount", formerType: "integer", type: "text" })],
      ["amount"],
      1,
      "The type of column `amount` of `shop.raw.orders` changed from integer to text",
    ],
    [
      "a dropped table",
      [change({ kind: "table_dropped" })],
      ["orders"],
      1,
      "Table `shop.raw.orders` was dropped",
    ],
    [
      "a likely rename",
      [{ ...RENAMED, isLikely: true }],
      ["customer_id"],
      1,
      "Column `customer_id` of `shop.raw.orders` was probably renamed to `client_id`",
    ],
  ])("explains a failure that names %s", (_, changes, names, line, happened) => {
    const text = `${happened} between 2026-11-21 06:41 UTC and 2026-11-21 07:41 UTC`;
    expect(weigh(changes, names)).toMatchObject({
      line,
      claim: text,
      weights: { schema_change: 6 },
      cause: { category: "schema_change", text },
    });
  });

  it.each([
    ["another column of the table", [RENAMED], ["orders", "discount"], 1.2],
    ["only additions, even of that name", [ADDED], ["note"], 0.3],
    ["a table that was created", [change({ kind: "table_created" })], ["orders"], 0.3],
  ])("weighs %s little", (_, changes, names, weight) => {
    expect(weigh(changes, names)).toMatchObject({ weights: { schema_change: weight } });
    expect(weigh(changes, names)).not.toHaveProperty("cause");
  });

  it("names the new column in the next step", () => {
    expect(weigh([RENAMED], ["customer_id"])?.step).toEqual({
      category: "schema_change",
      text: "Use `client_id` instead of `customer_id` where the pipeline uses `shop.raw.orders`, or have the old name restored",
    });
  });

  it("takes a shared name of a column for a possibility, and says what would confirm it", () => {
    const possible = weigh([RENAMED], ["customer_id"], { match: "name" });
    expect(possible).toMatchObject({
      claim:
        "Column `customer_id` of `shop.raw.orders` was renamed to `client_id`, but nothing shows that the pipeline uses this table",
      weights: { schema_change: 0.6 },
      step: { category: null, text: expect.stringContaining("reads or writes `shop.raw.orders`") },
    });
    expect(possible).not.toHaveProperty("cause");
  });

  it("says when a change was first seen if the state before is unknown", () => {
    expect(weigh([change({ kind: "table_dropped", after: null, isNamed: true })], [])?.claim).toBe(
      "Table `shop.raw.orders` was dropped by 2026-11-21 07:41 UTC",
    );
  });
});
