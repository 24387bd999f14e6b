import { describe, expect, it } from "vitest";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import { prepareHistory, withHolidays } from "@/lib/pipelines/expectations/known-runs";
import type { RunHistory } from "@/lib/pipelines/expectations/run-history";
import { makeDailyRuns, makeHistory, makeRun } from "@/lib/pipelines/expectations/testing/make-history";

const judge = (changes: Partial<RunHistory>, now: string) => judgeRuns(makeHistory(changes), new Date(now));
const kindsOf = (changes: Partial<RunHistory>, now: string) => judge(changes, now).map(({ kind }) => kind);

/** 20 daily runs at 06:00, Mon 2 to Sat 21 November. */
const RUNS = makeDailyRuns("2026-11-02", 20);

describe("runs that did not happen", () => {
  it("tells the due time, what is usual and when it could be done", () => {
    expect(judge({ runs: RUNS }, "2026-11-22T06:30:00Z")).toEqual([
      {
        kind: "missing",
        runId: null,
        at: new Date("2026-11-22T06:00:00Z"),
        count: 1,
        expectedAt: new Date("2026-11-22T06:12:05Z"),
        arrivalAt: expect.any(Date),
        deadlineAt: null,
        because:
          "No run has started; it was due at Sun 22 Nov 06:00 (UTC), 30 min ago; the last 20 runs started at most 5 s after they were due",
      },
    ]);
  });

  it("judges a history that was prepared before, with holidays learned since", () => {
    const runs = makeDailyRuns("2026-11-02", 20, (_, at) =>
      [0, 6].includes(new Date(at).getUTCDay()) ? null : { dueAt: null },
    );
    const history = makeHistory({ schedule: null, runs });
    const now = new Date("2026-11-23T12:00:00Z");
    const known = prepareHistory(history, now);
    expect(judgeRuns(history, now, known)).toEqual(judgeRuns(history, now));
    expect(judgeRuns(history, now, known)).toHaveLength(1);
    expect(judgeRuns(history, now, withHolidays(known, ["2026-11-23"]))).toEqual([]);
  });

  it("says nothing before a run is later than others were", () => {
    expect(kindsOf({ runs: RUNS }, "2026-11-22T06:08:00Z")).toEqual([]);
    const late = makeDailyRuns("2026-11-02", 20, (index, at) => ({
      startedAt: new Date(Date.parse(at) + (10 + 5 * (index % 5)) * 60_000),
    }));
    expect(kindsOf({ runs: late }, "2026-11-22T06:35:00Z")).toEqual([]);
    expect(kindsOf({ runs: late }, "2026-11-22T07:10:00Z")).toEqual(["missing"]);
  });

  it("makes one finding of all missed due times, which stays the same", () => {
    const [first] = judge({ runs: RUNS }, "2026-11-22T07:00:00Z");
    const [later] = judge({ runs: RUNS }, "2026-11-25T07:00:00Z");
    expect(later).toMatchObject({ at: first?.at, count: 4 });
    expect(later?.because).toMatch(
      /^4 runs did not start; the first was due at Sun 22 Nov 06:00 \(UTC\), 3 days ago/,
    );
  });

  it("forgets a pipeline that has ended", () => {
    expect(kindsOf({ runs: RUNS }, "2026-12-05T07:00:00Z")).toEqual(["missing"]);
    expect(kindsOf({ runs: RUNS }, "2026-12-07T07:00:00Z")).toEqual([]);
  });

  it.each([
    ["paused", { isPaused: true }],
    ["unpaused or edited since", { changedAt: new Date("2026-11-22T06:05:00Z") }],
    ["without a run so far", { runs: [] }],
    ["to be run only once", { schedule: "@once" }],
    ["not due yet, says the orchestrator", { nextRunAt: new Date("2026-11-22T08:00:00Z") }],
    [
      "run by hand since",
      { runs: [makeRun("2026-11-22T06:20:00Z", { type: "manual", dueAt: null }), ...RUNS] },
    ],
    [
      "waiting for the run before",
      { runs: [makeRun("2026-11-21T06:00:00Z", { state: "running", endedAt: null }), ...RUNS.slice(1)] },
    ],
  ] satisfies [string, Partial<RunHistory>][])("spares a pipeline that is %s", (_, changes) => {
    expect(
      judge({ runs: RUNS, ...changes }, "2026-11-22T07:00:00Z").filter(({ kind }) => kind === "missing"),
    ).toEqual([]);
  });

  it.each([
    ["a run by hand that failed", { type: "manual" as const, state: "failed" as const, dueAt: null }],
    ["a backfill of an old date", { type: "backfill" as const, dueAt: new Date("2026-10-01T06:00:00Z") }],
    ["a backfill of an unknown date", { type: "backfill" as const, dueAt: null }],
    ["an older run that was cleared", { dueAt: new Date("2026-11-10T06:00:00Z") }],
  ])("is not satisfied by %s", (_, changes) => {
    const run = makeRun("2026-11-22T06:10:00Z", changes);
    expect(kindsOf({ runs: [run, ...RUNS] }, "2026-11-22T07:00:00Z")).toEqual(["missing"]);
  });

  it("is satisfied by a backfill of the missed date", () => {
    const run = makeRun("2026-11-22T06:00:00Z", { runId: "backfill", type: "backfill" });
    expect(kindsOf({ runs: [run, ...RUNS] }, "2026-11-22T07:00:00Z")).toEqual([]);
  });

  it("believes the orchestrator's own plan, also of a timetable that it cannot read", () => {
    const changes = { schedule: "AfterWorkdayTimetable", nextRunAt: new Date("2026-11-22T06:00:00Z") };
    expect(judge({ ...changes, runs: RUNS }, "2026-11-22T07:30:00Z")).toMatchObject([
      { kind: "missing", at: new Date("2026-11-22T06:00:00Z") },
    ]);
    expect(kindsOf({ ...changes, runs: [] }, "2026-11-22T07:30:00Z")).toEqual(["missing"]);
  });

  it("believes the plan also where the time zone of the schedule is unknown", () => {
    // 07:00 in Berlin.
    const changes = { schedule: "0 7 * * *", runs: RUNS, nextRunAt: new Date("2026-11-22T06:00:00Z") };
    expect(judge(changes, "2026-11-22T06:30:00Z")).toMatchObject([
      { kind: "missing", at: new Date("2026-11-22T06:00:00Z"), count: 1 },
    ]);
    expect(judge(changes, "2026-11-24T07:30:00Z")).toMatchObject([
      { at: new Date("2026-11-22T06:00:00Z"), count: 3 },
    ]);
  });

  it("reads logical dates that are the start of the interval", () => {
    const early = RUNS.map((run) => ({ ...run, dueAt: new Date(Number(run.dueAt) - 86_400_000) }));
    expect(kindsOf({ runs: early }, "2026-11-21T12:00:00Z")).toEqual([]);
    expect(judge({ runs: early }, "2026-11-22T07:00:00Z")).toMatchObject([
      { kind: "missing", at: new Date("2026-11-22T06:00:00Z"), count: 1 },
    ]);
  });

  it("forgives clocks that differ", () => {
    const early = RUNS.map((run) => ({
      ...run,
      dueAt: null,
      startedAt: new Date(Number(run.startedAt) - 65_000),
    }));
    expect(kindsOf({ runs: early }, "2026-11-21T12:00:00Z")).toEqual([]);
  });

  it("does not trust a schedule that no run has followed", () => {
    expect(kindsOf({ runs: RUNS, schedule: "0 9 * * *" }, "2026-11-21T10:00:00Z")).toEqual([]);
    expect(kindsOf({ runs: RUNS, schedule: "0 9 * * *" }, "2026-11-23T10:00:00Z")).toEqual(["missing"]);
  });
});

