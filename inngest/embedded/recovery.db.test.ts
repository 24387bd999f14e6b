import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Inngest, InngestFunction } from "inngest";
import type { Pool } from "pg";
import { cleanUp } from "./cleanup";
import { useTestRunners } from "./testing/use-test-runners";
import { processHost } from "./workers";

const DAY_MS = 86_400_000;
const runners = useTestRunners();

const go = [{ event: "go" }];
const simple = (client: Inngest): InngestFunction.Any[] => [
  client.createFunction({ id: "fn", triggers: go }, ({ event }) => event.data["n"]),
];

describe("several processes", () => {
  it("run every step exactly once", { timeout: 90_000 }, async () => {
    const times = new Map<string, number>();
    const define = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction({ id: "fn", triggers: go }, async ({ event, step }) => {
        const count = (name: string): number => {
          const key = `${String(event.data["n"])} ${name}`;
          times.set(key, (times.get(key) ?? 0) + 1);
          return 1;
        };
        await step.run("one", () => count("one"));
        await Promise.all(["two", "three"].map((name) => step.run(name, () => count(name))));
        await step.run("four", () => count("four"));
        return event.data["n"];
      }),
    ];
    const [a, b, c] = [await runners.start(define), await runners.start(define), await runners.start(define)];
    const events = (from: number): { name: string; data: { n: number } }[] =>
      Array.from({ length: 40 }, (_, index) => ({ name: "go", data: { n: from + index } }));
    await Promise.all([a.client.send(events(0)), b.client.send(events(40)), c.client.send(events(80))]);
    const ended = await a.ended("fn", 120);
    expect(new Set(ended.map((run) => run.output))).toEqual(
      new Set(Array.from({ length: 120 }, (_, n) => n)),
    );
    expect(times.size).toBe(480);
    expect([...times.values()].filter((count) => count !== 1)).toEqual([]);
  });

  it("leave unknown functions alone", async () => {
    const t = await runners.start(simple);
    await runners.pool.query(
      `INSERT INTO runner_queue (id, run_id, function_id, step_id, due_at, rank) VALUES ('q', 'r', 'other-fn', 'step', 0, 0)`,
    );
    await t.client.send({ name: "go", data: { n: 1 } });
    await t.ended("fn", 1);
    const { rows } = await runners.pool.query("SELECT owner, deliveries FROM runner_queue");
    expect(rows).toEqual([{ owner: null, deliveries: 0 }]);
  });
});

describe("dead workers", () => {
  const GONE_PID = 2 ** 22 + 5;

  /** A run whose first call was claimed by a worker that died. */
  async function takenBy(worker: { host: string; pid: number; heartbeatAt: number }): Promise<void> {
    const now = Date.now();
    await runners.pool.query("INSERT INTO runner_workers VALUES ('dead', $1, $2, $3, $4)", [
      worker.host,
      worker.pid,
      now,
      worker.heartbeatAt,
    ]);
    const events = JSON.stringify([{ id: "e", name: "go", data: { n: 7 }, ts: now, user: {} }]);
    await runners.pool.query(
      `INSERT INTO runner_runs (id, function_id, status, created_at, events) VALUES ('r', 't-fn', 'running', $1, $2)`,
      [now, events],
    );
    await runners.pool.query(
      `INSERT INTO runner_queue (id, run_id, function_id, step_id, due_at, rank, owner, lease_until, deliveries)
       VALUES ('q', 'r', 't-fn', 'step', $1, $1, 'dead', $2, 1)`,
      [now, now + 30_000],
    );
  }

  it("on this machine lose their calls as soon as another worker starts", async () => {
    await takenBy({ host: processHost(), pid: GONE_PID, heartbeatAt: Date.now() });
    const startedAt = Date.now();
    const t = await runners.start(simple);
    expect((await t.ended("fn", 1))[0]?.output).toBe(7);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    const { rows } = await runners.pool.query("SELECT id FROM runner_workers WHERE id = 'dead'");
    expect(rows).toEqual([]);
  });

  it("on other machines keep theirs until the lease expires", async () => {
    await takenBy({ host: `not ${hostname()}`, pid: GONE_PID, heartbeatAt: Date.now() });
    const t = await runners.start(simple);
    await pause(1_200);
    expect(await t.ended("fn", 0)).toEqual([]);
    t.advance(31_000);
    expect((await t.ended("fn", 1))[0]?.output).toBe(7);
  });

  it("fail a call after dying repeatedly", async () => {
    await takenBy({ host: processHost(), pid: GONE_PID, heartbeatAt: Date.now() });
    await runners.pool.query("UPDATE runner_queue SET deliveries = 20");
    const t = await runners.start(simple);
    expect((await t.ended("fn", 1))[0]).toMatchObject({
      status: "failed",
      output: { message: expect.stringMatching(/died 20 times/) },
    });
  });
});

