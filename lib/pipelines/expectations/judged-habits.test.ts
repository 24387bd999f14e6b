import { describe, expect, it } from "vitest";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import type { PastRun, RunHistory } from "@/lib/pipelines/expectations/run-history";
import { makeDailyRuns, makeHistory, makeRun } from "@/lib/pipelines/expectations/testing/make-history";

const HOUR_MS = 3_600_000;
const judge = (changes: Partial<RunHistory>, now: string) => judgeRuns(makeHistory(changes), new Date(now));
const kindsOf = (changes: Partial<RunHistory>, now: string) => judge(changes, now).map(({ kind }) => kind);
const isWeekend = (at: string) => [0, 6].includes(new Date(at).getUTCDay());

/** Runs at a distance, newest first. */
function makeRuns(
  from: string,
  count: number,
  hours: number,
  changes: (at: string, index: number) => Parameters<typeof makeRun>[1] = () => ({}),
): PastRun[] {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.parse(from) + index * hours * HOUR_MS).toISOString();
    return makeRun(at, changes(at, index));
  }).reverse();
}

describe("volumes", () => {
  it("takes five Tuesdays with rows as enough to miss them on the sixth", () => {
    const runs = makeDailyRuns("2026-10-13", 43, (index, at) => ({
      rowsWritten: new Date(at).getUTCDay() === 2 && index < 42 ? 15_000 + 700 * (index % 9) : 0,
    }));
    expect(judge({ runs: runs.slice(0, 40) }, "2026-11-24T07:00:00Z")).toMatchObject([
      { kind: "empty", runId: "scheduled__2026-11-24T06:00:00.000Z" },
    ]);
  });

  it("tells a second accident though there was one before", () => {
    const rows = (index: number) => ({
      rowsWritten: [20, 21, 39].includes(index) ? 200 : 9_000 + 300 * (index % 5),
    });
    const runs = makeDailyRuns("2026-10-15", 40, rows);
    expect(kindsOf({ runs }, "2026-11-23T07:00:00Z")).toEqual(["empty"]);
    const often = makeDailyRuns("2026-10-15", 40, (index) => ({
      rowsWritten: [10, 20, 28, 39].includes(index) ? 200 : 9_000 + 300 * (index % 5),
    }));
    expect(kindsOf({ runs: often }, "2026-11-23T07:00:00Z")).toEqual([]);
  });

  it("tells that a step was skipped a second time, but not a fifth", () => {
    const skippedOn = (days: readonly number[]) =>
      makeDailyRuns("2026-10-15", 40, (index) => ({ state: days.includes(index) ? "skipped" : "succeeded" }));
    expect(kindsOf({ runs: skippedOn([19, 20, 39]) }, "2026-11-23T07:00:00Z")).toEqual(["skipped"]);
    expect(kindsOf({ runs: skippedOn([4, 10, 19, 28, 39]) }, "2026-11-23T07:00:00Z")).toEqual([]);
  });

  it("needs fewer runs of a pipeline that runs once a week", () => {
    const weekly = makeRuns("2026-09-07T06:00:00Z", 8, 168, (_, index) => ({
      state: index === 7 ? "skipped" : "succeeded",
    }));
    expect(kindsOf({ schedule: "0 6 * * 1", runs: weekly }, "2026-10-26T07:00:00Z")).toEqual(["skipped"]);
    const daily = makeRuns("2026-10-19T06:00:00Z", 8, 24, (_, index) => ({
      state: index === 7 ? "skipped" : "succeeded",
    }));
    expect(kindsOf({ runs: daily }, "2026-10-26T07:00:00Z")).toEqual([]);
  });

  it("compares a run that is made up for with runs of the day on which it was due", () => {
    const runs = makeDailyRuns("2026-10-26", 28, (index, at) => ({
      rowsWritten: isWeekend(at) ? 150 + index : 4_000 + 50 * (index % 7),
      // The last weekend was made up for on Monday.
      ...(index >= 26 ? { startedAt: new Date(Date.UTC(2026, 10, 23, 9 + index - 26)) } : {}),
    }));
    expect(kindsOf({ runs }, "2026-11-23T10:15:00Z")).not.toContain("empty");
  });

  it("makes one finding of days and weekends without rows", () => {
    const runs = makeDailyRuns("2026-10-26", 29, (index, at) => ({
      rowsWritten: index >= 25 ? 0 : isWeekend(at) ? 450 + index : 9_000 + 50 * (index % 7),
    }));
    const findings = [25, 26, 27, 28].map((index) =>
      judge({ runs: runs.slice(28 - index) }, new Date(Date.UTC(2026, 9, 26 + index, 7)).toISOString()).map(
        ({ kind, runId }) => `${kind} ${runId}`,
      ),
    );
    expect(new Set(findings.flat())).toEqual(new Set(["empty scheduled__2026-11-20T06:00:00.000Z"]));
    expect(findings.every(({ length }) => length === 1)).toBe(true);
  });

  it("does not take two quiet Saturdays for a level of their own", () => {
    const runs = makeDailyRuns("2026-11-02", 20, (index, at) => ({
      rowsWritten: index === 19 ? 10 : new Date(at).getUTCDay() === 6 ? 200 : 400 + 25 * (index % 7),
    }));
    expect(kindsOf({ runs }, "2026-11-21T07:00:00Z")).toEqual(["empty"]);
  });

  it("knows nothing about the first hours of the first weekend, and compares working days with working days", () => {
    const hours = (count: number, isEmpty: (at: Date) => boolean) =>
      makeRuns("2026-11-18T00:00:00Z", count, 1, (at, index) => ({
        rowsWritten: isEmpty(new Date(at)) ? 0 : 3_000 + 70 * (index % 9),
      }));
    const isOff = (at: Date) => [0, 6].includes(at.getUTCDay());
    const empty = (runs: readonly PastRun[], now: string) =>
      kindsOf({ schedule: "0 * * * *", runs: runs.slice(0, 72) }, now).includes("empty");
    // Saturday 21 November at 03:00: the weekend may always be like that.
    expect(empty(hours(76, isOff), "2026-11-21T03:30:00Z")).toBe(false);
    // At 14:00, after rows until 12:00.
    const isNoon = (at: Date) => at >= new Date("2026-11-21T12:00:00Z");
    expect(empty(hours(87, isNoon), "2026-11-21T14:30:00Z")).toBe(true);
    // Tuesday at 11:00, after a weekend without rows.
    const isTuesday = (at: Date) => isOff(at) || at >= new Date("2026-11-24T10:00:00Z");
    expect(empty(hours(156, isTuesday), "2026-11-24T11:30:00Z")).toBe(true);
  });

  it("waits for the first weekend also where logical dates are a day early", () => {
    const runs = makeDailyRuns("2026-11-08", 6, (index, at) => ({
      rowsWritten: index === 5 ? 57 : 800 + 30 * (index % 4),
      startedAt: new Date(Date.parse(at) + 24 * HOUR_MS),
    }));
    expect(kindsOf({ runs }, "2026-11-14T07:00:00Z")).toEqual([]);
  });

  it("takes the return to a former level as usual", () => {
    for (const back of [1, 8, 15]) {
      const runs = makeDailyRuns("2026-10-01", 40, (index) => ({
        rowsWritten: (index >= 40 - back || index < 40 - back - 21 ? 4_000 : 40_000) + 100 * (index % 5),
      }));
      expect(kindsOf({ runs }, "2026-11-09T07:00:00Z")).toEqual([]);
    }
  });
});

