import type { KnownHistory, JudgedRun } from "@/lib/pipelines/expectations/known-runs";
import { clamp, coveredBy, toleranceOf, type Rhythm } from "@/lib/pipelines/expectations/overdue";
import { nextDue, previousDue, type Schedule } from "@/lib/pipelines/expectations/schedule";
import { median } from "@/lib/pipelines/expectations/spread";
import { CALENDAR_DAY_MS, MINUTE_MS } from "@/lib/pipelines/expectations/zone-clock";

interface ScheduledRhythm {
  rhythm: Rhythm;
  /** Newest due time that a run accounts for. */
  coveredUntil: number;
  /** When a run was due; null if nobody says. */
  dueOf(run: JudgedRun): number | null;
}

/** Runs whose lag is computed from the schedule because nobody says when they were due. */
const MAX_COMPUTED_LAGS = 12;

/** The rhythm that a schedule prescribes, with the lateness of past runs; null without a schedule or a run. */
export function scheduledRhythm(known: KnownHistory): ScheduledRhythm | null {
  if (known.schedule.kind === "times") return rhythmOfTimes(known, known.schedule);
  if (known.schedule.kind === "interval") return rhythmOfInterval(known, known.schedule.everyMs);
  return null;
}

function rhythmOfTimes(known: KnownHistory, schedule: Schedule & { kind: "times" }): ScheduledRhythm | null {
  const next = (after: number) => nextDue(schedule, after);
  const newest = known.regular.find((run) => run.dueAt !== null || run.startedAt !== null);
  if (newest === undefined) return null;
  const dueOf = isDueOneTickEarly(known, next)
    ? (run: JudgedRun) => (run.dueAt === null ? null : next(run.dueAt))
    : (run: JudgedRun) => run.dueAt;
  const anchor = dueOf(newest) ?? newest.startedAt ?? known.now;
  const intervalMs = intervalAround(next, anchor);
  const skewMs = clamp(intervalMs / 10, MINUTE_MS / 2, 5 * MINUTE_MS);
  const coveredUntil = coveredBy(known, dueOf, skewMs);
  if (coveredUntil === null) return null;
  const tolerance = toleranceOf(lagsOf(known, schedule, dueOf, skewMs), intervalMs);
  // The schedule was probably edited: without a run by the new one, only a long silence means anything, unless the
  // orchestrator itself says that a run is due.
  if (known.nextRunAt === null && !followsSchedule(known, dueOf, next))
    tolerance.toleranceMs = Math.max(tolerance.toleranceMs, intervalMs, usualGap(known, dueOf));
  return {
    coveredUntil,
    dueOf,
    rhythm: { ...tolerance, next, previous: (at) => previousDue(schedule, at), words: null },
  };
}

function rhythmOfInterval(known: KnownHistory, everyMs: number): ScheduledRhythm | null {
  const usesDue = known.regular.some((run) => run.dueAt !== null);
  const isEarly = isDueOneTickEarly(known, (after) => after + everyMs);
  const dueOf = (run: JudgedRun) => (run.dueAt === null || !isEarly ? run.dueAt : run.dueAt + everyMs);
  // The first run may have no due time, and those of others may be the starts of their data intervals.
  const times = known.regular.flatMap((run) => dueOf(run) ?? run.startedAt ?? []);
  if (times.length === 0) return null;
  const anchor = Math.max(...times);
  const lags = known.regular.flatMap((run) => {
    const dueAt = dueOf(run);
    return dueAt === null || run.startedAt === null || run.isRepeated
      ? []
      : [Math.max(0, run.startedAt - dueAt)];
  });
  // Without due times, each run is due one interval after the one before it.
  const starts = known.regular.flatMap((run) => run.startedAt ?? []);
  const drifts = starts
    .slice(0, -1)
    .map((start, index) => Math.max(0, start - (starts[index + 1] ?? start) - everyMs));
  const tolerance = toleranceOf(usesDue ? lags : drifts, everyMs);
  return {
    coveredUntil: anchor,
    dueOf,
    rhythm: {
      ...tolerance,
      next: (after) => anchor + (Math.floor((after - anchor) / everyMs) + 1) * everyMs,
      previous: (at) => anchor + Math.floor((at - anchor) / everyMs) * everyMs,
      words: null,
    },
  };
}

/** The distance of due times near an instant, the smaller one where they differ. */
function intervalAround(next: (after: number) => number | null, at: number): number {
  const first = next(at - 1);
  const second = first === null ? null : next(first);
  const third = second === null ? null : next(second);
  if (first === null || second === null) return CALENDAR_DAY_MS;
  return third === null ? second - first : Math.min(second - first, third - second);
}

/**
 * Whether the due times given are the starts of data intervals, at whose end the runs start. Then every run starts one due
 * time after its own.
 */
function isDueOneTickEarly(known: KnownHistory, next: (after: number) => number | null): boolean {
  const runs = known.regular.filter((run) => run.dueAt !== null && run.startedAt !== null).slice(0, 8);
  if (runs.length === 0) return false;
  return runs.every(({ dueAt, startedAt }) => {
    if (dueAt === null || startedAt === null || startedAt - dueAt < MINUTE_MS) return false;
    const following = next(dueAt);
    return following !== null && startedAt >= following - MINUTE_MS;
  });
}

/** Runs that tell whether the pipeline has begun to run more often. */
const FOLLOWING = 4;

/** Whether one of the newest runs was due when the schedule says, and not all of them left out due times between them. */
function followsSchedule(
  known: KnownHistory,
  dueOf: (run: JudgedRun) => number | null,
  next: (after: number) => number | null,
): boolean {
  const due = known.regular.slice(0, FOLLOWING).flatMap((run) => dueOf(run) ?? []);
  const isOnTime = (at: number) => (next(at - 1000) ?? 0) <= at + 1000;
  if (due.length > 0 && !due.slice(0, 2).some(isOnTime)) return false;
  const pairs = due.slice(1).map((at, index) => (next(at) ?? at) < (due[index] ?? at) - 1000);
  return pairs.length < FOLLOWING - 1 || pairs.includes(false);
}

/** The usual distance of due times, which an edited schedule may have changed. */
function usualGap(known: KnownHistory, dueOf: (run: JudgedRun) => number | null): number {
  const due = known.regular.slice(0, 10).flatMap((run) => dueOf(run) ?? []);
  const gap = median(due.slice(1).map((at, index) => (due[index] ?? at) - at));
  return Number.isNaN(gap) ? 0 : gap;
}

function lagsOf(
  known: KnownHistory,
  schedule: Schedule & { kind: "times" },
  dueOf: (run: JudgedRun) => number | null,
  skewMs: number,
): number[] {
  const lags: number[] = [];
  let computed = 0;
  for (const run of known.regular) {
    if (run.startedAt === null || run.isRepeated) continue;
    let due = dueOf(run);
    if (due === null && computed < MAX_COMPUTED_LAGS) {
      computed++;
      due = previousDue(schedule, run.startedAt + skewMs);
    }
    if (due !== null) lags.push(Math.max(0, run.startedAt - due));
  }
  return lags;
}
