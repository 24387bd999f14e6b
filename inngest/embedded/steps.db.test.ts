import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Inngest, type InngestFunction, NonRetriableError } from "inngest";
import { testDatabase } from "@/e2e/database/test-database";
import { EVENT_FINISHED } from "./state";
import { emptyRunnerTables, startTestRunner, type TestRunner } from "./testing/test-runner";

const HOUR_MS = 3_600_000;
let database: Awaited<ReturnType<typeof testDatabase>>;
let runners: TestRunner[] = [];

beforeAll(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  for (const { runner } of runners) await runner.stop();
  runners = [];
  await emptyRunnerTables(database.pool);
});

afterAll(() => database.close());

async function start(
  define: (client: Inngest) => InngestFunction.Any[],
  options?: Parameters<typeof startTestRunner>[2],
): Promise<TestRunner> {
  const started = await startTestRunner(database.pool, define, options);
  runners.push(started);
  return started;
}

const go = [{ event: "go" }];

describe("what a step returns", () => {
  it.each<[string, unknown]>([
    ["null characters and lone surrogates", { text: "a\u0000b\ud800c" }],
    ["a megabyte", "é".repeat(500_000)],
    ["nested lists", [[1, [2, [{ a: null }]]]]],
    ["quotes, backslashes and braces", '{"x":"\\"},\n'],
    ["numbers at the edge", [Number.MAX_SAFE_INTEGER, -0.1, 1e300]],
  ])("survives: %s", async (_case, value) => {
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        const kept = await step.run("make", () => value);
        await step.sleep("reload", "1s");
        return JSON.stringify(kept) === JSON.stringify(value);
      }),
    ]);
    await t.client.send({ name: "go", data: { value } });
    await t.idle();
    t.advance(1_000);
    expect((await t.ended("fn", 1))[0]).toMatchObject({ status: "completed", output: true });
  });

  it("loads a state over 4 MB through SDK requests", async () => {
    const paths: string[] = [];
    const t = await start(
      (client) => [
        client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
          const sizes: number[] = [];
          for (let n = 0; n < 4; n++) {
            const part = await step.run(`part ${n}`, () => String(n).repeat(1_400_000));
            sizes.push(part.length);
          }
          return sizes;
        }),
      ],
      { onExchange: ({ path }) => paths.push(path) },
    );
    await t.client.send({ name: "go" });
    const [run] = await t.ended("fn", 1);
    expect(run).toMatchObject({ status: "completed", output: Array(4).fill(1_400_000) });
    expect(paths).toEqual(
      expect.arrayContaining([`/v0/runs/${run?.id}/batch`, `/v0/runs/${run?.id}/actions`]),
    );
  });

  it("fails the run if an answer is over 4 MB", async () => {
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) =>
        step.run("big", () => "x".repeat(5 << 20)),
      ),
    ]);
    await t.client.send({ name: "go" });
    const [run] = await t.ended("fn", 1);
    expect(run).toMatchObject({
      status: "failed",
      output: { message: expect.stringMatching(/over the limit of 4 MB/) },
    });
  });
});

