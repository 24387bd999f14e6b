import { describe, expect, it } from "vitest";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import type { RunHistory } from "@/lib/pipelines/expectations/run-history";
import { makeDailyRuns, makeHistory, makeRun } from "@/lib/pipelines/expectations/testing/make-history";

/** Each case reproduces a bug in an orchestrator's own deadline or freshness alerts. */

const RUNS = makeDailyRuns("2026-11-02", 20);
const DEADLINE = { time: "07:00", zone: "UTC", calendar: "daily" } as const;
const judge = (changes: Partial<RunHistory>, now: string) =>
  judgeRuns(makeHistory({ deadline: DEADLINE, runs: RUNS, ...changes }), new Date(now));
const running = makeRun("2026-11-22T06:00:00Z", {
  startedAt: new Date("2026-11-22T06:52:00Z"),
  state: "running",
  endedAt: null,
});

describe("deadlines", () => {
  it("tells before it is missed, with the time left", () => {
    expect(judge({ runs: [running, ...RUNS] }, "2026-11-22T06:53:00Z")).toMatchObject([
      {
        kind: "late",
        runId: running.runId,
        deadlineAt: new Date("2026-11-22T07:00:00Z"),
        because:
          "Running for 60 s; it usually takes 11 to 12 min (20 runs); the deadline is Sun 22 Nov 07:00 (UTC), in 7 min, and it would take until about Sun 22 Nov 07:03 (UTC)",
      },
    ]);
  });

  it("says nothing if the run will be done in time", () => {
    const timely = { ...running, startedAt: new Date("2026-11-22T06:01:00Z") };
    expect(judge({ runs: [timely, ...RUNS] }, "2026-11-22T06:10:00Z")).toEqual([]);
    expect(judge({}, "2026-11-22T05:59:00Z")).toEqual([]);
  });

  it("is told with the run that did not start", () => {
    expect(judge({}, "2026-11-22T07:30:00Z")).toMatchObject([
      { kind: "missing", at: new Date("2026-11-22T06:00:00Z"), deadlineAt: new Date("2026-11-22T07:00:00Z") },
    ]);
  });

  // apache/airflow#68732: its own alerts never fire after an edit of the DAG.
  it("survives an edit of the definition", () => {
    const changedAt = new Date("2026-11-22T06:30:00Z");
    expect(judge({ changedAt, runs: [running, ...RUNS] }, "2026-11-22T07:05:00Z")).toMatchObject([
      { kind: "late", runId: running.runId },
    ]);
    expect(judge({ changedAt }, "2026-11-22T07:05:00Z")).toMatchObject([
      { kind: "missing", runId: null, deadlineAt: new Date("2026-11-22T07:00:00Z") },
    ]);
  });

  // apache/airflow#60927
  it("does not fire after a failed run, which is an incident of its own", () => {
    const failed = makeRun("2026-11-22T06:00:00Z", { state: "failed" });
    for (const now of ["2026-11-22T06:30:00Z", "2026-11-22T07:30:00Z", "2026-11-22T20:00:00Z"])
      expect(judge({ runs: [failed, ...RUNS] }, now)).toEqual([]);
  });

  // apache/airflow#72518
  it("works without logical dates and schedule", () => {
    const undated = RUNS.map((run) => ({ ...run, dueAt: null, type: "asset" as const }));
    expect(judge({ schedule: null, runs: undated }, "2026-11-21T12:00:00Z")).toEqual([]);
    expect(judge({ schedule: null, runs: undated }, "2026-11-22T07:01:00Z")).toMatchObject([
      { kind: "missing", deadlineAt: new Date("2026-11-22T07:00:00Z") },
    ]);
    const started = { ...running, dueAt: null, type: "asset" as const };
    expect(judge({ schedule: null, runs: [started, ...undated] }, "2026-11-22T06:55:00Z")).toMatchObject([
      { kind: "late", deadlineAt: new Date("2026-11-22T07:00:00Z") },
    ]);
  });

  // dagster-io/dagster, discussion 34023: freshness turns green when an old partition is backfilled.
  it("is not met by a backfill of an old date", () => {
    const backfill = makeRun("2026-11-22T06:20:00Z", {
      type: "backfill",
      dueAt: new Date("2026-11-03T06:00:00Z"),
    });
    expect(judge({ runs: [backfill, ...RUNS] }, "2026-11-22T07:30:00Z")).toMatchObject([{ kind: "missing" }]);
  });

  // dbt-labs/dbt-core#10963: freshness knows no calendar.
  it("does not apply on days without a run", () => {
    const weekdays = makeDailyRuns("2026-11-02", 19, (_, at) =>
      [0, 6].includes(new Date(at).getUTCDay()) ? null : {},
    );
    for (const schedule of ["0 6 * * 1-5", null])
      expect(judge({ schedule, runs: weekdays }, "2026-11-22T09:00:00Z")).toEqual([]);
  });

  it.each([
    ["weekdays", "2026-11-22T07:30:00Z", 0],
    ["weekdays", "2026-11-23T07:30:00Z", 1],
    ["month_end", "2026-11-22T07:30:00Z", 0],
    ["month_end", "2026-11-30T07:30:00Z", 1],
    ["month_start", "2026-12-01T07:30:00Z", 1],
  ] as const)("applies on the days of its calendar: %s at %s", (calendar, now, findings) => {
    const deadline = { ...DEADLINE, calendar };
    // Irregular, so that nothing but the deadline is expected of it.
    const runs = makeDailyRuns("2026-10-20", 32, (index) => (index < 31 && index % 4 !== 0 ? null : {}));
    const told = judge({ deadline, schedule: "rare", runs }, now);
    expect(told.filter(({ deadlineAt }) => deadlineAt !== null)).toHaveLength(findings);
  });

  it("stays one finding while a pipeline is down", () => {
    const first = judge({ schedule: "unreadable" }, "2026-11-22T07:01:00Z");
    const later = judge({ schedule: "unreadable" }, "2026-11-24T08:00:00Z");
    expect(first).toMatchObject([{ kind: "missing" }]);
    expect(later).toMatchObject([{ kind: "missing", deadlineAt: new Date("2026-11-24T07:00:00Z") }]);
  });

  it("follows its own time zone through a change of the clocks", () => {
    const deadline = { ...DEADLINE, time: "08:00", zone: "Europe/Berlin" };
    expect(judge({ deadline }, "2026-11-22T07:20:00Z")).toMatchObject([
      { deadlineAt: new Date("2026-11-22T07:00:00Z") },
    ]);
  });
});
