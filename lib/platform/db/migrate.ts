import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { transaction } from "@/lib/platform/db/transaction";
import { patientQuery } from "@/lib/platform/db/watched-client";

/** A migration folder: its name and the SQL in it. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The relevant columns of a `_prisma_migrations` row. */
export interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

/** The advisory lock that Prisma's own tools use, so that migrations never run concurrently. */
const ADVISORY_LOCK = 72_707_369;
/** How long a migration, or another instance's, may take. */
const TIMEOUT_MS = 60 * 60_000;

// The table exactly as Prisma creates it (schema engine 7, PostgreSQL).
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** Reads a folder in Prisma's layout, oldest first. The checksum is Prisma's: SHA-256 of the file's bytes. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * The migrations still to be applied.
 * @throws Error if the histories of files and database differ; the message says what to do.
 */
export function pendingMigrations(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const rows = applied.filter((row) => row.rolled_back_at === null);
  const unfinished = rows.find((row) => row.finished_at === null);
  if (unfinished) {
    throw new Error(
      `Migration ${unfinished.migration_name} failed earlier and was not finished. Check its "logs" in the table ` +
        `_prisma_migrations, repair the database, then run ` +
        `"npx prisma migrate resolve --rolled-back ${unfinished.migration_name}" (it will be tried again) ` +
        `or "--applied" (it is complete).`,
    );
  }
  const known = new Map(migrations.map((item) => [item.name, item]));
  for (const row of rows) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new Error(
        `The database has the migration ${row.migration_name}, which is unknown to this version: it was used by ` +
          `a newer version. Run that version, or restore an earlier backup.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new Error(
        `Migration ${row.migration_name} was changed after it had been applied. Restore its file ` +
          `(prisma/migrations/${row.migration_name}/migration.sql) and put the change into a new migration.`,
      );
    }
  }
  const done = new Set(rows.map((row) => row.migration_name));
  return migrations.filter((item) => !done.has(item.name));
}

/**
 * Applies pending migrations, each in its own transaction, and records them like `prisma migrate deploy`. Instances that
 * start together wait for each other.
 * @returns the names of the migrations applied by this call
 * @throws Error if one fails (recorded, and refused until resolved) or the histories differ
 */
export async function migrate(pool: Pool, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const done: string[] = [];
  for (;;) {
    const name = await applyNext(pool, migrations);
    if (name === null) return done;
    done.push(name);
  }
}

/** Returns the name of the applied migration, or null if none is left. */
async function applyNext(pool: Pool, migrations: Migration[]): Promise<string | null> {
  let next: Migration | undefined;
  try {
    return await transaction(pool, async (client) => {
      await takeTurn(client);
      const { rows } = await client.query<AppliedMigration>(
        "SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations",
      );
      [next] = pendingMigrations(migrations, rows);
      if (!next) return null;
      const id = await record(client, next);
      await client.query(patientQuery(next.sql, TIMEOUT_MS));
      await client.query(
        "UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1",
        [id],
      );
      return next.name;
    });
  } catch (error) {
    if (!next) throw error;
    const failed = next;
    const logs = describe(error);
    await transaction(pool, async (client) => {
      await takeTurn(client);
      const id = await record(client, failed);
      await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, logs]);
    });
    throw new Error(`Migration ${failed.name} failed: ${logs}`, { cause: error });
  }
}

/** Waits until no other process migrates; the lock ends with the transaction. */
async function takeTurn(client: PoolClient): Promise<void> {
  await client.query("SET LOCAL statement_timeout = 0");
  await client.query("SET LOCAL lock_timeout = 0");
  await client.query(patientQuery(`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`, TIMEOUT_MS));
  await client.query(CREATE_TABLE);
}

async function record(client: PoolClient, migration: Migration): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
     VALUES ($1, $2, $3, clock_timestamp())`,
    [id, migration.checksum, migration.name],
  );
  return id;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, detail, position } = error as { code?: string; detail?: string; position?: string };
  const extra = [code && `code ${code}`, position && `at character ${position}`, detail].filter(Boolean);
  return extra.length > 0 ? `${error.message} (${extra.join(", ")})` : error.message;
}
