import { describe, expect, it } from "vitest";
import { diffSnapshots } from "@/lib/evidence/schema-changes/diff-snapshots";
import {
  relevantChanges,
  type ChangedTable,
  type FailureNames,
} from "@/lib/evidence/schema-changes/match-changes";
import { tablesInText, tablesRead } from "@/lib/evidence/schema-changes/tables-in-text";
import type { ColumnChange } from "@/lib/evidence/schemas";
import type { SchemaColumn } from "@/lib/lineage/schemas";

describe("tablesRead", () => {
  it.each([
    ["SELECT a FROM raw.orders o JOIN raw.items i ON i.id = o.id", ["raw.orders", "raw.items"]],
    [
      "DELETE FROM mart.orders WHERE day = 1; INSERT INTO mart.orders SELECT a FROM raw.orders",
      ["raw.orders"],
    ],
    ["CREATE TABLE mart.orders AS (SELECT a FROM raw.orders)", ["raw.orders"]],
    [
      "MERGE INTO mart.t USING x ON x.id = t.id WHEN MATCHED THEN UPDATE SET a = (SELECT 1 FROM raw.orders)",
      ["raw.orders"],
    ],
    [
      "WITH latest AS (SELECT * FROM raw.orders), b as materialized (SELECT 1 FROM latest) SELECT * FROM b",
      ["raw.orders"],
    ],
    ["TRUNCATE TABLE stage.orders; INSERT INTO mart.orders SELECT a FROM stage.orders", []],
  ])("%s reads %j", (sql, expected) => {
    expect(tablesRead(sql)).toEqual(expected);
  });
});

