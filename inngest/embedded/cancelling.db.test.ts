import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Inngest, InngestFunction } from "inngest";
import { useTestRunners } from "./testing/use-test-runners";

const HOUR_MS = 3_600_000;
const go = [{ event: "go" }];
const runners = useTestRunners();

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
    const t = await runners.start(cancellable);
    await t.client.send(["a", "b"].map((id) => ({ name: "go", data: { id } })));
    await t.idle();
    await t.client.send({ name: "stop", data: { id: "b" } });
    const [cancelled] = await t.ended("fn", 1);
    expect(cancelled?.status).toBe("cancelled");
    expect((await t.ended("told", 1))[0]?.output).toMatchObject({
      function_id: "t-fn",
      run_id: cancelled?.id,
    });
    const left = await runners.pool.query("SELECT 1 FROM runner_waits WHERE run_id = $1", [cancelled?.id]);
    expect(left.rowCount).toBe(0);
    t.advance(5 * HOUR_MS);
    expect((await t.ended("fn", 2)).map((run) => run.output)).toEqual([null, "a"]);
  });

  it("ignores older events, and events after the timeout", async () => {
    const t = await runners.start(cancellable);
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
    const t = await runners.start((client) => [
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
    const steps = await runners.pool.query("SELECT 1 FROM runner_steps");
    expect([steps.rowCount, wentOn]).toEqual([0, false]);
  });

  it("cancels runs that do not start or finish in time", async () => {
    const t = await runners.start((client) => [
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
