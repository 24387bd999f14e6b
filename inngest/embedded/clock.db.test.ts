import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Inngest, InngestFunction } from "inngest";
import { testDatabase } from "@/e2e/database/test-database";
import { RunnerClock } from "./clock";
import { emptyRunnerTables, startTestRunner, type TestRunner } from "./testing/test-runner";
import { livingWorkers } from "./workers";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
let database: Awaited<ReturnType<typeof testDatabase>>;
let runners: TestRunner[] = [];

beforeAll(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  vi.useRealTimers();
  for (const { runner } of runners) await runner.stop();
  runners = [];
  await emptyRunnerTables(database.pool);
});

afterAll(() => database.close());

async function start(
  define: (client: Inngest) => InngestFunction.Any[],
  ownMs?: () => number,
): Promise<TestRunner> {
  const started = await startTestRunner(database.pool, define, ownMs ? { ownMs } : {});
  runners.push(started);
  return started;
}

async function heartbeats(): Promise<Map<string, number>> {
  const { rows } = await database.pool.query<{ id: string; at: string }>(
    "SELECT id, heartbeat_at AS at FROM runner_workers",
  );
  return new Map(rows.map(({ id, at }) => [id, Number(at)]));
}

describe("the runner's clock", () => {
  it("follows the database's clock, not the process's", async () => {
    const before = Date.now();
    const clocks = [-10, 0, 10].map((skew) => new RunnerClock(database.pool, () => skew * MINUTE_MS));
    for (const clock of clocks) await clock.sync();
    const times = clocks.map((clock) => clock.now());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(before - 1_000);
    expect(times[2]).toBeLessThan(before + MINUTE_MS);
  });

  it("continues when the database's clock is set back", async () => {
    // As seen before the clock was set back by an hour.
    const latest = Date.now() + HOUR_MS;
    await database.pool.query("INSERT INTO runner_clock VALUES (1, $1)", [latest]);
    let own = 0;
    const clock = new RunnerClock(database.pool, () => own);
    await clock.sync();
    expect(clock.now()).toBe(latest);
    own = 5_000;
    expect(clock.now()).toBe(latest + 5_000);
    await clock.sync();
    expect(clock.now()).toBe(latest + 5_000);
    const other = new RunnerClock(database.pool, () => 0);
    await other.sync();
    expect(other.now()).toBe(latest + 5_000);
  });

  it("does not go back with the process's clock, but advances with it afterwards", async () => {
    let own = HOUR_MS;
    const clock = new RunnerClock(database.pool, () => own);
    await clock.sync();
    const before = clock.now();
    own = 0;
    expect(clock.now()).toBe(before);
    own = 1_000;
    expect(clock.now()).toBe(before + 1_000);
  });
});

describe("two processes whose clocks are twenty minutes apart", () => {
  it("share the work, and neither treats the other as dead", { timeout: 60_000 }, async () => {
    let extraMs = 0;
    let calls = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const done: unknown[] = [];
    const define = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction({ id: "slow", triggers: [{ event: "slow" }] }, async () => {
        calls += 1;
        await held;
      }),
      client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, async ({ event, step }) => {
        await step.run("work", () => done.push(event.data["n"]));
        await step.sleep("nap", "1s");
      }),
    ];
    const a = await start(define, () => performance.now() - 10 * MINUTE_MS + extraMs);
    const b = await start(define, () => performance.now() + 10 * MINUTE_MS + extraMs);
    // As on two machines, where neither knows the other's process.
    await database.pool.query("UPDATE runner_workers SET host = 'elsewhere'");
    livingWorkers().clear();
    await a.client.send({ name: "slow" });
    await expect.poll(() => calls, { timeout: 15_000 }).toBe(1);
    await Promise.all(
      [a, b].map((t, i) => t.client.send([0, 1, 2].map((n) => ({ name: "go", data: { n: i * 3 + n } })))),
    );
    const first = await heartbeats();
    for (let beat = 0; beat < 3; beat += 1) {
      extraMs += 6_000;
      a.runner.wake();
      b.runner.wake();
      const target = a.runner.now() - 1_000;
      await expect
        .poll(async () => [...(await heartbeats()).values()].every((at) => at >= target), { timeout: 15_000 })
        .toBe(true);
    }
    expect([...(await heartbeats()).keys()].toSorted()).toEqual([...first.keys()].toSorted());
    expect(first.size).toBe(2);
    await a.ended("fn", 6);
    release();
    await a.ended("slow", 1);
    expect(calls).toBe(1);
    expect(done.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("a clock that steps back", () => {
  it("delays neither new events, nor retries, nor sleeps", async () => {
    let attempts = 0;
    const t = await start(
      (client) => [
        client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, async ({ step }) => {
          await step.sleep("nap", "1s");
          await step.run("work", () => {
            attempts += 1;
            if (attempts === 1) throw new Error("once");
          });
          return "done";
        }),
      ],
      () => Date.now(),
    );
    await t.client.send({ name: "go" });
    await t.idle();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - HOUR_MS });
    const realStart = performance.now();
    const set = Date.now();
    // The clock continues from there.
    const tick = setInterval(() => vi.setSystemTime(set + performance.now() - realStart), 20);
    try {
      await t.client.send({ name: "go" });
      const ended = await t.ended("fn", 2);
      expect(ended.map((run) => run.output)).toEqual(["done", "done"]);
    } finally {
      clearInterval(tick);
    }
  });
});

describe("a slow database", () => {
  it("does not stop the runner from polling", async () => {
    let passedMs = 0;
    let looks = 0;
    // A poll takes longer than the poll interval.
    const slowly = new Proxy(database.pool, {
      get(pool, name) {
        const value: unknown = Reflect.get(pool, name, pool);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const [query] = args as [string | { text: string }];
          const text = typeof query === "string" ? query : (query?.text ?? "");
          if (name === "query" && text.includes("runner_crons")) {
            looks += 1;
            passedMs += looks <= 3 ? 5_000 : 0;
          }
          return (value as (...all: unknown[]) => unknown).apply(pool, args);
        };
      },
    });
    const t = await startTestRunner(slowly, () => [], { ownMs: () => performance.now() + passedMs });
    runners.push(t);
    await vi.waitUntil(() => looks > 5, { timeout: 20_000 });
  });
});