describe("a lost lease", () => {
  it("discards the late result of the call", async () => {
    const release: ((value: string) => void)[] = [];
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) =>
        step.run("slow", () => new Promise<string>((resolve) => release.push(resolve))),
      ),
    ]);
    await t.client.send({ name: "go" });
    await expect.poll(() => release.length).toBe(1);
    // As if the lease had expired, so that the call is made again.
    await runners.pool.query("UPDATE runner_queue SET owner = NULL, lease_until = 0");
    t.runner.wake();
    await expect.poll(() => release.length).toBe(2);
    release[0]?.("first");
    await pause(200);
    expect((await runners.pool.query("SELECT 1 FROM runner_steps")).rowCount).toBe(0);
    release[1]?.("second");
    expect((await t.ended("fn", 1))[0]?.output).toBe("second");
  });
});

describe("a database that fails", () => {
  it("is waited for, without losing or repeating anything", async () => {
    let isDown = false;
    const failing = new Proxy(runners.pool, {
      get: (pool, name, receiver) => {
        if (name !== "query") return Reflect.get(pool, name, receiver) as unknown;
        return (...args: Parameters<Pool["query"]>): unknown =>
          isDown ? Promise.reject(new Error("Connection terminated unexpectedly")) : pool.query(...args);
      },
    });
    let times = 0;
    const define = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        await step.run("goes down", () => {
          times += 1;
          isDown = true;
        });
        return "done";
      }),
    ];
    const messages: string[] = [];
    const log = (_level: string, message: string): number => messages.push(message);
    const t = await runners.start(define, { log }, failing);
    await t.client.send({ name: "go" });
    await pause(800);
    isDown = false;
    expect((await t.ended("fn", 1))[0]?.output).toBe("done");
    expect(times).toBe(1);
    expect(messages.some((message) => message.includes("could not reach its database"))).toBe(true);
  });
});

describe("stopping", () => {
  it("waits for running calls and releases the rest", async () => {
    const steps: string[] = [];
    const define = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        await step.run("first", async () => {
          await pause(200);
          steps.push("first");
        });
        await step.run("second", () => steps.push("second"));
      }),
    ];
    const t = await runners.start(define);
    await t.client.send({ name: "go" });
    await pause(100);
    await t.runner.stop();
    expect(steps).toEqual(["first"]);
    expect(await t.runner.status()).toMatchObject({ queued: 1, running: 0 });
    const other = await runners.start(define);
    await other.ended("fn", 1);
    expect(steps).toEqual(["first", "second"]);
  });
});

describe("status and clean-up", () => {
  it("reports what is queued, running and overdue", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: go, concurrency: 1 }, () => held),
    ]);
    await t.client.send([1, 2, 3].map((n) => ({ name: "go", data: { n } })));
    await pause(300);
    const status = await t.runner.status();
    expect(status).toMatchObject({ queued: 2, running: 1 });
    expect(status.oldestDueMs).toBeGreaterThan(100);
    expect(status.silentMs).toBeLessThan(3_000);
    release();
    await t.ended("fn", 3);
    expect(await t.runner.status()).toMatchObject({ queued: 0, running: 0, oldestDueMs: null });
  });

  it("deletes old ended runs and keeps running ones", async () => {
    const t = await runners.start((client) => [
      client.createFunction(
        { id: "fn", triggers: go, idempotency: "event.data.n" },
        async ({ event, step }) => {
          await step.run("one", () => 1);
          if (event.data["n"] === 2) await step.sleep("long", "30d");
        },
      ),
    ]);
    await t.client.send([1, 2].map((n) => ({ name: "go", data: { n } })));
    await t.ended("fn", 1);
    await t.idle();
    const counts = async (): Promise<object> => {
      const { rows } = await runners.pool.query<object>(
        `SELECT (SELECT count(*)::int FROM runner_runs) AS runs, (SELECT count(*)::int FROM runner_steps) AS steps,
           (SELECT count(*)::int FROM runner_events) AS events, (SELECT count(*)::int FROM runner_starts) AS starts`,
      );
      return rows[0] ?? {};
    };
    await cleanUp(runners.pool, Date.now());
    expect(await counts()).toEqual({ runs: 2, steps: 2, events: 2, starts: 2 });
    await cleanUp(runners.pool, Date.now() + 4 * DAY_MS);
    expect(await counts()).toEqual({ runs: 1, steps: 1, events: 0, starts: 0 });
  });
});