describe("tablesInText", () => {
  it.each([
    ['SELECT * FROM raw.orders o JOIN "Shop"."Customers" c USING (id)', ["raw.orders", "Shop.Customers"]],
    ["insert into mart.daily select * from only staging.x", ["mart.daily", "staging.x"]],
    ["CREATE TABLE IF NOT EXISTS a.b (id int)", ["a.b"]],
    ["insert into a.b (id) select * from generate_series(1, 9)", ["a.b"]],
    ["drop table if exists a.b; TRUNCATE TABLE cc", ["a.b", "cc"]],
    ['relation "raw.orders" does not exist', ["raw.orders"]],
    ["Table 'shop.orders' doesn't exist", ["shop.orders"]],
    ["Not found: Table acme-data:raw.orders was not found in location EU", ["acme-data.raw.orders"]],
    ["Object 'SHOP.RAW.ORDERS' does not exist or not authorized.", ["SHOP.RAW.ORDERS"]],
    ["merge into [dbo].[orders] using x", ["dbo.orders"]],
    ["select * from `acme.raw.orders` where x = 1", ["acme.raw.orders"]],
    ["from shop.load import load", []],
    ["select extract(day from ts) from (select 1)", ["ts"]],
    ["nothing here", []],
  ])("finds the tables in %j", (text, expected) => {
    expect(tablesInText(text)).toEqual(expected);
  });

  it("takes linear time", () => {
    const started = performance.now();
    tablesInText("from ".repeat(100_000));
    tablesInText(`from ${"a.".repeat(200_000)}`);
    tablesInText("from if not exists ".repeat(50_000));
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));
const column = (name: string, position: number, id: string | null = null, type = "text"): SchemaColumn => ({
  name,
  type,
  position,
  isNullable: null,
  id,
});
const PERIOD = { since: at(6), failedAt: at(8) };
const OLD = {
  columns: [column("id", 1, "9.1"), column("customer_id", 2, "9.2")],
  takenAt: at(1),
  lastSeenAt: at(7),
};
const columnsNow = [column("id", 1, "9.1"), column("client_id", 2, "9.2")];

describe("diffSnapshots", () => {
  const kinds = (changes: readonly ColumnChange[]) => changes.map(({ kind }) => kind);

  it("finds a rename by its id, between its two sightings", () => {
    const now = { columns: columnsNow, takenAt: at(8), lastSeenAt: at(9) };
    expect(diffSnapshots([OLD, now], PERIOD, true)).toEqual([
      {
        kind: "renamed",
        column: "client_id",
        formerColumn: "customer_id",
        type: "text",
        formerType: "text",
        isLikely: false,
        isNamed: false,
        after: at(7).toISOString(),
        before: at(8).toISOString(),
      },
    ]);
  });

  it("does not compare the ids of a table that was made again", () => {
    const again = [column("new", 1, "77.1"), column("id", 2, "77.2"), column("customer_id", 3, "77.3")];
    const now = { columns: again, takenAt: at(8), lastSeenAt: at(8) };
    expect(diffSnapshots([OLD, now], PERIOD, true)).toMatchObject([{ kind: "added", column: "new" }]);
  });

  it.each([
    ["a dropped table", [OLD, { columns: [], takenAt: at(8), lastSeenAt: at(8) }], true, ["table_dropped"]],
    [
      "a new table of a known warehouse",
      [{ columns: columnsNow, takenAt: at(7), lastSeenAt: at(8) }],
      true,
      ["table_created"],
    ],
    [
      "a table seen for the first time",
      [{ columns: columnsNow, takenAt: at(7), lastSeenAt: at(8) }],
      false,
      [],
    ],
    [
      "a change before the last success",
      [
        { ...OLD, lastSeenAt: at(2) },
        { columns: columnsNow, takenAt: at(3), lastSeenAt: at(9) },
      ],
      true,
      [],
    ],
    [
      "a change after the failure",
      [
        { ...OLD, lastSeenAt: at(10) },
        { columns: columnsNow, takenAt: at(11), lastSeenAt: at(12) },
      ],
      true,
      [],
    ],
    [
      "another type",
      [
        OLD,
        {
          columns: [column("id", 1, "9.1", "bigint"), column("customer_id", 2, "9.2")],
          takenAt: at(8),
          lastSeenAt: at(8),
        },
      ],
      true,
      ["type_changed"],
    ],
  ] as const)("handles %s", (_, snapshots, isWatched, expected) => {
    expect(kinds(diffSnapshots(snapshots, PERIOD, isWatched))).toEqual(expected);
  });
});

describe("relevantChanges", () => {
  const renamed: ColumnChange = {
    kind: "renamed",
    column: "client_id",
    formerColumn: "customer_id",
    type: null,
    formerType: null,
    isLikely: false,
    isNamed: false,
    after: null,
    before: "",
  };
  const added: ColumnChange = { ...renamed, kind: "added", column: "note", formerColumn: null };
  const table = (name: string, ...changes: ColumnChange[]): ChangedTable => ({
    datasetId: name,
    namespace: "postgres://db:5432",
    name,
    origin: "w",
    changes,
  });
  const failure = (part: Partial<FailureNames> = {}): FailureNames => ({
    names: [],
    inError: [],
    inTexts: [],
    texts: [],
    ofTask: new Map(),
    ...part,
  });
  const ORDERS = table("shop.raw.orders", renamed);
  const PAYMENTS = table("shop.raw.payments", renamed);

  it("prefers the table of the task over another one with the same column", () => {
    const found = relevantChanges(
      [PAYMENTS, ORDERS],
      failure({ names: ["customer_id"], inTexts: ["raw.orders"], ofTask: new Map([["x", "reads"]]) }),
    );
    expect(found).toMatchObject([
      {
        name: "shop.raw.orders",
        match: "column",
        relevance: 0.95,
        reason: "the error names customer_id, and the log or the code names the table",
      },
    ]);
  });

  it.each([
    [
      "a column of a table that is not the task's",
      [PAYMENTS],
      { names: ["customer_id"], inError: ["raw.orders"] },
      [],
    ],
    ["only the name of a column", [PAYMENTS], { names: ["customer_id"] }, [["name", 0.3]]],
    [
      "only the name of a column that many tables have",
      [table("shop.raw.orders", { ...renamed, formerColumn: "created_at" })],
      { names: ["created_at"] },
      [],
    ],
    [
      "a table that the code names outside SQL",
      [ORDERS],
      { names: ["customer_id"], texts: ['rows = read_table("raw.orders")'] },
      [["column", 0.95]],
    ],
    [
      "a table whose name is only part of another one",
      [ORDERS],
      { names: ["customer_id"], texts: ["raw.orders_old, archive-raw.orders and raw.orders.py"] },
      [["name", 0.3]],
    ],
    [
      "a table that the task reads",
      [ORDERS],
      { ofTask: new Map([["shop.raw.orders", "reads"]]) },
      [["table", 0.6]],
    ],
    [
      "a table that only grew",
      [table("shop.raw.orders", added)],
      { names: ["note"], inError: ["orders"] },
      [["table", 0.35]],
    ],
    [
      "a dropped table",
      [table("shop.raw.orders", { ...renamed, kind: "table_dropped" })],
      { inError: ["orders"] },
      [["column", 0.95]],
    ],
    ["nothing of the task", [ORDERS], {}, []],
  ] as const)("rates %s", (_, tables, part, expected) => {
    expect(
      relevantChanges(tables, failure(part as Partial<FailureNames>)).map(({ match, relevance }) => [
        match,
        relevance,
      ]),
    ).toEqual(expected);
  });
});
