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
      "the same error, with its module and other white space in one report",
      raising("ValueError", "a\n  b"),
      raising("builtins.ValueError", "a b"),
      "both ended with ValueError: a b",
    ],
    [
      "an error that repeats the words of a state",
      raising("FailedRun", "12 rows have no customer_id"),
      run({ reason: "12 rows have no customer_id", state: "QualityGateFailed" }),
      "its error repeats this one's: 12 rows have no customer_id",
    ],
    [
      "an error that quotes the other one",
      raising("RuntimeError", "load failed: stock.csv does not exist"),
      missing,
      "its error repeats this one's: stock.csv does not exist",
    ],
    [
      "states of subflows alone",
      run({ reason: "2/2 states failed.", ...started }),
      missing,
      "nothing failed in it but what it had started",
    ],
    [
      "the time limit of the other one",
      run({ reason: "Flow run exceeded timeout of None second(s)", state: "TimedOut", ...started }),
      run({ reason: "Flow run exceeded timeout of 1.0 second(s)", state: "TimedOut" }),
      "it has no time limit of its own, and this one ran into its limit",
    ],
    [
      "an error raised from the other one's",
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
  ])("is one: %s", (_name, outer, inner, because) => {
    expect(judgeSymptom(outer, inner)).toEqual({ kind: "symptom", because });
  });

  it.each<[string, FailedRun, FailedRun]>([
    ["another error", raising("KeyError", "'price'", started), missing],
    ["the same message of another type", raising("KeyError", "7"), raising("ValueError", "7")],
    ["a short message found by accident", raising("ValueError", "row 17 is bad"), raising("KeyError", "17")],
    [
      "an error met while the other one was handled",
      raising("RuntimeError", "closing failed", { chain: [{ ...cause, link: "context" }, outermost] }),
      raising("KeyError", "'net_amount'"),
    ],
    [
      "the two errors in different chains",
      raising("RuntimeError", "closing failed", { chain: [cause, { ...outermost, chainId: 1 }] }),
      raising("KeyError", "'net_amount'"),
    ],
    [
      "states with a task of its own among them",
      run({
        reason: "2/2 states failed.",
        failedTasks: ["extract-0", "load-9bd"],
        startedTasks: ["extract-0"],
      }),
      missing,
    ],
    [
      "a time limit of its own",
      run({ reason: "Flow run exceeded timeout of 60.0 second(s)", state: "TimedOut" }),
      missing,
    ],
  ])("is a failure of its own: %s", (_name, outer, inner) => {
    expect(judgeSymptom(outer, inner)).toEqual({ kind: "own" });
  });

  it.each<[string, FailedRun, FailedRun]>([
    ["states of tasks that are not known", run({ reason: "1/1 states failed." }), missing],
    ["no word of either", run(), run()],
    ["no word of the other one", missing, run({ state: "crashed" })],
  ])("does not know: %s", (_name, outer, inner) => {
    expect(judgeSymptom(outer, inner)).toEqual({ kind: "unknown" });
  });
});
