import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";
import { openPostgres } from "@/lib/vendors/warehouse/postgresql";
import type { ServerConnection } from "@/lib/vendors/warehouse/server-connection";

let db: TestDatabase;
let own: ServerConnection;
beforeAll(async () => {
  db = await testDatabase();
  const { host, port, database, user, password } = new Client({ connectionString: db.url });
  own = {
    host: hostOf(host),
    port,
    database: database ?? "",
    user: user ?? "",
    password: password ?? "",
    tls: "off",
  };
  await db.pool.query(`
    CREATE SCHEMA raw;
    CREATE TABLE raw.orders (id bigint PRIMARY KEY, dropped text, amount numeric(10,2), customer_id text, tags text[]);
    ALTER TABLE raw.orders DROP COLUMN dropped;
    CREATE VIEW raw.recent AS SELECT id FROM raw.orders`);
});
afterAll(() => db.close());

/** Tests may run on a Unix socket, which the product does not offer. */
function hostOf(host: string): string {
  return host === "" || host.startsWith("/") ? "127.0.0.1" : host;
}

const isReachable = () => !db.url.includes("host=%2F") && !db.url.includes("host=/");

async function readRaw() {
  const { namespace, tables } = await openPostgres(own, "postgresql").readTables();
  return { namespace, tables: tables.filter(({ name }) => name.includes(".raw.")) };
}

describe("PostgreSQL", () => {
  it("reads exact types, and keeps a column's id when it is renamed", async (test) => {
    if (!isReachable()) return test.skip();
    const before = await readRaw();
    expect(before.namespace).toBe(`postgres://${own.host}:${own.port}`);
    expect(before.tables.map(({ name }) => name)).toEqual([
      `${own.database}.raw.orders`,
      `${own.database}.raw.recent`,
    ]);
    expect(
      before.tables[0]?.columns.map(({ name, type, position, isNullable }) => [
        name,
        type,
        position,
        isNullable,
      ]),
    ).toEqual([
      ["id", "bigint", 1, false],
      ["amount", "numeric(10,2)", 2, true],
      ["customer_id", "text", 3, true],
      ["tags", "text[]", 4, true],
    ]);
    await db.pool.query("ALTER TABLE raw.orders RENAME COLUMN customer_id TO client_id");
    const after = await readRaw();
    expect(after.tables[0]?.columns[2]).toMatchObject({
      name: "client_id",
      id: before.tables[0]?.columns[2]?.id,
    });
  });

  it("says whether the account can do more than read", async (test) => {
    if (!isReachable()) return test.skip();
    expect(await openPostgres(own, "postgresql").describe()).toMatch(
      /^PostgreSQL at \S+ has \d+ tables and views in \S+\. The account can change \d+ tables: replace it/,
    );
  });

  it.each([
    ["a wrong password", { password: "not-the-password", user: "nobody-here" }, "UNAUTHENTICATED"],
    ["a missing database", { database: "not_there" }, "NOT_FOUND"],
    ["a closed port", { port: 1 }, "UNAVAILABLE"],
    ["a server without TLS", { tls: "verify" }, "UNAVAILABLE"],
    ["a refused address", { host: "169.254.169.254" }, "FORBIDDEN"],
  ] as const)("explains %s", async (_, part, code) => {
    // The embedded database is not reached over TCP.
    if (!isReachable()) return;
    const error = await openPostgres({ ...own, ...part }, "postgresql")
      .readTables()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).not.toContain("not-the-password");
  });

  it("explains a server that speaks another protocol, and stops when aborted", async () => {
    const web = await startFakeServer((_, response) => sendJson(response, 200, {}));
    const port = Number(new URL(web.url).port);
    const there = { ...own, host: "127.0.0.1", port };
    await expect(openPostgres(there, "postgresql").readTables()).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    const signal = AbortSignal.abort(new DOMException("too late", "TimeoutError"));
    await expect(openPostgres({ ...there, signal }, "redshift").readTables()).rejects.toMatchObject({
      name: "TimeoutError",
    });
    await web.close();
  });
});
