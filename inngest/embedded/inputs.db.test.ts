import { describe, expect, it } from "vitest";
import type { Inngest, InngestFunction } from "inngest";
import { useTestRunners } from "./testing/use-test-runners";

const go = [{ event: "go" }];
const runners = useTestRunners();

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
  ])("fails on %s at once with a clear error", async (_case, define, message) => {
    let calls = 0;
    const t = await runners.start((client) => [define(client)], {
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

  it("gives a checkpointing client a clear error", async () => {
    const t = await runners.start(
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

  it("refuses to start with an unknown option", async () => {
    const odd = (client: Inngest): InngestFunction.Any[] => [
      client.createFunction(
        { id: "fn", triggers: [{ cron: "0 * * * *", jitter: "30s" } as { cron: string }] },
        () => null,
      ),
    ];
    await expect(runners.start(odd)).rejects.toThrow(
      /function t-fn: .*does not support the option triggers\.0\.jitter/,
    );
  });

  it.each<[string, unknown, RegExp]>([
    ["no name", { data: {} }, /event 0\.name/],
    ["a reserved name", { name: "inngest/function.finished" }, /reserved/],
    ["a control character", { name: "a\u0000b" }, /control character/],
    ["data that is not an object", { name: "a", data: [1] }, /event 0\.data/],
    ["too much data", { name: "a", data: { x: "x".repeat(4 << 20) } }, /over 3 MB/],
  ])("refuses an event with %s", async (_case, event, message) => {
    const t = await runners.start((client) => [
      client.createFunction({ id: "fn", triggers: go }, () => null),
    ]);
    await expect(t.runner.send(event as never)).rejects.toThrow(message);
  });

  it("retries a call that hangs past its deadline", async () => {
    let calls = 0;
    const t = await runners.start(
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

  it("retries a throwing handler, then fails the run and passes the error to onFailure", async () => {
    const t = await runners.start(
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