describe("runs that are late", () => {
  const running = (startedAt: string) => makeRun(startedAt, { state: "running", endedAt: null });

  it("compares with the usual duration", () => {
    const runs = [running("2026-11-22T06:00:00Z"), ...RUNS];
    expect(kindsOf({ runs }, "2026-11-22T06:14:00Z")).toEqual([]);
    expect(judge({ runs }, "2026-11-22T06:40:00Z")).toMatchObject([
      {
        kind: "late",
        runId: "scheduled__2026-11-22T06:00:00Z",
        expectedAt: new Date("2026-11-22T06:12:05Z"),
        arrivalAt: null,
        because: "Running for 40 min; it usually takes 11 to 12 min (20 runs)",
      },
    ]);
  });

  it("tells a run that waits in the queue", () => {
    const queued = makeRun("2026-11-22T06:00:00Z", { state: "queued", startedAt: null });
    expect(judge({ runs: [queued, ...RUNS] }, "2026-11-22T07:00:00Z")).toMatchObject([
      {
        kind: "late",
        because:
          "Waiting in the queue since Sun 22 Nov 06:00 (UTC), for 60 min; the last 20 runs started at most 5 s after they were due",
      },
    ]);
  });

  it("says nothing about new pipelines and backfills", () => {
    expect(
      kindsOf({ runs: [running("2026-11-22T06:00:00Z"), ...RUNS.slice(0, 2)] }, "2026-11-22T12:00:00Z"),
    ).toEqual([]);
    const backfill = { ...running("2026-11-21T08:00:00Z"), type: "backfill" as const };
    expect(kindsOf({ runs: [backfill, ...RUNS] }, "2026-11-21T20:00:00Z")).toEqual([]);
  });

  it("knows that full loads on Sundays take longer", () => {
    const runs = makeDailyRuns("2026-11-02", 28, (index) => ({
      minutes: index % 7 === 6 ? 200 : 10 + (index % 3),
    }));
    const sunday = [
      running("2026-11-29T06:00:00Z"),
      ...runs.filter((run) => Number(run.dueAt) < Date.UTC(2026, 10, 29)),
    ];
    expect(kindsOf({ runs: sunday }, "2026-11-29T08:00:00Z")).toEqual([]);
    expect(kindsOf({ runs: [running("2026-11-30T06:00:00Z"), ...runs] }, "2026-11-30T07:00:00Z")).toEqual([
      "late",
    ]);
  });
});

