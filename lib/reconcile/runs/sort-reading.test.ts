import { describe, expect, it } from "vitest";
import type { ReadRun, ReadTry } from "@/lib/reconcile/orchestrators/reading";
import { runKey, taskKey, workKey, type KnownRuns } from "@/lib/reconcile/runs/known-runs";
import { sortReading } from "@/lib/reconcile/runs/sort-reading";

const NOW = new Date("2026-11-30T02:30:00Z");

const run = (part: Partial<ReadRun> = {}): ReadRun => ({
  pipeline: "orders_daily",
  run: "scheduled__1",
  type: "scheduled",
  routine: "schedule",
  event: "succeeded",
  at: "2026-11-30T02:14:00.000Z",
  dueAt: "2026-11-30T02:00:00.000Z",
  logicalDate: null,
  startedAt: "2026-11-30T02:00:04.000Z",
  endedAt: "2026-11-30T02:14:00.000Z",
  url: null,
  details: {},
  ...part,
});

const attempt = (part: Partial<ReadTry> = {}): ReadTry => ({
  pipeline: "orders_daily",
  run: "scheduled__1",
  task: "load",
  taskName: "load",
  operator: null,
  mapIndex: -1,
  tryNumber: 2,
  maxTries: 2,
  state: "failed",
  event: "failed",
  startedAt: "2026-11-30T02:01:00.000Z",
  endedAt: "2026-11-30T02:14:00.000Z",
  hostname: null,
  logUrl: null,
  version: null,
  details: {},
  ...part,
});

const nothing: KnownRuns = {
  runs: new Map(),
  tries: new Map(),
  failingPipelines: new Set(),
  failingTasks: new Set(),
};
const stored = {
  state: "succeeded",
  stateAt: 0,
  failedAt: null,
  dueAt: null,
  endedAt: null,
  hasFailedTask: false,
};
const usual = { now: NOW, isFirstPass: false, hasWebhooks: false, areTasksReported: true };

function sort(
  reading: { runs?: ReadRun[]; tries?: ReadTry[] },
  known: Partial<KnownRuns> = {},
  circumstances: Partial<typeof usual> = {},
) {
  const sorted = sortReading(
    { runs: reading.runs ?? [], tries: reading.tries ?? [] },
    { ...nothing, ...known },
    { ...usual, ...circumstances },
  );
  return {
    runs: sorted.runs.map(({ run: id, event }) => `${id} ${event}`),
    tries: sorted.tries.map(({ task, event }) => `${task} ${event}`),
    reported: [
      ...sorted.tryReports.map(({ task, event }) => `${task} ${event}`),
      ...sorted.runReports.map(({ run: id, event }) => `${id} ${event}`),
    ],
  };
}

describe("failures", () => {
  it("reports a failed task that nobody reported, and stores its run without reporting it, too", () => {
    const reading = { runs: [run({ event: "failed" })], tries: [attempt()] };
    expect(sort(reading)).toEqual({ runs: ["scheduled__1 failed"], tries: [], reported: ["load failed"] });
  });

  it.each([
    ["the same try", 2],
    ["a later one: before Airflow 2.10 callbacks count one too many", 3],
  ])("leaves out a failure that is known: %s", (_name, tryNumber) => {
    const tries = new Map([[workKey(attempt()), [{ tryNumber, outcome: "failed", isFailureCounted: true }]]]);
    expect(sort({ tries: [attempt()] }, { tries })).toEqual({ runs: [], tries: [], reported: [] });
  });

  it("reports the last try of a task whose earlier try was to be retried", () => {
    const tries = new Map([
      [workKey(attempt()), [{ tryNumber: 1, outcome: "will_retry", isFailureCounted: true }]],
    ]);
    expect(sort({ tries: [attempt()] }, { tries }).reported).toEqual(["load failed"]);
  });

  it("only stores an attempt that will be retried", () => {
    const retried = attempt({ event: "will_retry", state: "up_for_retry", tryNumber: 1 });
    expect(sort({ tries: [retried] })).toEqual({ runs: [], tries: ["load will_retry"], reported: [] });
  });

  it("waits for the callback of a task that has just failed, if there are callbacks", () => {
    const tries = [attempt({ endedAt: "2026-11-30T02:29:50.000Z" })];
    expect(sort({ tries }, {}, { hasWebhooks: true })).toEqual({ runs: [], tries: [], reported: [] });
    expect(sort({ tries }).reported).toEqual(["load failed"]);
    const later = new Date("2026-11-30T02:30:30Z");
    expect(sort({ tries }, {}, { hasWebhooks: true, now: later }).reported).toEqual(["load failed"]);
  });

  it("reports a failed run without a failed task: one that took longer than dagrun_timeout", () => {
    const failed = run({ event: "failed" });
    expect(sort({ runs: [failed] })).toMatchObject({
      // The report sets the state.
      runs: ["scheduled__1 null"],
      reported: ["scheduled__1 failed"],
    });
    const withTask = new Map([[runKey(failed), { ...stored, state: null, hasFailedTask: true }]]);
    expect(sort({ runs: [failed] }, { runs: withTask }).reported).toEqual([]);
    const known = new Map([[runKey(failed), { ...stored, failedAt: Date.parse("2026-11-30T02:14:20Z") }]]);
    expect(sort({ runs: [failed] }, { runs: known }).reported).toEqual([]);
  });

  it("reports the run rather than its tasks where a flow may handle a failed task", () => {
    const reading = { runs: [run({ event: "failed" })], tries: [attempt()] };
    expect(sort(reading, {}, { areTasksReported: false })).toEqual({
      runs: ["scheduled__1 null"],
      tries: ["load failed"],
      reported: ["scheduled__1 failed"],
    });
  });
});

