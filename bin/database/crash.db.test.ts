import { spawn } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchDatabase, LaunchError, POSTGRES_MAJOR } from "@/bin/database/launch.mjs";

const LAUNCH = new URL("./launch.mjs", import.meta.url).href;

/** Creating database files takes seconds on a busy machine. */
const PATIENT = { timeout: 120_000 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pd-crash-"));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Inserts from eight connections until the database goes away. @returns the acknowledged rows. */
async function pourIn(pool: Pool, round: number, acknowledged: Set<string>): Promise<void> {
  await Promise.all(
    Array.from({ length: 8 }, async (_, worker) => {
      for (let i = 0; ; i++) {
        const id = `${round}-${worker}-${i}`;
        const isDone = await pool.query("INSERT INTO kept (id) VALUES ($1)", [id]).then(
          () => true,
          () => false,
        );
        if (!isDone) return;
        acknowledged.add(id);
      }
    }),
  );
}

function newPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 20_000 });
  pool.on("error", () => {});
  return pool;
}

test(
  "puts the socket of a data folder with a long name elsewhere, at the same path every time",
  PATIENT,
  async () => {
    const long = join(folder, "x".repeat(120));
    const first = await launchDatabase(long, { isDurable: false });
    await first.stop();
    const second = await launchDatabase(long, { isDurable: false });
    const pool = newPool(second.url);
    expect((await pool.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
    await pool.end();
    await second.stop();
    expect(second.url).toBe(first.url);
  },
);

describe("after kill -9", PATIENT, () => {
  test("of the database, every acknowledged row is kept", async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const database = await launchDatabase(folder);
      const pool = newPool(database.url);
      await pool.query("CREATE TABLE IF NOT EXISTS kept (id text PRIMARY KEY)");
      const { rows } = await pool.query<{ id: string }>("SELECT id FROM kept");
      const there = new Set(rows.map(({ id }) => id));
      expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
      const pouring = pourIn(pool, round, acknowledged);
      const enough = acknowledged.size + 40;
      while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 10));
      database.child.kill("SIGKILL");
      await pouring;
      await pool.end();
    }
    expect(acknowledged.size).toBeGreaterThan(100);
  });

  test("of its parent, the database shuts down and the next start waits for it", async () => {
    const script = `import { launchDatabase } from ${JSON.stringify(LAUNCH)};
      const { pid } = await launchDatabase(${JSON.stringify(folder)});
      console.log(pid);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await new Promise((resolve) => createInterface(parent.stdout).once("line", resolve));

    const refused = await launchDatabase(folder).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LaunchError);
    expect(refused).toMatchObject({
      isInUse: true,
      message: expect.stringMatching(/in use by process \d+, running since 20/),
    });

    parent.kill("SIGKILL");
    const database = await launchDatabase(folder);
    await database.stop();
  });
});

describe("database files", PATIENT, () => {
  test("stay private, also after writes, and have the expected format", async () => {
    const umask = process.umask(0);
    const data = join(folder, "private");
    const database = await launchDatabase(data);
    process.umask(umask);
    const pool = newPool(database.url);
    await pool.query("CREATE TABLE made AS SELECT n FROM generate_series(1, 5000) n");
    await pool.query("VACUUM FULL made");
    await pool.query("CHECKPOINT");
    await pool.end();
    const open = () =>
      readdirSync(data, { recursive: true, encoding: "utf8" }).filter(
        (name) => (lstatSync(join(data, name)).mode & 0o077) !== 0,
      );
    expect(open()).toEqual([]);
    await database.stop();
    expect(open()).toEqual([]);
    expect(readFileSync(join(data, "postgres", "PG_VERSION"), "utf8").trim()).toBe(POSTGRES_MAJOR);
  });

  test("are reported with PostgreSQL's reason when damaged", async () => {
    const data = join(folder, "damaged");
    await (await launchDatabase(data, { isDurable: false })).stop();
    for (const name of readdirSync(join(data, "postgres", "pg_wal")).filter((file) => file.startsWith("0")))
      rmSync(join(data, "postgres", "pg_wal", name));
    const refused = await launchDatabase(data).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      isUnusable: true,
      message: expect.stringMatching(
        /^Cannot open the database in .*postgres \(PANIC: could not locate a valid checkpoint/,
      ),
    });
  });
});
