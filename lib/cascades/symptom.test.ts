import { describe, expect, it } from "vitest";
import { judgeSymptom, type FailedRun } from "@/lib/cascades/symptom";

const run = (part: Partial<FailedRun> = {}): FailedRun => ({
  error: null,
  reason: null,
  state: "failed",
  chain: [],
  failedTasks: null,
  startedTasks: [],
  ...part,
});
const raising = (type: string, message: string, part: Partial<FailedRun> = {}) =>
  run({
    error: { type, message },
    reason: `Flow run encountered an exception: ${type}: ${message}`,
    ...part,
  });

const missing = raising("FileNotFoundError", "stock.csv does not exist");
const started = { failedTasks: ["extract-0"], startedTasks: ["extract-0"] };
const cause = { type: "KeyError", message: "'net_amount'", chainId: 0, link: "cause" };
const outermost = { type: "RuntimeError", message: "closing failed", chainId: 0, link: null };

describe("judgeSymptom", () => {
  it.each<[string, FailedRun, FailedRun, string]>([
    ["the same error", missing, missing, "both ended with FileNotFoundError: stock.csv does not exist"],
    [
      "the same error with different module and whitespace",
      raising("ValueError", "a\n  b"),
      raising("builtins.ValueError", "a b"),
      "both ended with ValueError: a b",
    ],
    [
      "an error that repeats the other's state message",
      raising("FailedRun", "12 rows have no customer_id"),
      run({ reason: "12 rows have no customer_id", state: "QualityGateFailed" }),
      "its error repeats this one's: 12 rows have no customer_id",
    ],
    [
      "an error that quotes the other's error",
      raising("RuntimeError", "load failed: stock.csv does not exist"),
      missing,
      "its error repeats this one's: stock.csv does not exist",
    ],
    [
      "only subflows failed",
      run({ reason: "2/2 states failed.", ...started }),
      missing,
      "only runs it had started failed in it",
    ],
    [
      "the other's timeout",
      run({ reason: "Flow run exceeded timeout of None second(s)", state: "TimedOut", ...started }),
      run({ reason: "Flow run exceeded timeout of 1.0 second(s)", state: "TimedOut" }),
      "it has no timeout of its own, and this run timed out",
    ],
    [
      "an error raised from the other's error",
      raising("RuntimeError", "closing failed", { chain: [cause, outermost] }),
      raising("KeyError", "'net_amount'"),
      "its RuntimeError: closing failed was raised from KeyError: 'net_amount'",
    ],
    [
      "the same signal",
      run({ reason: "Execution was aborted by a termination signal.", state: "crashed" }),
      run({ reason: "Execution was aborted by a termination signal.", state: "crashed" }),
      "its error repeats this one's: Execution was aborted by a termination signal.",
    ],
  ])("recognizes a symptom by %s", (_name, outer, inner, because) => {
    expect(judgeSymptom(outer, inner)).toEqual({ kind: "symptom", because });
  });

  it.each<[string, FailedRun, FailedRun]>([
    ["a different error", raising("KeyError", "'price'", started), missing],
    ["the same message with a different type", raising("KeyError", "7"), raising("ValueError", "7")],
    [
      "a short message that occurs by accident",
      raising("ValueError", "row 17 is bad"),
      raising("KeyError", "17"),
    ],
    [
      "an error raised while handling the other",
      raising("RuntimeError", "closing failed", { chain: [{ ...cause, link: "context" }, outermost] }),
      raising("KeyError", "'net_amount'"),
    ],
    [
      "the two errors in different chains",
      raising("RuntimeError", "closing failed", { chain: [cause, { ...outermost, chainId: 1 }] }),
      raising("KeyError", "'net_amount'"),
    ],
    [
      "one of its own tasks among the failed ones",
      run({
        reason: "2/2 states failed.",
        failedTasks: ["extract-0", "load-9bd"],
        startedTasks: ["extract-0"],
      }),
      missing,
    ],
    [
      "a timeout of its own",
      run({ reason: "Flow run exceeded timeout of 60.0 second(s)", state: "TimedOut" }),
      missing,
    ],
  ])("recognizes an independent failure by %s", (_name, outer, inner) => {
    expect(judgeSymptom(outer, inner)).toEqual({ kind: "own" });
  });

  it.each<[string, FailedRun, FailedRun]>([
    ["unknown task states", run({ reason: "1/1 states failed." }), missing],
    ["no error on either side", run(), run()],
    ["no error on the inner side", missing, run({ state: "crashed" })],
  ])("is undecided with %s", (_name, outer, inner) => {
    expect(judgeSymptom(outer, inner)).toEqual({ kind: "unknown" });
  });
});