describe("sleeping and waiting", () => {
  it("never wakes early", async () => {
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        await step.sleep("an hour", "1h");
        await step.sleepUntil("the past", new Date(0));
        return "woke";
      }),
    ]);
    await t.client.send({ name: "go" });
    await t.idle();
    t.advance(HOUR_MS - 5_000);
    await t.idle();
    expect(await t.ended("fn", 0)).toEqual([]);
    t.advance(5_000);
    expect((await t.ended("fn", 1))[0]?.output).toBe("woke");
  });

  it("wakes a short sleep promptly", async () => {
    const times: number[] = [];
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        await step.run("before", () => times.push(Date.now()));
        await step.sleep("a second", "1s");
        times.push(Date.now());
      }),
    ]);
    await t.client.send({ name: "go" });
    await t.ended("fn", 1);
    const [before = 0, after = 0] = times;
    expect(after - before).toBeGreaterThanOrEqual(1_000);
    expect(after - before).toBeLessThan(1_400);
  });

  it("resumes only the run whose condition matches the event", async () => {
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ event, step }) => {
        const answer = await step.waitForEvent("answer", {
          event: "answer",
          timeout: "1d",
          if: "async.data.id == event.data.id && async.data.ok",
        });
        return [event.data["id"], answer?.data ?? null];
      }),
    ]);
    await t.client.send(["a", "b"].map((id) => ({ name: "go", data: { id } })));
    await t.idle();
    await t.client.send([
      { name: "answer", data: { id: "b", ok: false } },
      { name: "answer", data: { id: "b", ok: true, n: 1 } },
      { name: "answer", data: { id: "b", ok: true, n: 2 } },
    ]);
    expect((await t.ended("fn", 1)).map((run) => run.output)).toEqual([["b", { id: "b", ok: true, n: 1 }]]);
    await t.idle();
    t.advance(24 * HOUR_MS);
    expect((await t.ended("fn", 2)).at(-1)?.output).toEqual(["a", null]);
  });

  it("resumes a run that waits for another function's end", async () => {
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go }, async ({ step }) => {
        const finished = await step.waitForEvent("end", {
          event: EVENT_FINISHED,
          timeout: "1h",
          if: "async.data.function_id == 't-other'",
        });
        return finished?.data["result"];
      }),
      client.createFunction({ id: "other", triggers: [{ event: "other" }] }, () => "the other's result"),
    ]);
    await t.client.send({ name: "go" });
    await t.idle();
    await t.client.send({ name: "other" });
    expect((await t.ended("fn", 1))[0]?.output).toBe("the other's result");
  });

  it("refuses a second wait for the same signal, or lets it replace the first", async () => {
    const t = await start((client) => [
      client.createFunction({ id: "fn", retries: 0, triggers: go }, async ({ event, step }) => {
        const conflict = event.data["replace"] ? "replace" : "fail";
        const signal = await step.waitForSignal("wait", { signal: "s", timeout: "1h", onConflict: conflict });
        return [event.data["n"], signal?.data ?? null];
      }),
    ]);
    await t.client.send({ name: "go", data: { n: 1 } });
    await t.idle();
    await t.client.send({ name: "go", data: { n: 2 } });
    expect((await t.ended("fn", 1))[0]).toMatchObject({
      status: "failed",
      output: { message: expect.stringMatching(/Signal conflict/) },
    });
    await t.client.send({ name: "go", data: { n: 3, replace: true } });
    await t.idle();
    await t.client.sendSignal({ signal: "s", data: "hello" });
    expect((await t.ended("fn", 2)).at(-1)?.output).toEqual([3, "hello"]);
    expect(await t.client.sendSignal({ signal: "nobody waits" })).toEqual({ runId: undefined });
  });
});

describe("cancelling", () => {
  const cancellable = (client: Inngest): InngestFunction.Any[] => [
    client.createFunction(
      {
        id: "fn",
        triggers: go,
        cancelOn: [{ event: "stop", if: "async.data.id == event.data.id", timeout: "2h" }],
      },
      async ({ event, step }) => {
        await step.sleep("long", "5h");
        return event.data["id"];
      },
    ),
    client.createFunction(
      { id: "told", triggers: [{ event: "inngest/function.cancelled" }] },
      ({ event }) => event.data,
    ),
  ];

  it("cancels the matching run and emits an event", async () => {
    const t = await start(cancellable);
    await t.client.send(["a", "b"].map((id) => ({ name: "go", data: { id } })));
    await t.idle();
    await t.client.send({ name: "stop", data: { id: "b" } });
    const [cancelled] = await t.ended("fn", 1);
    expect(cancelled?.status).toBe("cancelled");
    expect((await t.ended("told", 1))[0]?.output).toMatchObject({
      function_id: "t-fn",
      run_id: cancelled?.id,
    });
    const left = await database.pool.query("SELECT 1 FROM runner_waits WHERE run_id = $1", [cancelled?.id]);
    expect(left.rowCount).toBe(0);
    t.advance(5 * HOUR_MS);
    expect((await t.ended("fn", 2)).map((run) => run.output)).toEqual([null, "a"]);
  });

  it("is not cancelled by an older event, nor after the timeout", async () => {
    const t = await start(cancellable);
    await t.client.send({ name: "go", data: { id: "a" } });
    await t.client.send({ name: "stop", data: { id: "a" }, ts: Date.now() - 60_000 });
    await t.idle();
    t.advance(2 * HOUR_MS);
    await t.client.send({ name: "stop", data: { id: "a" }, ts: t.now() });
    await t.idle();
    t.advance(3 * HOUR_MS);
    expect((await t.ended("fn", 1))[0]).toMatchObject({ status: "completed", output: "a" });
  });

  it("discards a step's result after its run was cancelled", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let wentOn = false;
    const t = await start((client) => [
      client.createFunction({ id: "fn", triggers: go, cancelOn: [{ event: "stop" }] }, async ({ step }) => {
        await step.run("slow", () => held);
        wentOn = true;
      }),
    ]);
    await t.client.send({ name: "go" });
    await pause(200);
    await t.client.send({ name: "stop" });
    await t.ended("fn", 1);
    release();
    await t.idle();
    const steps = await database.pool.query("SELECT 1 FROM runner_steps");
    expect([steps.rowCount, wentOn]).toEqual([0, false]);
  });

  it("cancels runs that do not start or end in time", async () => {
    const t = await start((client) => [
      client.createFunction({ id: "late", triggers: go, timeouts: { finish: "1h" } }, async ({ step }) => {
        await step.sleep("long", "2h");
        return "late";
      }),
      client.createFunction(
        { id: "queued", triggers: go, timeouts: { start: "1h" }, throttle: { limit: 1, period: "3h" } },
        ({ event }) => event.data["n"],
      ),
    ]);
    await t.client.send([1, 2].map((n) => ({ name: "go", data: { n } })));
    await t.idle();
    t.advance(HOUR_MS);
    expect((await t.ended("late", 2)).map((run) => run.status)).toEqual(["cancelled", "cancelled"]);
    expect((await t.ended("queued", 2)).map((run) => [run.status, run.output])).toEqual([
      ["completed", 1],
      ["cancelled", null],
    ]);
  });
});