describe("durations", () => {
  const running = (startedAt: string) => makeRun(startedAt, { state: "running", endedAt: null });
  const isLate = (runs: readonly PastRun[], now: string, schedule = "0 6 * * *") =>
    kindsOf({ schedule, runs: [...runs] }, now).includes("late");

  it("knows that there are full and incremental loads", () => {
    const runs = makeDailyRuns("2026-10-26", 28, (index) => ({
      minutes: (index % 2 === 0 ? 5 : 40) * (1 + 0.04 * (index % 5)),
    }));
    const history = [running("2026-11-23T06:00:00Z"), ...runs];
    expect(isLate(history, "2026-11-23T06:50:00Z")).toBe(false);
    expect(isLate(history, "2026-11-23T08:00:00Z")).toBe(true);
  });

  it("does not take three short Saturdays for a level of their own where short runs are usual", () => {
    const runs = makeDailyRuns("2026-11-01", 27, (index, at) => ({
      minutes: (new Date(at).getUTCDay() === 6 || index % 3 === 0 ? 4 : 40) * (1 + 0.03 * (index % 5)),
    }));
    const history = [running("2026-11-28T06:00:00Z"), ...runs];
    expect(isLate(history, "2026-11-28T06:50:00Z")).toBe(false);
  });

  it("waits for the first weekend to be a full load", () => {
    const runs = makeDailyRuns("2026-11-16", 5, () => ({ minutes: 12 }));
    const history = [running("2026-11-21T06:00:00Z"), ...runs];
    expect(isLate(history, "2026-11-21T07:30:00Z")).toBe(false);
    expect(isLate(history, "2026-11-21T10:30:00Z")).toBe(true);
  });

  it("compares hours with the same hours where they differ", () => {
    const runs = makeRuns("2026-11-16T00:00:00Z", 76, 1, (at, index) => ({
      minutes: (new Date(at).getUTCHours() < 9 ? 9 : 25) * (1 + 0.05 * (index % 5)),
    }));
    const history = [running("2026-11-19T04:00:00Z"), ...runs];
    expect(isLate(history, "2026-11-19T04:45:00Z", "0 * * * *")).toBe(true);
    const day = makeRuns("2026-11-16T00:00:00Z", 84, 1, (at, index) => ({
      minutes: (new Date(at).getUTCHours() < 9 ? 9 : 25) * (1 + 0.05 * (index % 5)),
    }));
    expect(isLate([running("2026-11-19T12:00:00Z"), ...day], "2026-11-19T12:35:00Z", "0 * * * *")).toBe(
      false,
    );
  });

  it("tells a queue that is stuck once, and not one that moves", () => {
    const cleared = (startedAt: string | null) =>
      makeRuns("2026-11-19T00:00:00Z", 12, 1, (at) => ({
        state: "queued",
        startedAt: null,
        endedAt: null,
        queuedAt: new Date("2026-11-20T09:50:00Z"),
        ...(startedAt !== null && at === "2026-11-19T00:00:00.000Z"
          ? { state: "running", startedAt: new Date(startedAt) }
          : {}),
      }));
    const before = makeRuns("2026-11-16T00:00:00Z", 72, 1);
    const after = makeRuns("2026-11-19T12:00:00Z", 24, 1, () => ({ minutes: 70 }));
    const lateOf = (runs: readonly PastRun[]) =>
      judge({ schedule: "0 * * * *", runs: [...runs, ...after, ...before] }, "2026-11-20T12:20:00Z").filter(
        ({ kind, because }) => kind === "late" && because.startsWith("Waiting"),
      );
    expect(lateOf(cleared("2026-11-20T12:15:00Z"))).toEqual([]);
    expect(lateOf(cleared(null))).toMatchObject([{ runId: "scheduled__2026-11-19T00:00:00.000Z" }]);
  });
});

