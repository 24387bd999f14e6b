import type { Inngest, InngestFunction } from "inngest";
import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { emptyRunnerTables, startTestRunner, type TestRunner } from "./test-runner";

export interface TestRunners {
  readonly pool: Pool;
  /** Starts a runner with these functions; it stops when the test ends. */
  start(
    define: (client: Inngest) => InngestFunction.Any[],
    options?: Parameters<typeof startTestRunner>[2],
    pool?: Pool,
  ): Promise<TestRunner>;
}

/** Runners on a test database of the calling test file; the tables are emptied after every test. */
export function useTestRunners(): TestRunners {
  let database: TestDatabase | undefined;
  let runners: TestRunner[] = [];
  const pool = () => {
    if (!database) throw new Error("The test database is not started yet.");
    return database.pool;
  };

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    for (const { runner } of runners) await runner.stop();
    runners = [];
    await emptyRunnerTables(pool());
  });
  afterAll(() => database?.close());

  return {
    get pool() {
      return pool();
    },
    async start(define, options, on = pool()) {
      const runner = await startTestRunner(on, define, options);
      runners.push(runner);
      return runner;
    },
  };
}
