import type { DatasetFact, LineageFact, SchemaColumn } from "@/lib/lineage/schemas";

/** A table of the shop's database. */
export function datasetFact(name: string, part: Partial<DatasetFact> = {}): DatasetFact {
  return {
    namespace: "postgres://db.example.com:5432",
    name,
    kind: "table",
    owner: null,
    columns: null,
    rowCount: null,
    sizeBytes: null,
    ...part,
  };
}

/** What `orders_daily.transform` reads and writes in one run. */
export function lineageFact(part: Partial<LineageFact> = {}): LineageFact {
  return {
    origin: "openlineage",
    pipeline: { externalId: "orders_daily", name: "orders_daily" },
    task: { externalId: "transform", name: "transform" },
    run: "scheduled__2026-11-20",
    at: "2026-11-20T02:00:00.000Z",
    reads: [],
    writes: [],
    hasWritten: false,
    derived: [],
    ...part,
  };
}

/** Columns with `int` as type, in order. */
export function columnsNamed(...names: string[]): SchemaColumn[] {
  return names.map((name, i) => ({ name, type: "int", position: i + 1, isNullable: null, id: null }));
}
