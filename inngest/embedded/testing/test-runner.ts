import { setTimeout as pause } from "node:timers/promises";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import type { Pool } from "pg";
import { silentLogger } from "./recorded-functions";
import { createEmbeddedRunner, type EmbeddedRunner, type EmbeddedRunnerOptions } from "../runner";

const SIGNING_KEY = "6f2b0c7d5a914e83b1f0c2d4e6a8907152637485960718293a4b5c6d7e8f9012";
const WAIT_MS = 60_000;

interface EndedRun {
  id: string;
  functionId: string;
  status: string;
  /** Its return value or error. */
  output: unknown;
}

export interface TestRunner {
  client: Inngest.Any;
  runner: EmbeddedRunner;
  /** Moves the runner's clock forward. */
  advance(ms: number): void;
  now(): number;
  /** Waits for `count` ended runs of a function, oldest first. Throws on timeout. */
  ended(functionId: string, count: number): Promise<EndedRun[]>;
  /** Resolves once no call is due or running and all events are routed. */
  idle(): Promise<void>;
}

type Options = Partial<Omit<EmbeddedRunnerOptions, "pool">> & {
  checkpointing?: boolean;
  middleware?: NonNullable<ConstructorParameters<typeof Inngest>[0]["middleware"]>;
  handlerOf?: (handler: EmbeddedRunnerOptions["handler"]) => EmbeddedRunnerOptions["handler"];
};

/** Starts a runner on a test database with functions of an app `t`. */
export async function startTestRunner(
  pool: Pool,
  define: (client: Inngest) => InngestFunction.Any[],
  options: Options = {},
): Promise<TestRunner> {
  const clock = { offsetMs: 0 };
  const now = (): number => runner.now();
  const client = new Inngest({
    id: "t",
    isDev: false,
    checkpointing: options.checkpointing ?? false,
    eventKey: "key",
    signingKey: SIGNING_KEY,
    baseUrl: "http://embedded.invalid",
    logger: silentLogger,
    middleware: options.middleware,
    fetch: (input, init) => runner.fetch(input, init),
  });
  const handler = serve({ client, functions: define(client) });
  const runner = createEmbeddedRunner({
    pool,
    handler: options.handlerOf?.(handler) ?? handler,
    url: "http://localhost/api/inngest",
    signingKey: SIGNING_KEY,
    ownMs: () => performance.now() + clock.offsetMs,
    backoffMs: () => 20,
    stopGraceMs: 1_000,
    ...options,
  });
  await runner.start();
  return {
    client,
    runner,
    now,
    advance: (ms) => {
      clock.offsetMs += ms;
      runner.wake();
    },
    ended: (functionId, count) => endedRuns(pool, `t-${functionId}`, count),
    idle: () => idle(pool, now),
  };
}

/** Empties the runner's tables. */
export async function emptyRunnerTables(pool: Pool): Promise<void> {
  await pool.query(
    `TRUNCATE runner_workers, runner_events, runner_runs, runner_steps, runner_queue, runner_waits, runner_starts,
       runner_gates, runner_buffers, runner_crons, runner_clock`,
  );
}

async function endedRuns(pool: Pool, functionId: string, count: number): Promise<EndedRun[]> {
  for (let until = Date.now() + WAIT_MS; ;) {
    const { rows } = await pool.query<EndedRun & { output: string }>(
      `SELECT id, function_id AS "functionId", status, output FROM runner_runs
       WHERE function_id = $1 AND status <> 'running' ORDER BY ended_at, id`,
      [functionId],
    );
    if (rows.length >= count)
      return rows.map((row) => ({ ...row, output: JSON.parse(row.output) as unknown }));
    if (Date.now() > until)
      throw new Error(`only ${rows.length} of ${count} runs of ${functionId} have ended`);
    await pause(15);
  }
}

async function idle(pool: Pool, now: () => number): Promise<void> {
  for (let until = Date.now() + WAIT_MS; ;) {
    const { rows } = await pool.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM runner_queue WHERE due_at <= $1) OR EXISTS (SELECT 1 FROM runner_waits WHERE until_at <= $1)
         OR EXISTS (SELECT 1 FROM runner_buffers WHERE due_at <= $1) OR EXISTS (SELECT 1 FROM runner_crons WHERE next_at <= $1)
         OR EXISTS (SELECT 1 FROM runner_events WHERE routed_at IS NULL) AS busy`,
      [Math.floor(now())],
    );
    if (rows[0]?.busy === false) return;
    if (Date.now() > until) throw new Error("the runner did not become idle");
    await pause(15);
  }
}
