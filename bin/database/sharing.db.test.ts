import { createHash } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { launchDatabase } from "@/bin/database/launch.mjs";

let folder: string;
let database: Awaited<ReturnType<typeof launchDatabase>>;
let pool: Pool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pd-sharing-"));
  database = await launchDatabase(folder);
  pool = new Pool({ connectionString: database.url, max: 20 });
});
afterAll(async () => {
  await pool.end();
  await database.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await pool.query(
    "CREATE TABLE IF NOT EXISTS counter (n int); TRUNCATE counter; INSERT INTO counter VALUES (0)",
  );
});

async function connect(options: object = {}): Promise<Client> {
  const client = new Client({ connectionString: database.url, ...options });
  client.on("error", () => {});
  await client.connect();
  return client;
}

const count = async () => (await pool.query<{ n: number }>("SELECT n FROM counter")).rows[0]?.n;

describe("many clients sharing one backend", () => {
  test("get their own answers", async () => {
    const shapes = [
      "SELECT $1::int AS a",
      "SELECT $1::text AS a, 'x' AS b",
      "SELECT $1::int + 0 AS a, 2 AS b, 3 AS c",
    ];
    const results = await Promise.all(
      Array.from({ length: 1_500 }, (_, i) => pool.query(shapes[i % 3] ?? "", [i])),
    );
    const wrong = results.filter(
      ({ rows }, i) => String(rows[0].a) !== String(i) || Object.keys(rows[0]).length !== (i % 3) + 1,
    );
    expect(wrong).toEqual([]);
  });

  test("do not interleave read-modify-write transactions", async () => {
    const add = async () => {
      const client = await pool.connect();
      await client.query("BEGIN");
      const { rows } = await client.query("SELECT n FROM counter");
      await client.query("UPDATE counter SET n = $1", [rows[0].n + 1]);
      await client.query("COMMIT");
      client.release();
    };
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let i = 0; i < 50; i++) await add();
      }),
    );
    expect(await count()).toBe(400);
  });

  test("receive notifications only on channels they listen to", async () => {
    const [a, b, sender] = [await connect(), await connect(), await connect()];
    const heard: string[] = [];
    for (const [name, client] of Object.entries({ a, b, sender }))
      client.on("notification", ({ payload }) => heard.push(`${name}:${payload}`));
    await a.query("LISTEN news");
    await b.query("LISTEN news");
    await sender.query("SELECT pg_notify('news', 'one')");
    await b.query("UNLISTEN news");
    await sender.query("BEGIN");
    await sender.query("NOTIFY news, 'two'");
    await sender.query("COMMIT");
    await a.query("SELECT 1");
    // Different connections are read in any order; each hears its own in order.
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(["a:one", "a:two", "b:one"]));
    expect(heard.filter((item) => item.startsWith("a:"))).toEqual(["a:one", "a:two"]);
    await Promise.all([a.end(), b.end(), sender.end()]);
  });

  test("have separate prepared statements and settings", async () => {
    const [a, b] = [await connect(), await connect()];
    await a.query({ name: "same", text: "SELECT 1 AS n" });
    await b.query({ name: "same", text: "SELECT 2 AS n" });
    await a.query("SET statement_timeout = 1234");
    const read = async (client: Client) => [
      (await client.query({ name: "same", text: client === a ? "SELECT 1 AS n" : "SELECT 2 AS n" })).rows[0]
        .n,
      (await client.query("SHOW statement_timeout")).rows[0].statement_timeout,
    ];
    expect(await read(a)).toEqual([1, "1234ms"]);
    expect(await read(b)).toEqual([2, "0"]);
    await Promise.all([a.end(), b.end()]);
  });

  test("can keep using a connection after an error", async () => {
    const client = await connect();
    await expect(client.query("SELECT $1::int", ["x"])).rejects.toMatchObject({ code: "22P02" });
    await expect(client.query("SELEC")).rejects.toMatchObject({ code: "42601" });
    await client.query("BEGIN");
    await expect(client.query("SELECT 1/0")).rejects.toMatchObject({ code: "22012" });
    await expect(client.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
    await client.query("ROLLBACK");
    expect((await client.query("SELECT 7 AS n")).rows).toEqual([{ n: 7 }]);
    await client.end();
  });

  test("are not blocked for long by an idle transaction", async () => {
    const idle = await connect({ idle_in_transaction_session_timeout: 300 });
    await idle.query("BEGIN");
    await idle.query("UPDATE counter SET n = -1");
    const startedAt = Date.now();
    expect(await count()).toBe(0);
    expect(Date.now() - startedAt).toBeGreaterThan(250);
    await expect(idle.query("COMMIT")).rejects.toThrow();
  });

  test("roll back when they disconnect during a transaction", async () => {
    const rude = await connect();
    await rude.query("BEGIN");
    await rude.query("UPDATE counter SET n = -1");
    (rude as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(await count()).toBe(0);
  });

  test("send and receive large messages", async () => {
    const text = "ä".repeat(5_000_000);
    const { rows } = await pool.query("SELECT $1::text AS back, length($1::text) AS n", [text]);
    expect(rows[0].n).toBe(5_000_000);
    const digest = (value: string) => createHash("sha256").update(value).digest("hex");
    expect(digest(rows[0].back)).toBe(digest(text));
  });

  test("are refused COPY FROM STDIN without affecting others", async () => {
    await expect(pool.query("COPY counter FROM STDIN")).rejects.toMatchObject({ code: "0A000" });
    expect(await count()).toBe(0);
  });

  test("can use vectors", async () => {
    await pool.query("CREATE EXTENSION IF NOT EXISTS vector");
    const { rows } = await pool.query("SELECT '[3,4]'::vector <-> '[0,0]'::vector AS distance");
    expect(rows[0].distance).toBe(5);
  });

  test("connect through a socket that other users cannot open", async () => {
    expect((await stat(join(folder, "run"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "run", ".s.PGSQL.5432"))).mode & 0o777).toBe(0o600);
  });
});
