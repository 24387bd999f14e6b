import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PoolClient } from "pg";
import { testDatabase } from "@/e2e/database/test-database";
import { withSharedConnection } from "@/lib/platform/db/shared-connection";

let db: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  db = await testDatabase();
  await db.pool.query("CREATE TABLE counter (n int PRIMARY KEY)");
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.pool.query("TRUNCATE counter");
});

/** A read-modify-write, which is wrong if another one runs in between. */
async function addOne(client: PoolClient, letNext: () => void): Promise<number> {
  const [, { rows }] = await Promise.all([
    client.query("BEGIN"),
    client.query<{ n: number }>("SELECT COALESCE(max(n), 0) AS n FROM counter"),
  ]);
  const next = (rows[0]?.n ?? 0) + 1;
  const written = [client.query("INSERT INTO counter VALUES ($1)", [next]), client.query("COMMIT")];
  letNext();
  await Promise.all(written);
  return next;
}

const count = async () =>
  (await db.pool.query<{ n: number }>("SELECT count(*)::int AS n FROM counter")).rows[0]?.n;

describe("withSharedConnection", () => {
  it("runs callers in turn, each seeing what the previous one committed", async () => {
    const added = await Promise.all(Array.from({ length: 50 }, () => withSharedConnection(db.pool, addOne)));
    expect(added.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(await count()).toBe(50);
  });

  it("does not let a failure affect the next caller", async () => {
    const failing = async (client: PoolClient, letNext: () => void) => {
      const sent = [client.query("BEGIN"), client.query("SELECT 1/0"), client.query("COMMIT")];
      letNext();
      await Promise.all(sent);
    };
    const results = await Promise.allSettled([
      withSharedConnection(db.pool, addOne),
      withSharedConnection(db.pool, failing),
      withSharedConnection(db.pool, addOne),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await count()).toBe(2);
  });

  it("does not reuse a lost connection", async () => {
    const killed = withSharedConnection(db.pool, (client) => {
      const answer = client.query("SELECT pg_sleep(0.2)");
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      return answer;
    });
    await expect(killed).rejects.toThrow();
    expect(await withSharedConnection(db.pool, addOne)).toBe(1);
  });

  it("returns the connection to the pool", async () => {
    await withSharedConnection(db.pool, addOne);
    await Promise.resolve();
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });
});
