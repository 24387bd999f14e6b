import { describe, expect, it } from "vitest";
import { EVENT_FINISHED } from "./state";
import { useTestRunners } from "./testing/use-test-runners";

const HOUR_MS = 3_600_000;
const go = [{ event: "go" }];
const runners = useTestRunners();

describe("sleeping and waiting", () => {
  it("never wakes early", async () => {
    const t = await runners.start((client) => [
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
    const t = await runners.start((client) => [
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
    // Woken by its own timer: the poll after the next would be later.
    expect(after - before).toBeLessThan(1_900);
  });

  it("resumes only the run whose condition matches the event", async () => {
    const t = await runners.start((client) => [
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

  it("resumes a run that waits for another function to finish", async () => {
    const t = await runners.start((client) => [
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
    const t = await runners.start((client) => [
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
