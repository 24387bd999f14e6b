import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFaultProxy, type Fault, type FaultProxy } from "@/e2e/database/fault-proxy";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import type { PrismaClient } from "@/lib/platform/db/generated/client";
import { createPool } from "@/lib/platform/db/pool";
import { createPrisma } from "@/lib/platform/db/prisma";
import { withSharedConnection } from "@/lib/platform/db/shared-connection";
import { transaction } from "@/lib/platform/db/transaction";
import { errorResponse } from "@/lib/platform/http/error-response";

let database: TestDatabase;
let proxy: FaultProxy;
let pool: Pool;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await startFaultProxy(database.url);
  pool = createPool(proxy.url, 3);
  prisma = createPrisma(pool);
});

afterAll(async () => {
  await proxy.become("cut");
  await pool.end();
  await proxy.close();
  await database.close();
});

/** Every way in which the product queries its database. */
const ways: Record<string, () => Promise<unknown>> = {
  "a query": () => pool.query("SELECT 1"),
  "a transaction": () => transaction(pool, (client) => client.query("SELECT 1")),
  "a shared connection": () => withSharedConnection(pool, (client) => client.query("SELECT 1")),
  Prisma: () => prisma.workspace.findFirst(),
  "a raw query of Prisma": () => prisma.$queryRaw`SELECT 1`,
  "a transaction of Prisma": () => prisma.$transaction((tx) => tx.workspace.findFirst()),
};

/** Queries in every way at once, with more queries than the pool has connections. */
const askInEveryWay = () =>
  Promise.all(
    Object.entries(ways).map(async ([way, ask]) => {
      const answer = await ask().then(
        () => null,
        (error: unknown) => errorResponse(error),
      );
      return { way, status: answer?.status ?? 200, wait: Number(answer?.headers.get("retry-after") ?? 0) };
    }),
  );

const everyWay = (answer: { status: number; wait: unknown }) =>
  Object.keys(ways).map((way) => ({ way, ...answer }));

describe.each<Fault>(["freeze", "half-open", "cut", "refuse"])("a database after this fault: %s", (fault) => {
  test("is reported as unavailable with a retry delay, and works again once it is back", async () => {
    await proxy.become("pass");
    expect(await askInEveryWay()).toEqual(everyWay({ status: 200, wait: 0 }));
    await proxy.become(fault);
    const answers = await askInEveryWay();
    const expected = everyWay({ status: 503, wait: expect.toSatisfy((seconds: number) => seconds > 0) });
    // New connections work while the old ones are dead, so queries that open one succeed.
    if (fault === "half-open") {
      expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
      expect(answers.filter(({ status }) => status !== 503 && status !== 200)).toEqual([]);
    } else expect(answers).toEqual(expected);
    if (fault !== "half-open") await proxy.become("pass");
    expect(await askInEveryWay()).toEqual(everyWay({ status: 200, wait: 0 }));
  });
});

test("errors from the database itself keep their meaning", async () => {
  await proxy.become("pass");
  const refusal = (code: string) => pool.query(`DO $$ BEGIN RAISE 'no' USING ERRCODE = '${code}'; END $$`);
  const statusOf = (code: string) => refusal(code).catch((error: unknown) => errorResponse(error).status);
  expect(await statusOf("53100")).toBe(503);
  expect(await statusOf("25006")).toBe(503);
  expect(await statusOf("22012")).toBe(500);
  const viaPrisma = await prisma
    .$executeRawUnsafe("DO $$ BEGIN RAISE 'no' USING ERRCODE = '53100'; END $$")
    .catch((error: unknown) => errorResponse(error));
  expect(await (viaPrisma as Response).json()).toMatchObject({
    error: { code: "unavailable", message: expect.stringContaining("full") },
  });
});
