import { afterAll, beforeAll, expect, test } from "vitest";
import { startFaultProxy, type FaultProxy } from "@/e2e/database/fault-proxy";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { adoptPool, createPool } from "@/lib/platform/db/pool";
import { checkReadiness } from "./check-readiness";

let database: TestDatabase;
let proxy: FaultProxy;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await startFaultProxy(database.url);
});
afterAll(async () => {
  await proxy.close();
  await database.close();
});

test("readiness reports a mismatched encryption key", async () => {
  await database.pool.query("INSERT INTO installation (key_check) VALUES ('abcdef0123456789')");
  const { checks } = await checkReadiness();
  expect(checks.encryption).toEqual({
    status: "failed",
    message: expect.stringMatching(
      /^the database was set up with the encryption key abcdef01…, this process has/,
    ),
  });
});

test("readiness responds even if the database does not", async () => {
  const pool = createPool(proxy.url, 2);
  await pool.query("SELECT 1");
  adoptPool(pool);
  await proxy.become("freeze");
  const { status, checks } = await checkReadiness();
  expect({ status, database: checks.database }).toEqual({
    status: "failed",
    database: { status: "failed", message: expect.stringMatching(/no answer within 3 s/) },
  });
  await proxy.become("cut");
  expect((await checkReadiness()).checks.database.message).toMatch(/cannot be reached/);
  adoptPool(database.pool);
  await pool.end();
});
