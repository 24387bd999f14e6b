import type { AddressInfo, Server } from "node:net";
import { createServer } from "mysql2";
import { describe, expect, it, onTestFinished } from "vitest";
import { openMySql } from "@/lib/vendors/warehouse/mysql";
import type { ServerConnection } from "@/lib/vendors/warehouse/server-connection";

/** What MariaDB 10.11.19 answered for a table, a view and an account with `GRANT SELECT, INSERT`. */
const RECORDED = {
  columns: [
    ["shop", "orders", "id", "bigint(20) unsigned", "NO"],
    ["shop", "orders", "amount", "decimal(10,2)", "YES"],
    ["shop", "orders", "customer_id", "varchar(40)", "YES"],
    ["shop", "v", "id", "bigint(20) unsigned", "NO"],
  ],
  account: "reader@%",
  writable: 1,
};

const FIELD = {
  catalog: "def",
  schema: "",
  table: "",
  orgTable: "",
  orgName: "",
  characterSet: 45,
  flags: 0,
  decimals: 0,
};
const text = (name: string) => ({ ...FIELD, name, columnLength: 1_000, columnType: 253 });
const number = (name: string) => ({ ...FIELD, name, columnLength: 21, columnType: 8 });

/** The part of mysql2's server that its types lack. */
interface ServerSide {
  on(event: "error" | "query", listener: (sql: string) => void): void;
  /** Of the next packet; every command starts again at 0. */
  sequenceId: number;
  serverHandshake(options: object): void;
  writeOk(): void;
  writeEof(): void;
  writeError(error: { message: string; code: number }): void;
  writeTextResult(rows: readonly object[], columns: readonly object[]): void;
}

interface Behavior {
  columns?: (string | null)[][];
  /** Error number for the statement that lists the columns. */
  refuses?: number;
  /** Error number for the login. */
  rejects?: number;
  isSilent?: boolean;
}

/** A MySQL server on loopback that answers as recorded. @returns its port and the statements it got. */
async function startServer({ columns = RECORDED.columns, refuses, rejects, isSilent }: Behavior = {}) {
  const statements: string[] = [];
  const server = createServer((connection) => {
    const conn = connection as unknown as ServerSide;
    conn.on("error", () => undefined);
    conn.serverHandshake({
      protocolVersion: 10,
      serverVersion: "5.5.5-10.11.19-MariaDB",
      connectionId: 1,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff ^ 2048,
      authCallback: (_: object, done: (error: Error | null, failure?: object) => void) => {
        done(
          null,
          rejects === undefined ? undefined : { message: "Access denied for 'reader'", code: rejects },
        );
        conn.sequenceId = 0;
      },
    });
    conn.on("query", (sql: string) => {
      statements.push(sql);
      if (isSilent) return;
      conn.sequenceId = 1;
      answer(sql);
      conn.sequenceId = 0;
    });
    const answer = (sql: string) => {
      if (sql.includes("CURRENT_USER"))
        return conn.writeTextResult([{ account: RECORDED.account }], [text("account")]);
      if (sql.includes("COUNT(*)"))
        return conn.writeTextResult([{ writable: RECORDED.writable }], [number("writable")]);
      if (!sql.includes("information_schema.columns")) return conn.writeOk();
      if (refuses !== undefined) return conn.writeError({ message: "pw=hunter2", code: refuses });
      const names = ["schema", "table", "name", "type", "nullable"];
      const rows = columns.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
      return conn.writeTextResult(rows, names.map(text));
    };
  });
  const { _server: inner } = server as unknown as { _server: Server };
  inner.listen(0, "127.0.0.1");
  if (!inner.listening) await new Promise((resolve) => inner.once("listening", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void inner.close(() => resolve())));
  return { port: (inner.address() as AddressInfo).port, statements };
}

const at = (port: number, part: Partial<ServerConnection> = {}) =>
  openMySql({
    host: "127.0.0.1",
    port,
    database: "shop",
    user: "reader",
    password: "hunter2",
    tls: "off",
    ...part,
  });

describe("MySQL", () => {
  it("reads columns in a read-only transaction, with fixed statements", async () => {
    const { port, statements } = await startServer();
    const reading = await at(port).readTables();
    expect(reading).toMatchObject({ namespace: `mysql://127.0.0.1:${port}`, isWhole: true });
    expect(reading.tables).toEqual([
      {
        name: "shop.orders",
        columns: [
          { name: "id", type: "bigint(20) unsigned", position: 1, isNullable: false, id: null },
          { name: "amount", type: "decimal(10,2)", position: 2, isNullable: true, id: null },
          { name: "customer_id", type: "varchar(40)", position: 3, isNullable: true, id: null },
        ],
      },
      {
        name: "shop.v",
        columns: [{ name: "id", type: "bigint(20) unsigned", position: 1, isNullable: false, id: null }],
      },
    ]);
    expect(statements[0]).toBe("START TRANSACTION READ ONLY");
  });

  it("says what it reaches and that the account can do more than read", async () => {
    const { port } = await startServer();
    expect(await at(port).describe()).toBe(
      `MySQL at 127.0.0.1:${port} has 2 tables and views. The account can change 1 table: replace it with one that can only read.`,
    );
  });

  it.each([
    ["wrong credentials", { rejects: 1_045 }, "UNAUTHENTICATED", /rejected the user name or the password/],
    ["a missing database", { refuses: 1_049 }, "NOT_FOUND", /has no database shop/],
    ["a missing right", { refuses: 1_142 }, "FORBIDDEN", /does not let this account read/],
    ["too many connections", { refuses: 1_040 }, "RATE_LIMITED", /no connection left/],
    ["a statement that takes too long", { refuses: 3_024 }, "UNAVAILABLE", /took too long/],
    ["anything else", { refuses: 1_064 }, "UNAVAILABLE", /cannot be read at/],
  ])("explains %s without quoting the server", async (_, behavior, code, message) => {
    const { port } = await startServer(behavior);
    const error = await at(port)
      .readTables()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain("hunter2");
  });

  it("reads an empty database", async () => {
    const { port } = await startServer({ columns: [] });
    expect(await at(port).readTables()).toMatchObject({ tables: [], isWhole: true });
  });

  it.each([
    ["a closed port", 1, {}, /cannot be read at 127\.0\.0\.1:1: the connection was refused/],
    ["a metadata service", 80, { host: "169.254.169.254" }, /PD_OUTBOUND_ALLOW/],
    ["a metadata host", 80, { host: "metadata.google.internal" }, /PD_OUTBOUND_ALLOW/],
  ])("does not reach %s", async (_, port, part, message) => {
    await expect(at(port, part).readTables()).rejects.toThrow(message);
  });

  it("stops when aborted", async () => {
    const { port } = await startServer({ isSilent: true });
    const signal = AbortSignal.timeout(200);
    await expect(at(port, { signal }).readTables()).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
