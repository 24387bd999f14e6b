import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchDatabase } from "@/bin/database/launch.mjs";
import {
  CODE,
  Inbox,
  SYNC,
  closeStatement,
  firstValue,
  int32,
  message,
  text,
  type Message,
} from "@/bin/database/wire.mjs";

let folder: string;
let database: Awaited<ReturnType<typeof launchDatabase>>;
let a: Client;
let b: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pd-plans-"));
  database = await launchDatabase(folder, { isDurable: false });
  [a, b] = [await connect(), await connect()];
});
afterAll(async () => {
  await Promise.all([a.end(), b.end()]);
  await database.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await a.query("DEALLOCATE ALL");
  await a.query("DROP TABLE IF EXISTS fruit; CREATE TABLE fruit (id int PRIMARY KEY, name text)");
  await a.query("INSERT INTO fruit VALUES (1, 'apple'), (2, 'pear')");
});

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** A connection without a driver. `send` resolves to the messages up to ReadyForQuery. */
async function rawClient() {
  const host = new URL(database.url).searchParams.get("host") ?? "";
  const socket = createConnection(join(host, ".s.PGSQL.5432"));
  const inbox = new Inbox();
  const received: Message[] = [];
  let settle = () => {};
  socket.on("data", (data) => {
    inbox.add(data);
    received.push(...inbox.take());
    if (received.at(-1)?.type === "Z") settle();
  });
  const send = async (...messages: Buffer[]) => {
    const ready = new Promise<void>((resolve) => (settle = resolve));
    socket.write(Buffer.concat(messages));
    await ready;
    return received.splice(0);
  };
  const parameters = Buffer.concat([text("user"), text("postgres"), Buffer.from([0])]);
  await send(int32(8 + parameters.length), int32(CODE.version3), parameters);
  return { send, end: () => socket.end() };
}

const [INT, TEXT] = [23, 25];

/** The statements that are prepared in the backend and contain `part`. */
async function prepared(part: string): Promise<{ name: string; uses: number }[]> {
  const { rows } = await a.query(
    `SELECT name, (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements
     WHERE statement LIKE '%${part}%' AND statement NOT LIKE '%pg_prepared_statements%'`,
  );
  return rows;
}

const NAME_OF = "SELECT name FROM fruit WHERE id = $1";
const nameOf = async (client: Client, id: unknown, name?: string) =>
  (await client.query({ text: NAME_OF, values: [id], ...(name && { name }) })).rows[0]?.name;

test("prepares an unnamed statement at its second use, once for all clients", async () => {
  expect(await nameOf(a, 1)).toBe("apple");
  expect(await prepared("FROM fruit")).toEqual([]);
  for (const client of [a, b, a, b]) expect(await nameOf(client, 2)).toBe("pear");
  expect(await prepared("FROM fruit")).toEqual([{ name: expect.any(String), uses: 4 }]);
});

test("prepares a named statement once, whatever its clients call it", async () => {
  expect(await nameOf(a, 1, "first")).toBe("apple");
  expect(await nameOf(b, 2, "second")).toBe("pear");
  expect(await nameOf(a, 2, "first")).toBe("pear");
  expect(await prepared("FROM fruit")).toHaveLength(1);
});

test("keeps statements with the same text but different parameter types apart", async () => {
  const raw = await rawClient();
  const typed = async (type: number) => {
    const answer = await raw.send(
      message("P", text(""), text("SELECT pg_typeof($1)::text"), Buffer.from([0, 1]), int32(type)),
      message(
        "B",
        text(""),
        text(""),
        Buffer.from([0, 0, 0, 1]),
        int32(1),
        Buffer.from("1"),
        Buffer.from([0, 0]),
      ),
      message("E", text(""), int32(0)),
      SYNC,
    );
    expect(answer.map(({ type }) => type).join("")).toBe("12DCZ");
    return firstValue(Buffer.concat(answer.map(({ bytes }) => bytes)));
  };
  for (let i = 0; i < 3; i++) {
    expect(await typed(INT)).toBe("integer");
    expect(await typed(TEXT)).toBe("text");
  }
  expect(await prepared("pg_typeof")).toHaveLength(2);
  raw.end();
});

