import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { Pool } from "pg";
import { createEmbeddedRunner } from "@/inngest/embedded/runner";

const RUNS = 500;
const WARM_UP_RUNS = 50;
const IDLE_STARTS = 100;
const IDLE_PAUSE_MS = 20;
const ONE_STEP = "bench/one";
const LIMITED = "bench/limited";

interface BenchDatabase {
  /** A migrated database that nothing else uses. */
  url: string;
  label: string;
}

/**
 * Measures the embedded runner: one-step runs per second (all sent at once, until the last one has ended; `Limited` under
 * two concurrency limits), and the milliseconds from `send` to the start of the function on an idle runner.
 */
export async function benchRunner(db: BenchDatabase): Promise<Record<string, number>> {
  const pool = new Pool({ connectionString: db.url, max: 6 });
  const bench = benchApp(pool);
  await bench.runner.start();
  try {
    await runMany(bench, pool, WARM_UP_RUNS);
    const seconds = await runMany(bench, pool, RUNS);
    const limitedSeconds = await runMany(bench, pool, RUNS, LIMITED);
    const singlySeconds = await sendSingly(bench, pool, RUNS);
    const latencies = (await idleLatencies(bench)).sort((a, b) => a - b);
    return {
      runsPerSecond: round(RUNS / seconds),
      runsPerSecondLimited: round(RUNS / limitedSeconds),
      runsPerSecondSentSingly: round(RUNS / singlySeconds),
      idleStartP50Ms: round(latencies[Math.floor(IDLE_STARTS * 0.5)] ?? Number.NaN),
      idleStartP95Ms: round(latencies[Math.floor(IDLE_STARTS * 0.95)] ?? Number.NaN),
    };
  } finally {
    await bench.runner.stop();
    await pool.end();
  }
}

interface Bench {
  runner: ReturnType<typeof createEmbeddedRunner>;
  /** Called with the number of a started run. */
  onStart: (n: number) => void;
}

function benchApp(pool: Pool): Bench {
  const signingKey = randomBytes(32).toString("hex");
  const client = new Inngest({
    id: "bench",
    isDev: false,
    checkpointing: false,
    eventKey: "bench",
    signingKey,
    baseUrl: "http://embedded.invalid",
    fetch: (input, init) => bench.runner.fetch(input, init),
  });
  const started = (n: unknown): object => {
    bench.onStart(Number(n));
    return { n };
  };
  const oneStep = client.createFunction(
    { id: "one-step", triggers: [{ event: ONE_STEP }] },
    async ({ event, step }) => step.run("only", async () => started(event.data["n"])),
  );
  const limited = client.createFunction(
    {
      id: "limited",
      triggers: [{ event: LIMITED }],
      concurrency: [{ key: "string(event.data.n)", limit: 1 }, { limit: 8 }],
    },
    async ({ event, step }) => step.run("only", async () => started(event.data["n"])),
  );
  const bench: Bench = {
    runner: createEmbeddedRunner({
      pool,
      handler: serve({ client, functions: [oneStep, limited] }),
      url: "http://embedded.invalid/api/inngest",
      signingKey,
    }),
    onStart: () => undefined,
  };
  return bench;
}

async function runMany(bench: Bench, pool: Pool, runs: number, name = ONE_STEP): Promise<number> {
  const startedAt = performance.now();
  const events = Array.from({ length: runs }, (_, n) => ({ name, data: { n } }));
  await bench.runner.send(events);
  await waitForRuns(pool);
  return (performance.now() - startedAt) / 1_000;
}

async function sendSingly(bench: Bench, pool: Pool, runs: number): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: runs }, (_, n) => bench.runner.send({ name: ONE_STEP, data: { n } })),
  );
  await waitForRuns(pool);
  return (performance.now() - startedAt) / 1_000;
}

async function waitForRuns(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ left: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM runner_runs WHERE status = 'running')
         OR EXISTS (SELECT 1 FROM runner_events WHERE routed_at IS NULL) AS left`,
    );
    if (rows[0]?.left === false) return;
    await pause(20);
  }
}

async function idleLatencies(bench: Bench): Promise<number[]> {
  const latencies: number[] = [];
  for (let n = 0; n < IDLE_STARTS; n++) {
    await pause(IDLE_PAUSE_MS);
    const sentAt = performance.now();
    const started = new Promise<void>((resolve) => (bench.onStart = () => resolve()));
    await bench.runner.send({ name: ONE_STEP, data: { n } });
    await started;
    latencies.push(performance.now() - sentAt);
  }
  bench.onStart = () => undefined;
  return latencies;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
