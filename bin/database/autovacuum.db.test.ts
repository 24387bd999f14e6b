import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vacuumTables } from "@/bin/database/autovacuum.mjs";
import { execute, initialise, openEngine } from "@/bin/database/engine.mjs";
import { query } from "@/bin/database/wire.mjs";

let folder: string;
let db: PGlite;
const ask = (sql: string) => execute(db, query(sql));
/** Changes tables, and has the statistics written at once instead of within a second. */
const change = (sql: string) => db.exec(`SELECT pg_stat_force_next_flush(); ${sql}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pd-vacuum-"));
  await initialise(join(folder, "postgres"));
  db = await openEngine(join(folder, "postgres"), null);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

test("analyzes tables that have changed, vacuums those with dead rows, and leaves the others", async () => {
  await change(`
    CREATE TABLE grown AS SELECT i AS id FROM generate_series(1, 1000) i;
    CREATE TABLE "Up dated" AS SELECT i AS id FROM generate_series(1, 1000) i;
    CREATE TABLE small AS SELECT i AS id FROM generate_series(1, 20) i;`);
  expect((await vacuumTables(ask)).toSorted()).toEqual(['ANALYZE public."Up dated"', "ANALYZE public.grown"]);
  expect(await vacuumTables(ask)).toEqual([]);

  await change(`UPDATE "Up dated" SET id = -id WHERE id <= 400; UPDATE grown SET id = -id WHERE id <= 20`);
  expect(await vacuumTables(ask)).toEqual(['VACUUM (ANALYZE) public."Up dated"']);
  const { rows } = await db.query("SELECT reltuples FROM pg_class WHERE relname = 'Up dated'");
  expect(rows).toEqual([{ reltuples: 1000 }]);
});

test("stops between statements", async () => {
  await change("INSERT INTO grown SELECT i FROM generate_series(1, 5000) i");
  const stopping = new AbortController();
  stopping.abort();
  expect(await vacuumTables(ask, stopping.signal)).toEqual([]);
});
