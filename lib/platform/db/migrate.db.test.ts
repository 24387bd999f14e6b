import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("a fresh test database", () => {
  test("has every migration applied and no rows", async () => {
    const { rows } = await database.pool.query("SELECT count(*)::int AS n FROM _prisma_migrations");
    expect(rows[0].n).toBeGreaterThan(0);
    expect(await database.prisma.workspace.count()).toBe(0);
  });
});