describe("runs that are green but empty", () => {
  const withNewest = (
    changes: Parameters<typeof makeRun>[1],
    usual: (index: number) => Parameters<typeof makeRun>[1],
  ) => [makeRun("2026-11-22T06:00:00Z", changes), ...makeDailyRuns("2026-11-02", 20, usual)];
  const now = "2026-11-22T07:00:00Z";

  it("tells zero rows with the numbers compared", () => {
    const runs = withNewest({ rowsWritten: 0 }, (index) => ({ rowsWritten: 11_200 + 85 * index }));
    expect(judge({ runs }, now)).toMatchObject([
      {
        kind: "empty",
        runId: "scheduled__2026-11-22T06:00:00Z",
        at: new Date("2026-11-22T06:10:05Z"),
        count: 1,
        because: "0 rows; 20 comparable runs wrote 11,200 to 12,815",
      },
    ]);
  });

  it("makes one finding of several runs in a row", () => {
    const runs = withNewest({ rowsWritten: 0 }, (index) => ({
      rowsWritten: index >= 18 ? 0 : 11_200 + 85 * index,
    }));
    expect(judge({ runs }, now)).toMatchObject([
      {
        kind: "empty",
        runId: "scheduled__2026-11-20T06:00:00.000Z",
        count: 3,
        because: expect.stringContaining("3 runs in a row"),
      },
    ]);
  });

  it("keeps telling a volume that stays low, as the same finding", () => {
    for (const days of [1, 2, 3, 6]) {
      const runs = withNewest({ rowsWritten: 310 }, (index) => ({
        rowsWritten: index >= 20 - days ? 300 : 9_000 + 40 * index,
      }));
      expect(judge({ runs }, now)).toMatchObject([
        { kind: "empty", count: days + 1, runId: runs[days]?.runId },
      ]);
    }
  });

  it("finds the start of a streak across quiet weekends", () => {
    const rows = (index: number) => ({
      rowsWritten: index % 7 >= 5 ? 80 : index >= 18 ? 200 : 5_000 + index,
    });
    const runs = makeDailyRuns("2026-11-02", 22, rows);
    expect(judge({ runs }, "2026-11-23T07:00:00Z")).toMatchObject([
      { kind: "empty", count: 2, runId: "scheduled__2026-11-20T06:00:00.000Z" },
    ]);
  });

  it.each([
    [
      "rows vary that much",
      { rowsWritten: 300 },
      (index: number) => ({ rowsWritten: 10 ** (2 + (index % 4)) }),
    ],
    [
      "zero rows are usual",
      { rowsWritten: 0 },
      (index: number) => ({ rowsWritten: index % 4 === 0 ? 0 : 500 }),
    ],
    [
      "weekends are quiet",
      { rowsWritten: 90 },
      (index: number) => ({ rowsWritten: index % 7 >= 5 ? 80 : 5_000 }),
    ],
    [
      "volume shrinks",
      { rowsWritten: 900 },
      (index: number) => ({ rowsWritten: Math.round(9_000 * 0.89 ** index) }),
    ],
    [
      "a branch often skips",
      { state: "skipped" as const },
      (index: number) => ({ state: index % 3 ? ("succeeded" as const) : ("skipped" as const) }),
    ],
    [
      "output often stays the same",
      { hasChangedOutput: false },
      (index: number) => ({ hasChangedOutput: index % 4 > 0 }),
    ],
    ["nobody counts", { rowsWritten: null }, () => ({})],
    ["it has become faster for good", { minutes: 1 }, (index: number) => ({ minutes: index >= 18 ? 1 : 40 })],
    [
      "it was short but wrote as many rows",
      { minutes: 2, rowsWritten: 5_000 },
      () => ({ minutes: 40, rowsWritten: 5_100 }),
    ],
  ])("says nothing if %s", (_, newest, usual) => {
    expect(kindsOf({ runs: withNewest(newest, usual) }, now)).toEqual([]);
  });

  it.each([
    [
      "skipped",
      { state: "skipped" as const },
      () => ({}),
      "All tasks were skipped; none of 20 comparable runs before were skipped",
    ],
    [
      "unchanged",
      { hasChangedOutput: false },
      () => ({ hasChangedOutput: true }),
      "The output did not change; none of 20 comparable runs before left it unchanged",
    ],
    [
      "short",
      { minutes: 2 },
      (index: number) => ({ minutes: 38 + (index % 5) }),
      "Succeeded after 2 min; 20 comparable runs took 38 to 42 min",
    ],
    [
      "empty",
      { rowsWritten: 300 },
      (index: number) => ({ rowsWritten: 9_000 + index }),
      "300 rows; 20 comparable runs wrote 9,000 to 9,019",
    ],
  ])("tells a run that is %s unlike usual", (kind, newest, usual, because) => {
    expect(judge({ runs: withNewest({ minutes: 40, ...newest }, usual) }, now)).toMatchObject([
      { kind, because },
    ]);
  });

  it("says nothing about tiny samples", () => {
    const runs = [
      makeRun("2026-11-05T06:00:00Z", { rowsWritten: 0 }),
      ...makeDailyRuns("2026-11-02", 3, () => ({ rowsWritten: 900 })),
    ];
    expect(kindsOf({ runs }, "2026-11-05T07:00:00Z")).toEqual([]);
  });
});