test("returns a new column after ALTER TABLE by another client", async () => {
  const all = () => a.query("SELECT * FROM fruit WHERE id = $1", [1]);
  for (let i = 0; i < 3; i++) expect((await all()).rows).toEqual([{ id: 1, name: "apple" }]);
  await b.query("ALTER TABLE fruit ADD COLUMN is_ripe boolean DEFAULT true");
  for (let i = 0; i < 2; i++) expect((await all()).rows).toEqual([{ id: 1, name: "apple", is_ripe: true }]);
});

test.each(["DEALLOCATE ALL", "DISCARD ALL"])("works on after %s", async (sql) => {
  for (let i = 0; i < 3; i++) await nameOf(a, 1, "by-name");
  await b.query(sql);
  expect(await nameOf(a, 2, "by-name")).toBe("pear");
  expect(await nameOf(b, 2)).toBe("pear");
});

test("reports the error of a statement that cannot be parsed, each time", async () => {
  for (let i = 0; i < 4; i++) {
    await expect(a.query("SELECT nothing FROM fruit WHERE id = $1", [1])).rejects.toMatchObject({
      code: "42703",
    });
    await expect(nameOf(a, "x")).rejects.toMatchObject({ code: "22P02" });
    expect(await nameOf(a, 1)).toBe("apple");
  }
});

test("reports errors in a failed transaction, and recovers after it", async () => {
  for (let i = 0; i < 2; i++) await nameOf(a, 1);
  await a.query("BEGIN");
  await expect(a.query("SELECT 1/0")).rejects.toMatchObject({ code: "22012" });
  await expect(nameOf(a, 1)).rejects.toMatchObject({ code: "25P02" });
  // Prepared for the first time in the failed transaction.
  const count = () => a.query({ name: "count", text: "SELECT count(*)::int AS n FROM fruit" });
  await expect(count()).rejects.toMatchObject({ code: "25P02" });
  await a.query("ROLLBACK");
  expect(await nameOf(a, 1)).toBe("apple");
  expect((await count()).rows).toEqual([{ n: 2 }]);
});

test("closes the least recently used of many statements", async () => {
  for (let i = 0; i < 400; i++) {
    const { rows } = await a.query({
      name: `n${i}`,
      text: `SELECT ${i} AS n FROM fruit WHERE id = $1`,
      values: [1],
    });
    expect(rows).toEqual([{ n: i }]);
  }
  expect((await prepared("FROM fruit")).length).toBeLessThanOrEqual(150);
  // The first was closed in the backend, but its client still uses its name.
  const { rows } = await a.query({ name: "n0", text: "SELECT 0 AS n FROM fruit WHERE id = $1", values: [2] });
  expect(rows).toEqual([{ n: 0 }]);
});

test("a client that closes its statement takes it from nobody else", async () => {
  const raw = await rawClient();
  const parse = message("P", text("shared"), text(NAME_OF), Buffer.from([0, 0]));
  const types = async (...messages: Buffer[]) =>
    (await raw.send(...messages)).map(({ type }) => type).join("");
  await nameOf(a, 1, "shared");
  expect(await types(parse, SYNC)).toBe("1Z");
  expect(await types(closeStatement("shared"), SYNC)).toBe("3Z");
  expect(await nameOf(a, 2, "shared")).toBe("pear");
  expect(await prepared("FROM fruit")).toHaveLength(1);
  // Its own name is free again, and no longer refers to the statement.
  expect(await types(message("D", Buffer.from("S"), text("shared")), SYNC)).toBe("EZ");
  expect(await types(parse, message("D", Buffer.from("S"), text("shared")), SYNC)).toBe("1tTZ");
  raw.end();
});

test("keeps answers in order when statements are sent without waiting", async () => {
  const pipelined = new Client({ connectionString: database.url, pipeline: true } as never);
  await pipelined.connect();
  const ids = Array.from({ length: 200 }, (_, i) => (i % 2) + 1);
  const names = await Promise.all(ids.map((id, i) => nameOf(pipelined, id, i % 3 ? undefined : "some")));
  expect(names).toEqual(ids.map((id) => (id === 1 ? "apple" : "pear")));
  await pipelined.end();
});
