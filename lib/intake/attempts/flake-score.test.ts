import { describe, expect, it } from "vitest";
import { flakeScore, type ReportedTry, type RunOfTask } from "@/lib/intake/attempts/flake-score";

type Outcome = ReportedTry["outcome"];

const tried = (outcomes: readonly Outcome[], part: Partial<ReportedTry> = {}): ReportedTry[] =>
  outcomes.map((outcome, i) => ({ mapIndex: -1, tryNumber: i + 1, outcome, version: null, ...part }));

const run = (tries: readonly ReportedTry[], part: Partial<RunOfTask> = {}): RunOfTask => ({
  tries,
  hasSucceeded: false,
  hasTaskSuccesses: true,
  ...part,
});

const CLEAN = run(tried(["succeeded"]));
const RETRIED = run(tried(["will_retry", "succeeded"]));
const times = (count: number, item: RunOfTask) => Array.from({ length: count }, () => item);

describe("the flake score", () => {
  it("counts the runs that succeeded only on a retry", () => {
    expect(flakeScore([...times(34, CLEAN), ...times(6, RETRIED)])).toMatchObject({ runs: 40, retried: 6 });
  });

  it.each([
    [4, null],
    [5, { score: 1, runs: 5, retried: 5 }],
  ])("of %i runs is %o", (count, expected) => {
    expect(flakeScore(times(count, RETRIED))).toEqual(expected);
  });

  it("looks at the last 40 counted runs", () => {
    expect(flakeScore([...times(40, CLEAN), ...times(40, RETRIED)])).toEqual({
      score: 0,
      runs: 40,
      retried: 0,
    });
  });

  it("weighs a run half as much as one 20 runs later", () => {
    const weightAt = (age: number) => {
      const runs = times(40, CLEAN).with(age, RETRIED);
      return flakeScore(runs)?.score ?? 0;
    };
    expect(weightAt(20) / weightAt(0)).toBeCloseTo(0.5);
    expect(weightAt(39)).toBeGreaterThan(0);
  });

  it.each<[string, RunOfTask, number, number]>([
    ["a success on the second retry", run(tried(["will_retry", "will_retry", "succeeded"])), 1, 1],
    ["a failure on the last try", run(tried(["will_retry", "failed"])), 1, 0],
    // Someone cleared the task, and may have repaired what was broken.
    ["a success after a clear", run(tried(["failed", "succeeded"])), 1, 0],
    ["a retry that is still running", run(tried(["will_retry", "running"])), 0, 0],
    ["an announced retry", run(tried(["will_retry"])), 0, 0],
    ["an announced retry in a run that succeeded", run(tried(["will_retry"]), { hasSucceeded: true }), 1, 1],
    ["a skipped task", run(tried(["cancelled"])), 0, 0],
    [
      "a success with another commit",
      run([
        ...tried(["will_retry"], { version: "a1" }),
        { mapIndex: -1, tryNumber: 2, outcome: "succeeded", version: "b2" },
      ]),
      1,
      0,
    ],
    ["a success with the same commit", run(tried(["will_retry", "succeeded"], { version: "a1" })), 1, 1],
    [
      "one retried mapped instance among others",
      run([
        ...tried(["succeeded"], { mapIndex: 0 }),
        ...tried(["will_retry", "succeeded"], { mapIndex: 1 }),
        ...tried(["cancelled"], { mapIndex: 2 }),
      ]),
      1,
      1,
    ],
    [
      "a retried instance beside a failed one",
      run([...tried(["failed"], { mapIndex: 0 }), ...tried(["will_retry", "succeeded"], { mapIndex: 1 })]),
      1,
      0,
    ],
    [
      "a retried instance beside a running one",
      run([...tried(["running"], { mapIndex: 0 }), ...tried(["will_retry", "succeeded"], { mapIndex: 1 })]),
      0,
      0,
    ],
    ["tries in the wrong order", run(tried(["will_retry", "succeeded"]).toReversed()), 1, 1],
    [
      "a successful run without reports of its tasks",
      run([], { hasSucceeded: true, hasTaskSuccesses: false }),
      1,
      0,
    ],
    ["a successful run in which only other tasks ran", run([], { hasSucceeded: true }), 0, 0],
    ["a run that has not ended", run([], { hasTaskSuccesses: false }), 0, 0],
  ])("%s counts as %i run, %i retried", (_name, item, runs, retried) => {
    expect(flakeScore([item, ...times(5, CLEAN)])).toMatchObject({ runs: 5 + runs, retried });
  });
});
