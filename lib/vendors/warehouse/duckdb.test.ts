import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openDuckDb } from "@/lib/vendors/warehouse/duckdb";
import { changeDuckDb, temporaryFolder, writeDuckDb } from "@/lib/vendors/warehouse/testing/duckdb-file";

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, "shop.v2.duckdb");
});

const open = (file = path, signal?: AbortSignal) =>
  openDuckDb({ path: file, ...(signal && { signal }) }, [folder]);

const ORDERS = "CREATE TABLE raw.orders (id BIGINT NOT NULL, amount DECIMAL(10,2), tags VARCHAR[])";

describe("DuckDB", () => {
  it("reads exact types of tables and views, and leaves the folder as it was", async () => {
    await changeDuckDb(
      path,
      "CREATE SCHEMA raw",
      ORDERS,
      "CREATE VIEW recent AS SELECT id FROM raw.orders",
      // A view whose table is gone keeps the columns it had.
      "CREATE TABLE gone (a INTEGER)",
      "CREATE VIEW broken AS SELECT a FROM gone",
      "DROP TABLE gone",
    );
    const reading = await open().readTables();
    expect(reading).toMatchObject({ namespace: `duckdb://${path}`, isWhole: true });
    expect(reading.tables).toEqual([
      {
        name: "shop.main.broken",
        columns: [{ name: "a", type: "INTEGER", position: 1, isNullable: true, id: null }],
      },
      {
        name: "shop.main.recent",
        columns: [{ name: "id", type: "BIGINT", position: 1, isNullable: true, id: null }],
      },
      {
        name: "shop.raw.orders",
        columns: [
          { name: "id", type: "BIGINT", position: 1, isNullable: false, id: null },
          { name: "amount", type: "DECIMAL(10,2)", position: 2, isNullable: true, id: null },
          { name: "tags", type: "VARCHAR[]", position: 3, isNullable: true, id: null },
        ],
      },
    ]);
    expect(await open().describe()).toBe(`${path} has 3 tables and views. It is opened read-only.`);
    expect(readdirSync(folder)).toEqual(["shop.v2.duckdb"]);
  });

  it("reads what a writer that was killed left in the write-ahead log, without touching it", async () => {
    await changeDuckDb(path, "CREATE TABLE a (x INTEGER)");
    const killed = `const { DuckDBInstance } = await import("@duckdb/node-api");
      const connection = await (await DuckDBInstance.create(process.argv[1])).connect();
      await connection.run("CREATE TABLE b (y INTEGER)");
      process.kill(process.pid, "SIGKILL");`;
    expect(() =>
      execFileSync(process.execPath, ["--input-type=module", "-e", killed, path], { stdio: "ignore" }),
    ).toThrow();
    const log = readFileSync(`${path}.wal`);
    const { tables } = await open().readTables();
    expect(tables.map(({ name }) => name)).toEqual(["shop.main.a", "shop.main.b"]);
    expect(readFileSync(`${path}.wal`)).toEqual(log);
  });

  it("says what to do while another process writes, and reads when it is done", async () => {
    const writer = await writeDuckDb(path, "CREATE TABLE a (x INTEGER)");
    await expect(open().readTables()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringMatching(/open for writing.*Connect a copy.*dbt's manifest/),
    });
    const reading = open().readTables();
    setTimeout(writer.close, 700);
    expect((await reading).tables).toHaveLength(1);
  });

  it("cuts the type of an ENUM with many values", async () => {
    const values = Array.from({ length: 5_000 }, (_, i) => `'value ${i}'`).join(", ");
    await changeDuckDb(path, `CREATE TABLE a (x ENUM(${values}))`);
    const { tables } = await open().readTables();
    expect(tables[0]?.columns[0]?.type).toHaveLength(1_000);
  });

  it("stops when aborted", async () => {
    await changeDuckDb(path, "CREATE TABLE a (x INTEGER)");
    const reading = open(path, AbortSignal.timeout(50)).readTables();
    await expect(reading).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it.each([
    ["text", Buffer.from("not a database"), "INVALID", /is not a DuckDB database/],
    ["nothing", Buffer.alloc(0), "INVALID", /is not a DuckDB database/],
    [
      "an SQLite database",
      Buffer.from("SQLite format 3\0".padEnd(4_096, "\0")),
      "INVALID",
      /is not a DuckDB/,
    ],
  ])("explains a file with %s", async (_, bytes, code, message) => {
    writeFileSync(path, bytes);
    await expect(open().readTables()).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("explains a file that is cut off or encrypted", async () => {
    await changeDuckDb(path, "CREATE TABLE a (x INTEGER)");
    writeFileSync(path, readFileSync(path).subarray(0, 13_000));
    await expect(open().readTables()).rejects.toThrow(/is damaged, or is being copied/);
    const secret = join(folder, "secret.duckdb");
    await changeDuckDb(
      ":memory:",
      "SET force_mbedtls_unsafe = true",
      `ATTACH '${secret}' AS secret (ENCRYPTION_KEY 'k')`,
      "CREATE TABLE secret.a (x INTEGER)",
    );
    await expect(open(secret).readTables()).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringContaining("is encrypted"),
    });
  });
});

describe("only files inside the allowed folders", () => {
  it("are opened, by the name of the link that leads to them", async () => {
    await changeDuckDb(join(folder, "copy-of-monday.duckdb"), "CREATE TABLE a (x INTEGER)");
    symlinkSync("copy-of-monday.duckdb", join(folder, "shop.duckdb"));
    const { namespace, tables } = await open(join(folder, "shop.duckdb")).readTables();
    expect([namespace, tables[0]?.name]).toEqual([`duckdb://${folder}/shop.duckdb`, "shop.main.a"]);
  });

  it("are opened: no links out, no other folders, and nothing is said about what is there", async () => {
    const elsewhere = temporaryFolder();
    const other = join(elsewhere, "other.duckdb");
    await changeDuckDb(other, "CREATE TABLE a (x INTEGER)");
    symlinkSync(other, path);
    mkdirSync(join(folder, "inner"));
    symlinkSync(elsewhere, join(folder, "inner", "link"));
    const tried = [
      path,
      other,
      join(elsewhere, "not-there.duckdb"),
      join(folder, "inner", "link", "other.duckdb"),
      `${folder}/../${elsewhere.split("/").at(-1)}/other.duckdb`,
      `${folder}-2/shop.duckdb`,
    ];
    for (const file of tried)
      await expect(open(file).readTables(), file).rejects.toMatchObject({
        code: "FORBIDDEN",
        message: expect.stringContaining("PD_DUCKDB_ROOTS"),
      });
    await expect(openDuckDb({ path: other }, []).readTables()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("are opened: no write-ahead log that is a link", async () => {
    await changeDuckDb(path, "CREATE TABLE a (x INTEGER)");
    symlinkSync("/etc/hostname", `${path}.wal`);
    await expect(open().readTables()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["a relative path", "shop.duckdb", "INVALID"],
    ["a folder", ".", "INVALID"],
    ["a missing file", "missing.duckdb", "NOT_FOUND"],
  ])("are opened: not %s", async (what, name, code) => {
    const file = what === "a relative path" ? name : join(folder, name);
    await expect(open(file).readTables()).rejects.toMatchObject({ code });
  });

  it("are read alone: a view over another file shows its stored columns, and the file is not opened", async () => {
    const elsewhere = temporaryFolder();
    const csv = join(elsewhere, "people.csv");
    writeFileSync(csv, "name,age\nAda,36\n");
    await changeDuckDb(path, `CREATE VIEW people AS SELECT * FROM read_csv('${csv}')`);
    renameSync(csv, `${csv}.moved`);
    copyFileSync(path, join(folder, "copy.duckdb"));
    const { tables } = await open(join(folder, "copy.duckdb")).readTables();
    expect(tables).toMatchObject([
      { name: "copy.main.people", columns: [{ name: "name" }, { name: "age", type: "BIGINT" }] },
    ]);
  });
});
