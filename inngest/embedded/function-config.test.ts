import { describe, expect, it } from "vitest";
import { compileFunctions } from "./function-config";

const plain = {
  id: "app-fn",
  name: "fn",
  triggers: [{ event: "a/b" }],
  steps: { step: { id: "step", name: "step", runtime: { type: "http", url: "http://x" } } },
};
const compileOne = (extra: object): ReturnType<typeof compileFunctions> =>
  compileFunctions([{ ...plain, ...extra }]);

describe("compileFunctions", () => {
  it("retries three times by default", () => {
    expect(compileOne({}).get("app-fn")?.maxAttempts).toBe(4);
    const steps = { step: { ...plain.steps.step, retries: { attempts: 0 } } };
    expect(compileOne({ steps }).get("app-fn")?.maxAttempts).toBe(1);
  });

  it("reads every flow control option", () => {
    const fn = compileOne({
      triggers: [{ event: "a/*", expression: "event.data.n > 1" }, { cron: "TZ=UTC 0 * * * *" }],
      concurrency: [{ limit: 2, key: "event.data.ws", scope: "account" }, { limit: 0 }],
      throttle: { limit: 3, period: "1m", burst: 2 },
      rateLimit: { limit: 25, period: "1h", key: "event.data.ws" },
      idempotency: "event.data.id",
      priority: { run: "event.data.p" },
      timeouts: { start: "1h", finish: "2h30m" },
      singleton: { mode: "skip" },
      cancel: [{ event: "a/stop", if: "event.data.id == async.data.id", timeout: "1d" }],
      debounce: { period: "5s", timeout: "1m" },
    }).get("app-fn");
    expect(fn).toMatchObject({
      eventTriggers: [{ event: "a/*" }],
      schedules: ["TZ=UTC 0 * * * *"],
      concurrency: [{ limit: 2, scope: "account", source: "event.data.ws" }],
      throttle: { limit: 3, periodMs: 60_000, burst: 4 },
      rateLimit: { limit: 25, periodMs: 3_600_000, burst: 2 },
      startTimeoutMs: 3_600_000,
      finishTimeoutMs: 9_000_000,
      singleton: { mode: "skip" },
      cancelOn: [{ event: "a/stop", timeoutMs: 86_400_000 }],
      debounce: { periodMs: 5_000, timeoutMs: 60_000 },
    });
  });

  it.each<[string, object, RegExp]>([
    [
      "an unknown option",
      { optimisticLocking: true },
      /function app-fn: .*does not support the option optimisticLocking/,
    ],
    [
      "an unknown part of an option",
      { throttle: { limit: 1, period: "1m", jitter: "1s" } },
      /option throttle\.jitter/,
    ],
    [
      "a cron with jitter",
      { triggers: [{ cron: "* * * * *", jitter: "10s" }] },
      /option triggers\.0\.jitter/,
    ],
    [
      "an unknown part of a limit",
      { concurrency: [{ limit: 1, pool: "x" }] },
      /option concurrency(\.0)?\.pool/,
    ],
    [
      "three limits",
      { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] },
      /option concurrency is invalid/,
    ],
    [
      "a bad trigger condition",
      { triggers: [{ event: "a", expression: "event.data. ==" }] },
      /function app-fn: .*expression/,
    ],
    ["a bad key", { debounce: { period: "1s", key: "async.id" } }, /function app-fn: "async" is unknown/],
    [
      "a bad cancel condition",
      { cancel: [{ event: "a", if: "foo()" }] },
      /function app-fn: the function foo\(\)/,
    ],
    ["a bad span", { timeouts: { finish: "forever" } }, /function app-fn: timeouts\.finish: "forever"/],
    ["a bad schedule", { triggers: [{ cron: "hourly" }] }, /function app-fn: invalid cron schedule "hourly"/],
    ["a deferred function", { triggers: [{ event: "inngest/deferred.schedule" }] }, /does not support defer/],
    [
      "a batch with a key of another option",
      { batchEvents: { maxSize: 2, timeout: "1s" }, idempotency: "event.id" },
      /batchEvents together with idempotency/,
    ],
  ])("refuses %s by name", (_case, extra, message) => {
    expect(() => compileOne(extra)).toThrow(message);
  });
});