describe("deadlines", () => {
  it("are nobody's concern when they passed during a pause", () => {
    const deadline = { time: "08:00", zone: "UTC", calendar: "daily" } as const;
    const resumed = makeRun("2026-11-22T06:00:00Z", {
      state: "running",
      queuedAt: new Date("2026-11-22T20:00:05Z"),
      startedAt: new Date("2026-11-22T20:00:10Z"),
      endedAt: null,
    });
    const runs = [resumed, ...makeDailyRuns("2026-11-02", 20)];
    const now = "2026-11-22T20:03:00Z";
    expect(kindsOf({ deadline, runs, changedAt: new Date("2026-11-22T20:00:00Z") }, now)).toEqual([]);
    expect(kindsOf({ deadline, runs }, now)).toEqual(["late"]);
  });
});

describe("due times", () => {
  it("knows the second run of an interval by its logical date", () => {
    const runs = [
      makeRun("2026-11-14T00:00:00Z", { startedAt: new Date("2026-11-16T00:10:00Z") }),
      makeRun("2026-11-14T00:00:00Z", {
        runId: "first",
        dueAt: null,
        startedAt: new Date("2026-11-14T00:13:00Z"),
      }),
    ];
    expect(kindsOf({ schedule: "2 days, 0:00:00", runs }, "2026-11-16T03:00:00Z")).toEqual([]);
    expect(kindsOf({ schedule: "2 days, 0:00:00", runs }, "2026-11-18T06:00:00Z")).toEqual(["missing"]);
  });

  it("is not made patient by a month that was cleared", () => {
    const cleared = Date.UTC(2026, 10, 20, 9);
    const runs = makeDailyRuns("2026-10-15", 38, (index) =>
      index < 36 ? { startedAt: new Date(cleared + index * 12 * 60_000) } : {},
    );
    expect(kindsOf({ runs }, "2026-11-22T07:30:00Z")).toEqual(["missing"]);
  });

  it("finds a run missing while a backfill runs", () => {
    const backfill = makeRun("2026-11-10T06:00:00Z", {
      runId: "backfill",
      type: "backfill",
      state: "running",
      startedAt: new Date("2026-11-22T05:00:00Z"),
      endedAt: null,
    });
    const runs = [backfill, ...makeDailyRuns("2026-11-02", 20)];
    expect(kindsOf({ runs }, "2026-11-22T07:00:00Z")).toEqual(["missing"]);
  });

  it("waits for the first run of a schedule that has become more frequent", () => {
    const runs = makeRuns("2026-11-20T00:00:00Z", 20, 0.5, () => ({ minutes: 2 }));
    // The last run was at 09:30.
    expect(kindsOf({ schedule: "*/5 * * * *", runs }, "2026-11-20T09:52:00Z")).toEqual([]);
    expect(kindsOf({ schedule: "*/5 * * * *", runs }, "2026-11-20T10:15:00Z")).toEqual(["missing"]);
  });
});
