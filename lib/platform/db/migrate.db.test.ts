import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deployWithPrisma, diagnoseWithPrisma, schemaDiff } from "@/bin/schema-engine";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { migrate } from "./migrate";
import { createPool } from "./pool";

const SCHEMA = fileURLToPath(new URL("../../../prisma", import.meta.url));
const MIGRATIONS = join(SCHEMA, "migrations");

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function emptyAgain(): Promise<void> {
  await database.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
}

const rowsOf = async () =>
  (await database.pool.query("SELECT * FROM _prisma_migrations ORDER BY migration_name")).rows;

const columnsOf = async () =>
  (
    await database.pool.query(
      `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
       FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    )
  ).rows;

describe("the product's migrations", () => {
  test("create exactly the schema of the models", async () => {
    expect(await schemaDiff(database.url, SCHEMA)).toBe("");
  });

  test("differ if a column is missing on either side", async () => {
    await database.pool.query('ALTER TABLE incidents ADD COLUMN "stray" TEXT');
    expect(await schemaDiff(database.url, SCHEMA)).toContain('DROP COLUMN "stray"');
    await database.pool.query('ALTER TABLE incidents DROP COLUMN "stray"');
  });

  test("are known to Prisma's CLI, and unchanged", async () => {
    expect(await diagnoseWithPrisma(database.url, SCHEMA)).toMatchObject({
      history: null,
      failedMigrationNames: [],
      editedMigrationNames: [],
      hasMigrationsTable: true,
    });
    expect(await deployWithPrisma(database.url, SCHEMA)).toEqual([]);
  });

  test("are applied once by two instances that start together", async () => {
    await emptyAgain();
    const other = createPool(database.url, 2);
    const applied = await Promise.all([migrate(database.pool, MIGRATIONS), migrate(other, MIGRATIONS)]);
    await other.end();
    const names = (await rowsOf()).map((row) => row.migration_name);
    expect(applied.flat().sort()).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("other migrations", () => {
  let schema: string;
  let folder: string;
  beforeEach(async () => {
    await emptyAgain();
    schema = await mkdtemp(join(tmpdir(), "pd-migrations-"));
    folder = join(schema, "migrations");
    await mkdir(folder);
    await writeFile(join(schema, "schema.prisma"), 'datasource db {\n  provider = "postgresql"\n}\n');
    await writeFile(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
  });
  afterEach(() => rm(schema, { recursive: true }));

  async function add(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "migration.sql"), sql);
  }

  test("are recorded as by Prisma's CLI", async () => {
    await add("1_one", "-- Ünicode\nCREATE TABLE one (n int);\nCREATE INDEX ON one (n);\n");
    await migrate(database.pool, folder);
    const ours = await rowsOf();
    const ourColumns = await columnsOf();
    await emptyAgain();
    expect(await deployWithPrisma(database.url, schema)).toEqual(["1_one"]);
    const theirs = await rowsOf();
    const told = ({ id, started_at: _started, finished_at, ...rest }: Record<string, unknown>) => ({
      ...rest,
      idLength: String(id).length,
      isFinished: finished_at !== null,
    });
    expect(ours.map(told)).toEqual(theirs.map(told));
    expect(ourColumns).toEqual(await columnsOf());
    expect(await migrate(database.pool, folder)).toEqual([]);
  });

  test("are rolled back and recorded on failure, and refused until resolved", async () => {
    await add("1_fine", "CREATE TABLE one (n int)");
    await add("2_broken", "CREATE TABLE two (n int); INSERT INTO nowhere VALUES (1)");
    await expect(migrate(database.pool, folder)).rejects.toThrow(
      /Migration 2_broken failed: relation "nowhere" does not exist \(code 42P01/,
    );
    const { rows } = await database.pool.query("SELECT to_regclass('one') AS one, to_regclass('two') AS two");
    expect(rows).toEqual([{ one: "one", two: null }]);
    expect((await rowsOf())[1]).toMatchObject({
      finished_at: null,
      logs: expect.stringContaining("nowhere"),
    });

    await add("2_broken", "CREATE TABLE two (n int)");
    await expect(migrate(database.pool, folder)).rejects.toThrow(/2_broken failed earlier/);
    await database.pool.query(
      "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL",
    );
    expect(await migrate(database.pool, folder)).toEqual(["2_broken"]);
  });
});
