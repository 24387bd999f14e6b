import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Inngest, InngestFunction } from "inngest";
import { ANALYSIS_LIMITS } from "@/inngest/functions/limits";
import { useTestRunners } from "./testing/use-test-runners";

const DAY_MS = 86_400_000;
const runners = useTestRunners();

const numberOf = (event: { data: Record<string, unknown> }): number => Number(event.data["n"]);
const events = (
  count: number,
  data: Record<string, unknown> = {},
): { name: string; data: Record<string, unknown> }[] =>
  Array.from({ length: count }, (_, n) => ({ name: "go", data: { n, ...data } }));

describe("deduplication", () => {
  it("starts once per event id in 24 hours, and again after that", async () => {
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, ({ event }) => numberOf(event)),
    ]);
    await t.client.send({ name: "go", id: "same", data: { n: 1 } });
    await t.client.send({ name: "go", id: "same", data: { n: 2 } });
    await t.idle();
    expect((await t.ended("fn", 1)).map((run) => run.output)).toEqual([1]);
    t.advance(DAY_MS + 1_000);
    await t.client.send({ name: "go", id: "same", data: { n: 3 } });
    expect((await t.ended("fn", 2)).map((run) => run.output)).toEqual([1, 3]);
  });

  it("starts once per idempotency key, whatever the event id", async () => {
    const t = await runners.start((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], idempotency: "event.data.key" },
        ({ event }) => event.data["key"],
      ),
    ]);
    await t.client.send(["a", "b", "a", "b", "a"].map((key) => ({ name: "go", data: { key } })));
    await t.idle();
    expect((await t.ended("fn", 2)).map((run) => run.output).sort()).toEqual(["a", "b"]);
  });

  it("stores a send repeated with the same seed once", async () => {
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, ({ event }) => numberOf(event)),
    ]);
    const seed = "1795224532548,tHwY8UzW3a/VIg==";
    const first = await t.runner.send(events(2), seed);
    expect(first.ids).toEqual(["01M7XVGXJ4PHY1HWACTVETZN93", "01M7XVGXJ4PHY1HWACTVETZN94"]);
    expect(await t.runner.send(events(2), seed)).toEqual(first);
    await t.idle();
    expect(await t.ended("fn", 2)).toHaveLength(2);
  });
});

describe("rate limit and throttle", () => {
  it("drops events above the rate, per key", async () => {
    const t = await runners.start((client) => [
      client.createFunction(
        {
          id: "fn",
          triggers: [{ event: "go" }],
          rateLimit: { limit: 2, period: "10s", key: "event.data.k" },
        },
        ({ event }) => `${String(event.data["k"])}${numberOf(event)}`,
      ),
    ]);
    await t.client.send([...events(5, { k: "x" }), ...events(1, { k: "y" })]);
    await t.idle();
    expect((await t.ended("fn", 2)).map((run) => run.output).sort()).toEqual(["x0", "y0"]);
    t.advance(5_001);
    await t.client.send({ name: "go", data: { k: "x", n: 9 } });
    expect((await t.ended("fn", 3)).at(-1)?.output).toBe("x9");
  });

  it("delays throttled events", async () => {
    const t = await runners.start((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], throttle: { limit: 1, period: "1h", burst: 1 } },
        ({ event }) => numberOf(event),
      ),
    ]);
    await t.client.send(events(4));
    await t.idle();
    expect(await t.ended("fn", 2)).toHaveLength(2);
    t.advance(3_600_000);
    await t.idle();
    expect(await t.ended("fn", 3)).toHaveLength(3);
    t.advance(3_600_000);
    const all = (await t.ended("fn", 4)).map((run) => run.output);
    // The first two start together and can end in either order.
    expect(all.slice(0, 2).toSorted()).toEqual([0, 1]);
    expect(all.slice(2)).toEqual([2, 3]);
  });
});

