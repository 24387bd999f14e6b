import { describe, expect, it } from "vitest";
import { NonRetriableError } from "inngest";
import { useTestRunners } from "./testing/use-test-runners";

const go = [{ event: "go" }];
const runners = useTestRunners();

describe("invoking", () => {
  it("returns the other function's result, throws its error, and does not hang if it is not started", async () => {
    const t = await runners.start((client) => {
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
