import { isOpen, type KnownHistory, type JudgedRun } from "@/lib/pipelines/expectations/known-runs";
import { CALENDAR_DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/pipelines/expectations/zone-clock";
import { robustSpread } from "@/lib/pipelines/expectations/spread";

/** Due times of a pipeline, whatever they are known from. All times are epoch milliseconds. */
export interface Rhythm {
  next(after: number): number | null;
  previous(at: number): number | null;
  /** How long after a due time a run may start. */
  toleranceMs: number;
  /** Usual time from due time to start; null if too few runs tell. */
  usualLagMs: number | null;
  /** The largest usual lag and the number of runs that tell it; null as above. */
  seen: { highMs: number; runs: number } | null;
  /** The due times in words, after "usually runs"; null if the schedule says them. */
  words: string | null;
}

/** Runs that have not started though they were due. */
export interface Overdue {
  firstDueAt: number;
  count: number;
  rhythm: Pick<Rhythm, "usualLagMs" | "seen" | "words">;
  /** Why no run is expected to have told of itself; null unless inputs were updated. */
  inputs: string | null;
  /** Runs in the same hours of other days, if that is what shows it; `firstDueAt` is the newest run then. */
  sameHours?: { until: number; days: number; fewest: number; most: number };
}

/** A trouble this old has been told, and the pipeline has probably ended. */
const FORGOTTEN_MS = 14 * CALENDAR_DAY_MS;
/** Above this number, missed due times are estimated. */
const MAX_COUNTED = 200;
/** Runs needed to know how late they usually start. */
const MIN_LAGS = 4;

/** The due times without a run, after the newest run that covers one; null if nothing is overdue. */
export function findOverdue(known: KnownHistory, rhythm: Rhythm, coveredUntil: number): Overdue | null {
  let covered = Math.max(coveredUntil, known.changedAt ?? Number.NEGATIVE_INFINITY);
  let firstDueAt = rhythm.next(covered);
  for (const run of known.runs.toReversed()) {
    if (firstDueAt === null) return null;
    if (run.type !== "manual" || run.startedAt === null || run.startedAt < firstDueAt) continue;
    // A person ran it for an older date.
    if (run.dueAt !== null && run.dueAt < firstDueAt - MINUTE_MS) continue;
    if (isOpen(run)) return null;
    if (run.state !== "succeeded") continue;
    covered = Math.max(covered, run.startedAt);
    firstDueAt = rhythm.next(covered);
  }
  if (firstDueAt === null || known.now <= firstDueAt + rhythm.toleranceMs) return null;
  if (isCatchingUp(known, rhythm, firstDueAt)) return null;
  if (isForgotten(known.now, firstDueAt, covered)) return null;
  return { firstDueAt, count: countDue(rhythm, firstDueAt, known.now), rhythm, inputs: null };
}

/** Whether runs for earlier due times are being made up for, so that the missed ones will be too. */
function isCatchingUp(known: KnownHistory, rhythm: Rhythm, firstDueAt: number): boolean {
  // Not just any run: one that was cleared may be for a date long past.
  const newest = known.regular.find((run) => run.startedAt !== null);
  if (newest?.startedAt == null || newest.startedAt < firstDueAt) return false;
  if (isOpen(newest)) return true;
  const following = rhythm.next(firstDueAt);
  const intervalMs = following === null ? HOUR_MS : Math.min(following - firstDueAt, HOUR_MS);
  return known.now <= Math.max(newest.startedAt, newest.endedAt ?? 0) + rhythm.toleranceMs + intervalMs;
}

/** Whether a run in progress explains that the next has not started. Orchestrators limit backfills on their own. */
export function isHeldUp(known: KnownHistory): boolean {
  return (
    !known.isParallel &&
    known.runs.some((run) => isOpen(run) && run.startedAt !== null && run.type !== "backfill")
  );
}

/** Whether a run has been missing for so long that the pipeline has probably ended. */
export function isForgotten(now: number, firstDueAt: number, lastRunAt: number): boolean {
  return now - firstDueAt > Math.max(FORGOTTEN_MS, Math.min(firstDueAt - lastRunAt, 100 * CALENDAR_DAY_MS));
}

/** How long after its due time a run may start, given how late others started. */
export function toleranceOf(
  lags: readonly number[],
  intervalMs: number,
): Pick<Rhythm, "toleranceMs" | "usualLagMs" | "seen"> {
  const floorMs =
    intervalMs < HOUR_MS
      ? clamp(1.5 * intervalMs, 3 * MINUTE_MS, 15 * MINUTE_MS)
      : clamp(0.1 * intervalMs, 5 * MINUTE_MS, 10 * MINUTE_MS);
  // Runs that caught up after an outage tell nothing about ordinary days.
  const timely = lags.filter((lag) => lag <= intervalMs);
  const spread = robustSpread(timely.length * 2 >= lags.length ? timely : lags);
  if (spread === null || spread.n < MIN_LAGS)
    return {
      toleranceMs: floorMs + Math.min(intervalMs / 2, HOUR_MS),
      usualLagMs: null,
      seen: null,
    };
  const logs = robustSpread(
    (timely.length * 2 >= lags.length ? timely : lags).map((lag) => Math.log(lag + 1000)),
  );
  // Lateness has a long tail, which few runs show.
  const tailMs = logs === null ? 0 : Math.exp(logs.median + 2 * logs.sigma);
  // One extreme among many is an accident; what it is not far above is the tail.
  const high = spread.max <= 3 * spread.high ? spread.max : spread.high;
  const highMs = high + (spread.n < 8 ? 3 : 1) * spread.sigma;
  return {
    toleranceMs: Math.max(highMs, Math.min(tailMs, intervalMs / 8)) + floorMs,
    usualLagMs: spread.median,
    seen: { highMs: spread.high, runs: spread.n },
  };
}

/** The newest due time that a run accounts for, given when each run was due; null without runs. */
export function coveredBy(
  known: KnownHistory,
  dueOf: (run: JudgedRun) => number | null,
  skewMs: number,
): number | null {
  let covered: number | null = null;
  const cover = (at: number | null) => {
    if (at !== null && (covered === null || at > covered)) covered = at;
  };
  for (const run of known.regular) {
    const due = dueOf(run);
    cover(due ?? (run.startedAt === null ? null : run.startedAt + skewMs));
  }
  // A backfill accounts for the date it is for, never for the day on which it runs.
  for (const run of known.runs) if (run.type === "backfill") cover(dueOf(run));
  return covered;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function countDue(rhythm: Rhythm, first: number, now: number): number {
  let count = 0;
  let due: number | null = first;
  let last = first;
  while (due !== null && due <= now && count < MAX_COUNTED) {
    count++;
    last = due;
    due = rhythm.next(due);
  }
  if (count < MAX_COUNTED || last === first) return count;
  return Math.round(((now - first) / (last - first)) * (count - 1)) + 1;
}