describe("debounce and batches", () => {
  const debounced = (client: Inngest): InngestFunction.Any[] => [
    client.createFunction(
      {
        id: "fn",
        triggers: [{ event: "go" }],
        debounce: { period: "1m", key: "event.data.k", timeout: "150s" },
      },
      ({ event }) => numberOf(event),
    ),
  ];

  it("runs once per key with the last event, a minute after it", async () => {
    const t = await runners.start(debounced);
    await t.client.send({ name: "go", data: { k: "x", n: 1 } });
    t.advance(50_000);
    await t.client.send([
      { name: "go", data: { k: "x", n: 2 }, ts: t.now() + 1 },
      { name: "go", data: { k: "x", n: 0 }, ts: t.now() - 60_000 },
      { name: "go", data: { k: "y", n: 7 }, ts: t.now() },
    ]);
    await t.idle();
    t.advance(50_000);
    await t.idle();
    expect(await t.ended("fn", 0)).toHaveLength(0);
    t.advance(11_000);
    expect((await t.ended("fn", 2)).map((run) => run.output).sort()).toEqual([2, 7]);
  });

  it("waits no longer than the timeout", async () => {
    const t = await runners.start(debounced);
    for (const n of [1, 2, 3]) {
      await t.client.send({ name: "go", data: { k: "x", n }, ts: t.now() });
      await t.idle();
      t.advance(50_000);
    }
    expect((await t.ended("fn", 1)).map((run) => run.output)).toEqual([3]);
  });

  it("collects a batch until it is full or times out", async () => {
    const t = await runners.start((client) => [
      client.createFunction(
        {
          id: "fn",
          triggers: [{ event: "go" }],
          batchEvents: { maxSize: 3, timeout: "30s", key: "event.data.k" },
        },
        ({ events }: { events: { data: Record<string, unknown> }[] }) => events.map(numberOf),
      ),
    ]);
    await t.client.send(events(4, { k: "x" }));
    await t.idle();
    expect((await t.ended("fn", 1)).map((run) => run.output)).toEqual([[0, 1, 2]]);
    t.advance(31_000);
    expect((await t.ended("fn", 2)).map((run) => run.output)).toEqual([[0, 1, 2], [3]]);
  });
});