describe("the first pass", () => {
  const old = { run: "old", startedAt: "2026-11-29T02:00:00.000Z", endedAt: "2026-11-29T02:10:00.000Z" };

  it("stores old failures as history, unless they are the latest state of their pipeline", () => {
    const reading = {
      runs: [
        run({ ...old, event: "failed", at: old.endedAt }),
        run({ event: "succeeded" }),
        run({ ...old, pipeline: "billing", event: "failed", at: old.endedAt }),
      ],
      tries: [attempt(old), attempt({ ...old, pipeline: "billing", task: "bill" })],
    };
    const sorted = sort(reading, {}, { isFirstPass: true });
    expect(sorted.reported).toEqual(["bill failed"]);
    expect(sorted.tries).toEqual(["load failed"]);
    expect(sort(reading).reported).toEqual(["load failed", "bill failed"]);
  });

  it("does not take a run that waits in the queue for the latest state", () => {
    const queued = run({
      run: "next",
      event: "running",
      startedAt: null,
      endedAt: null,
      dueAt: "2026-11-30T02:20:00.000Z",
    });
    const reading = { runs: [run({ event: "failed" }), queued], tries: [attempt()] };
    expect(sort(reading, {}, { isFirstPass: true }).reported).toEqual(["load failed"]);
  });
});

describe("successes", () => {
  const success = attempt({ event: "succeeded", state: "success" });

  it("are stored without a report while nothing fails", () => {
    expect(sort({ runs: [run()], tries: [success] })).toEqual({
      runs: ["scheduled__1 succeeded"],
      tries: ["load succeeded"],
      reported: [],
    });
  });

  it("are reported if they may end something", () => {
    const retried = new Map([
      [workKey(success), [{ tryNumber: 1, outcome: "will_retry", isFailureCounted: true }]],
    ]);
    expect(sort({ tries: [success] }, { tries: retried }).reported).toEqual(["load succeeded"]);
    const failingTasks = new Set([taskKey(success)]);
    expect(sort({ tries: [success] }, { failingTasks }).reported).toEqual(["load succeeded"]);
    const failingPipelines = new Set(["orders_daily"]);
    expect(sort({ runs: [run()] }, { failingPipelines }).reported).toEqual(["scheduled__1 succeeded"]);
  });

  it("are left out once they are stored", () => {
    const at = Date.parse("2026-11-30T02:14:00Z");
    const same = { ...stored, stateAt: at, endedAt: at, dueAt: Date.parse("2026-11-30T02:00:00Z") };
    const known = {
      runs: new Map([[runKey(run()), same]]),
      tries: new Map([[workKey(success), [{ tryNumber: 2, outcome: "succeeded", isFailureCounted: false }]]]),
      failingPipelines: new Set(["orders_daily"]),
    };
    expect(sort({ runs: [run()], tries: [success] }, known)).toEqual({ runs: [], tries: [], reported: [] });
  });

  it("count again for a run that was cleared", () => {
    const before = { ...stored, stateAt: Date.parse("2026-11-30T01:00:00Z") };
    expect(
      sort(
        { runs: [run({ event: "running", at: "2026-11-30T02:20:00.000Z", endedAt: null })] },
        {
          runs: new Map([[runKey(run()), before]]),
        },
      ).runs,
    ).toEqual(["scheduled__1 running"]);
  });
});