describe("invoking", () => {
  it("returns the other function's result, throws its error, and does not hang if it is not started", async () => {
    const t = await start((client) => {
      const child = client.createFunction(
        { id: "child", triggers: [{ event: "never" }] },
        ({ event }) => Number(event.data["n"]) * 2,
      );
      const failing = client.createFunction(
        { id: "failing", retries: 0, triggers: [{ event: "never" }] },
        () => {
          throw new NonRetriableError("the child failed");
        },
      );
      const once = client.createFunction(
        { id: "once", triggers: [{ event: "never" }], idempotency: '"always the same"' },
        () => "first",
      );
      const parent = client.createFunction({ id: "fn", retries: 0, triggers: go }, async ({ step }) => {
        const message = (error: unknown): string => (error as Error).message;
        const double = await step.invoke("double", { function: child, data: { n: 21 } });
        const failed = await step.invoke("fail", { function: failing, data: {} }).catch(message);
        const first = await step.invoke("first", { function: once, data: {} });
        const second = await step.invoke("second", { function: once, data: {} }).catch(message);
        return { double, failed, first, second };
      });
      return [child, failing, once, parent];
    });
    await t.client.send({ name: "go" });
    expect((await t.ended("fn", 1))[0]?.output).toEqual({
      double: 42,
      failed: "the child failed",
      first: "first",
      second: expect.stringMatching(/t-once was not started: its idempotency/),
    });
  });
});

describe("schedules", () => {
  const minutely = (client: Inngest): InngestFunction.Any[] => [
    client.createFunction({ id: "fn", triggers: [{ cron: "* * * * *" }] }, ({ event }) => event.data),
  ];

  it("catches up missed ticks once across two runners", async () => {
    const [t, other] = [await start(minutely), await start(minutely)];
    const { rows } = await database.pool.query<{ next_at: string }>("SELECT next_at FROM runner_crons");
    const missed = Number(rows[0]?.next_at);
    t.advance(10 * 60_000);
    other.advance(10 * 60_000);
    await t.idle();
    const runs = await t.ended("fn", 1);
    expect(runs).toHaveLength(1);
    const instant = new Date(missed).toISOString().replace(".000Z", "Z");
    expect(runs[0]?.output).toEqual({ cron: "* * * * *", fireAt: instant, scheduledAt: instant });
    const later = await database.pool.query<{ next_at: string }>("SELECT next_at FROM runner_crons");
    expect(Number(later.rows[0]?.next_at)).toBeGreaterThan(t.now());
    expect(Number(later.rows[0]?.next_at)).toBeLessThanOrEqual(t.now() + 60_000);
  });
});