describe("concurrency, singleton, priority", () => {
  it("never exceeds a limit across two runners", async () => {
    const active = new Map<string, number>();
    const most = new Map<string, number>();
    const count = (key: string, change: number): void => {
      active.set(key, (active.get(key) ?? 0) + change);
      most.set(key, Math.max(most.get(key) ?? 0, active.get(key) ?? 0));
    };
    const define = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction(
        {
          id: "fn",
          triggers: [{ event: "go" }],
          concurrency: [{ limit: 5 }, { key: "event.data.k", limit: 2 }],
        },
        async ({ event, step }) =>
          step.run("work", async () => {
            const key = `key ${String(event.data["k"])}`;
            for (const counted of ["all", key]) count(counted, 1);
            await pause(40);
            for (const counted of ["all", key]) count(counted, -1);
          }),
      ),
    ];
    const [t] = [await runners.start(define), await runners.start(define)];
    await t.client.send(["a", "b", "c", "d"].flatMap((k) => events(8, { k })));
    await t.ended("fn", 32);
    expect(most.get("all")).toBeLessThanOrEqual(5);
    expect(most.get("all")).toBeGreaterThan(2);
    for (const k of ["a", "b", "c", "d"]) expect(most.get(`key ${k}`)).toBeLessThanOrEqual(2);
  });

  it("lets other keys pass a full key", async () => {
    const order: string[] = [];
    const t = await runners.start((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], concurrency: { key: "event.data.k", limit: 1 } },
        async ({ event }) => {
          await pause(event.data["k"] === "slow" ? 400 : 1);
          order.push(`${String(event.data["k"])}${numberOf(event)}`);
        },
      ),
    ]);
    await t.client.send([...events(3, { k: "slow" }), ...events(2, { k: "quick" })]);
    await t.ended("fn", 5);
    expect(order.slice(0, 2)).toEqual(["quick0", "quick1"]);
    expect(order.slice(2)).toEqual(["slow0", "slow1", "slow2"]);
  });

  describe("under the limits of an analysis", () => {
    /** The workspaces whose runs start, in order, up to the last of `until`; nothing ends before all are queued. */
    const startsOf = async (
      queued: readonly (readonly [workspaceId: string, count: number])[],
      until: string,
    ) => {
      const starts: string[] = [];
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const t = await runners.start((client) => [
        client.createFunction(
          { id: "fn", triggers: [{ event: "go" }], concurrency: [...ANALYSIS_LIMITS] },
          async ({ event }) => {
            starts.push(String(event.data["workspaceId"]));
            await gate;
          },
        ),
      ]);
      for (const [workspaceId, count] of queued) await t.client.send(events(count, { workspaceId }));
      const total = queued.reduce((sum, [, count]) => sum + count, 0);
      const inQueue = "SELECT count(*)::int AS count FROM runner_queue";
      await expect
        .poll(async () => (await runners.pool.query(inQueue)).rows, { timeout: 20_000 })
        .toEqual([{ count: total }]);
      open();
      const wanted = queued.find(([workspaceId]) => workspaceId === until)?.[1] ?? 0;
      const isStarted = (): boolean =>
        starts.filter((workspaceId) => workspaceId === until).length === wanted;
      await expect.poll(isStarted, { timeout: 20_000 }).toBe(true);
      return starts.slice(0, starts.lastIndexOf(until) + 1);
    };

    it("starts another workspace's run despite a backlog", async () => {
      const backlog = ["a", 100] as const;
      expect(await startsOf([backlog, ["b", 1]], "b")).toEqual(["a", "a", "a", "a", "b"]);
    });

    it("alternates between workspaces when the shared limit is exhausted", async () => {
      const starts = await startsOf(
        [
          ["a", 150],
          ["c", 150],
          ["b", 2],
        ],
        "b",
      );
      // Eight had started when b arrived; b gets two of the next slots.
      expect(starts.length).toBeLessThan(8 + 16);
    }, 60_000);
  });

  it("shares an account limit between functions", async () => {
    let [active, most] = [0, 0];
    const work = async (): Promise<void> => {
      active += 1;
      most = Math.max(most, active);
      await pause(20);
      active -= 1;
    };
    const concurrency = { scope: "account", key: '"vendor"', limit: 1 } as const;
    const t = await runners.start((client) => [
      client.createFunction({ id: "one", triggers: [{ event: "go" }], concurrency }, work),
      client.createFunction({ id: "two", triggers: [{ event: "go" }], concurrency }, work),
    ]);
    await t.client.send(events(4));
    await Promise.all([t.ended("one", 4), t.ended("two", 4)]);
    expect(most).toBe(1);
  });

  const singleton = (mode: "skip" | "cancel") => (client: Inngest) => [
    client.createFunction(
      { id: "fn", triggers: [{ event: "go" }], singleton: { key: "event.data.k", mode } },
      async ({ event, step }) => {
        await step.sleep("hold", "1h");
        return numberOf(event);
      },
    ),
  ];

  it("skips a second run while the first is running", async () => {
    const t = await runners.start(singleton("skip"));
    await t.client.send([...events(3, { k: "x" }), ...events(1, { k: "y" })]);
    await t.idle();
    t.advance(3_600_000);
    expect((await t.ended("fn", 2)).map((run) => run.output)).toEqual([0, 0]);
    await t.client.send({ name: "go", data: { k: "x", n: 5 } });
    await t.idle();
    t.advance(3_600_000);
    expect((await t.ended("fn", 3)).at(-1)?.output).toBe(5);
  });

  it("cancels the first run when a second starts", async () => {
    const t = await runners.start(singleton("cancel"));
    await t.client.send({ name: "go", data: { k: "x", n: 1 } });
    await t.idle();
    await t.client.send({ name: "go", data: { k: "x", n: 2 } });
    await t.idle();
    t.advance(3_600_000);
    const ended = await t.ended("fn", 2);
    expect(ended.map((run) => [run.status, run.output])).toEqual([
      ["cancelled", null],
      ["completed", 2],
    ]);
  });

  it("runs waiting calls by priority", async () => {
    const order: number[] = [];
    const t = await runners.start((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], concurrency: 1, priority: { run: "event.data.p" } },
        async ({ event }) => {
          await pause(event.data["p"] === 0 ? 150 : 1);
          order.push(Number(event.data["p"]));
        },
      ),
    ]);
    await t.client.send({ name: "go", data: { p: 0 } });
    await pause(50);
    await t.client.send([1, 300, -5, 20].map((p) => ({ name: "go", data: { p } })));
    await t.ended("fn", 5);
    expect(order).toEqual([0, 300, 20, 1, -5]);
  });

  it("runs the first steps of a slightly later run before the last steps of an earlier one", async () => {
    const order: string[] = [];
    const t = await runners.start((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], concurrency: 1 },
        async ({ event, step }) => {
          for (const n of [1, 2, 3, 4]) {
            await step.run(`s${n}`, async () => {
              order.push(`${event.data["name"]}${n}`);
              await pause(order.length === 1 ? 150 : 1);
            });
          }
        },
      ),
    ]);
    await t.client.send({ name: "go", data: { name: "a" } });
    await pause(50);
    await t.client.send({ name: "go", data: { name: "b" } });
    await t.ended("fn", 2);
    expect(order).toEqual(["a1", "a2", "b1", "b2", "a3", "b3", "a4", "b4"]);
  });
});