describe("unsupported or invalid input", () => {
  it.each<[string, (client: Inngest) => InngestFunction.Any, RegExp]>([
    [
      "step.fetch",
      (client) =>
        client.createFunction({ id: "fn", triggers: go }, async ({ step }) =>
          step.fetch("http://example.invalid/"),
        ),
      /does not support step\.fetch/,
    ],
    [
      "step.ai.infer",
      (client) =>
        client.createFunction({ id: "fn", triggers: go }, async ({ step }) =>
          step.ai.infer("ask", {
            model: {
              format: "openai-chat",
              url: "http://x.invalid",
              headers: {},
              authKey: "k",
              options: {},
            } as never,
            body: {} as never,
          }),
        ),
      /does not support step\.ai\.infer/,
    ],
  ])("%s fails at once with a clear error", async (_case, define, message) => {
    let calls = 0;
    const t = await start((client) => [define(client)], {
      handlerOf: (handler) => (request) => {
        calls += request.method === "POST" ? 1 : 0;
        return handler(request);
      },
    });
    await t.client.send({ name: "go" });
    const [run] = await t.ended("fn", 1);
    expect(run).toMatchObject({ status: "failed", output: { message: expect.stringMatching(message) } });
    expect(calls).toBeLessThanOrEqual(3);
  });

  it("a checkpointing client gets a clear error", async () => {
    const t = await start(
      (client) => [client.createFunction({ id: "fn", triggers: go }, ({ step }) => step.run("a", () => 1))],
      {
        checkpointing: true,
      },
    );
    await t.client.send({ name: "go" });
    expect((await t.ended("fn", 1))[0]).toMatchObject({
      status: "failed",
      output: { message: expect.stringMatching(/checkpointing: false/) },
    });
  });

  it("an unknown option prevents the start", async () => {
    const odd = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction(
        { id: "fn", triggers: [{ cron: "0 * * * *", jitter: "30s" } as { cron: string }] },
        () => null,
      ),
    ];
    await expect(start(odd)).rejects.toThrow(
      /function t-fn: .*does not support the option triggers\.0\.jitter/,
    );
  });

  it.each<[string, unknown, RegExp]>([
    ["no name", { data: {} }, /event 0\.name/],
    ["a reserved name", { name: "inngest/function.finished" }, /reserved/],
    ["a control character", { name: "a\u0000b" }, /control character/],
    ["data that is no object", { name: "a", data: [1] }, /event 0\.data/],
    ["too much data", { name: "a", data: { x: "x".repeat(4 << 20) } }, /over 3 MB/],
  ])("refuses an event with %s", async (_case, event, message) => {
    const t = await start((client) => [client.createFunction({ id: "fn", triggers: go }, () => null)]);
    await expect(t.runner.send(event as never)).rejects.toThrow(message);
  });

  it("a call that never ends fails after its deadline", async () => {
    let calls = 0;
    const t = await start(
      (client) => [client.createFunction({ id: "fn", retries: 1, triggers: go }, () => "ran")],
      {
        callDeadlineMs: 100,
        handlerOf: (handler) => (request) => {
          calls += request.method === "POST" ? 1 : 0;
          return calls === 1 ? new Promise(() => undefined) : handler(request);
        },
      },
    );
    await t.client.send({ name: "go" });
    expect((await t.ended("fn", 1))[0]).toMatchObject({ status: "completed", output: "ran" });
    expect(calls).toBe(2);
  });

  it("a throwing handler is retried, then the run fails and onFailure gets the error", async () => {
    const t = await start(
      (client) => [
        client.createFunction(
          { id: "fn", retries: 2, triggers: go, onFailure: ({ error }: { error: Error }) => error.message },
          () => "never reached",
        ),
      ],
      {
        handlerOf: (handler) => (request) => {
          if (new URL(request.url).searchParams.get("fnId") === "t-fn") throw new Error("socket hang up");
          return handler(request);
        },
      },
    );
    await t.client.send({ name: "go" });
    expect((await t.ended("fn", 1))[0]?.status).toBe("failed");
    expect((await t.ended("fn-failure", 1))[0]?.output).toMatch(/Unable to reach SDK URL: socket hang up/);
  });
});
