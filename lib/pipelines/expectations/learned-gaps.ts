import { dayOf, isWeekend, weekdayOf } from "@/lib/pipelines/expectations/calendar-day";
import type { KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import { clamp, isForgotten, type Overdue } from "@/lib/pipelines/expectations/overdue";
import { quantile, robustSpread } from "@/lib/pipelines/expectations/spread";
import { CALENDAR_DAY_MS, HOUR_MS, MINUTE_MS, toWall } from "@/lib/pipelines/expectations/zone-clock";

/** Fewer runs tell nothing about a pipeline that runs at any time of the day. */
const MIN_RUNS = 12;
/** Gaps that start at about the same time of day are compared, within at least this distance. */
const SAME_TIME_MS = 20 * MINUTE_MS;

/** Most gaps differ by less than this factor, or the runs have no regular distance. */
const MAX_REGULAR = 2.5;
/** But they may have regular times of day: then all gaps that begin at one of them differ by less than this factor. */
const MAX_ALIKE = 1.5;

/**
 * Finds whether a pipeline that runs several times a day, without a schedule we can read, has been silent for longer than
 * usual at this time of day and week. Null if not, or if its history does not tell.
 */
export function findLongSilence(known: KnownHistory): Overdue | null {
  const starts = known.runs
    .filter((run) => run.type !== "backfill")
    .flatMap((run) => run.startedAt ?? [])
    .filter((at) => known.changedAt === null || at > known.changedAt)
    .sort((a, b) => a - b);
  const last = starts.at(-1);
  if (last === undefined || starts.length < MIN_RUNS) return null;
  const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? at));
  const sorted = [...gaps].sort((a, b) => a - b);
  const usual = quantile(sorted, 0.5);
  // Pipelines that people start at will have no usual distance.
  if (usual < MINUTE_MS / 2 || usual > 20 * HOUR_MS) return null;
  const alike = gapsLikeThis(known, starts, last, usual);
  const spread = robustSpread(alike);
  const isRegular = quantile(sorted, 0.7) <= MAX_REGULAR * quantile(sorted, 0.2);
  if (!isRegular && !(spread !== null && spread.n >= 4 && spread.max <= MAX_ALIKE * spread.min))
    return findSilentArrivals(known, starts, quantile(sorted, 0.9));
  if (spread === null) return null;
  // One outage among the gaps does not make outages usual.
  const longest = [...alike].sort((a, b) => b - a)[alike.length >= 4 ? 1 : 0] ?? usual;
  const allowed =
    (alike.length < 3 ? 1.5 : 1) * Math.max(longest, usual) +
    3 * spread.sigma +
    clamp(0.5 * usual, 3 * MINUTE_MS, 75 * MINUTE_MS);
  if (known.now - last <= allowed) return null;
  if (reachesUnknownWeekend(known, starts, last, allowed)) return null;
  // The newest gap like it stays the same while the silence lasts; the oldest are forgotten.
  const firstDueAt = last + Math.min(alike[0] ?? usual, longest);
  if (isForgotten(known.now, firstDueAt, last)) return null;
  return {
    firstDueAt,
    count: Math.max(1, Math.floor((known.now - firstDueAt) / usual) + 1),
    rhythm: {
      usualLagMs: null,
      seen: { highMs: longest, runs: alike.length },
      words: null,
    },
    inputs: null,
  };
}

/** Past gaps that began at about the same time of day, in the same part of the week, newest first. */
function gapsLikeThis(known: KnownHistory, starts: readonly number[], last: number, usual: number): number[] {
  const near = Math.max(SAME_TIME_MS, 0.6 * usual);
  const wall = toWall(last, known.zone);
  const isOrdinary = areWeekendsLikeOthers(known, starts, last);
  const alike: number[] = [];
  for (let index = starts.length - 2; index >= 0; index--) {
    const start = starts[index] ?? 0;
    if (last - start < 20 * HOUR_MS) continue;
    const other = toWall(start, known.zone);
    const isSameDay = dayOf(other) === dayOf(toWall(starts[index + 1] ?? start, known.zone));
    if (!isOrdinary && !isComparableDay(dayOf(wall), dayOf(other), isSameDay)) continue;
    if (timeApart(other, wall) <= near) alike.push((starts[index + 1] ?? start) - start);
  }
  return alike;
}

function timeApart(wall: number, other: number): number {
  const apart = (((wall - other) % CALENDAR_DAY_MS) + CALENDAR_DAY_MS) % CALENDAR_DAY_MS;
  return Math.min(apart, CALENDAR_DAY_MS - apart);
}

/** By day all working days are alike; what follows the evening of a Friday is not, and on weekends each day is its own. */
function isComparableDay(day: number, other: number, isSameDay: boolean): boolean {
  if (isSameDay && !isWeekend(day) && !isWeekend(other)) return true;
  return partOfWeek(day) === partOfWeek(other);
}

function partOfWeek(day: number): number {
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 4 ? 1 : weekday;
}

/**
 * Whether the newest weekend of which the history has at least half a day was like the day before it, so that a pipeline
 * that rests on weekends, in whatever zone, would have rested.
 */
function areWeekendsLikeOthers(known: KnownHistory, starts: readonly number[], last: number): boolean {
  const wall = toWall(last, known.zone);
  const today = dayOf(wall);
  for (let back = 0; back < 7; back++) {
    if (weekdayOf(today - back) !== 6) continue;
    const saturday = last - (wall - (today - back) * CALENDAR_DAY_MS);
    const until = Math.min(last + 1, saturday + 2 * CALENDAR_DAY_MS);
    if (until - saturday < CALENDAR_DAY_MS / 2) continue;
    if ((starts[0] ?? last) > saturday - CALENDAR_DAY_MS + 2 * HOUR_MS) return false;
    const during = countBetween(starts, saturday, until);
    const before = countBetween(starts, saturday - CALENDAR_DAY_MS, saturday);
    return during >= 3 && during / (until - saturday) >= (0.8 * before) / CALENDAR_DAY_MS;
  }
  return false;
}

function countBetween(sorted: readonly number[], from: number, to: number): number {
  return sorted.filter((at) => at >= from && at < to).length;
}

/** Whether a run became overdue on or after a weekend, and the history has none to compare. */
function reachesUnknownWeekend(
  known: KnownHistory,
  starts: readonly number[],
  last: number,
  allowedMs: number,
): boolean {
  if (last - (starts[0] ?? last) >= 6 * CALENDAR_DAY_MS) return false;
  if (areWeekendsLikeOthers(known, starts, last)) return false;
  const from = dayOf(toWall(last, known.zone));
  const overdueOn = dayOf(toWall(last + allowedMs, known.zone));
  return isWeekend(overdueOn) || overdueOn - from >= 5 || weekdayOf(overdueOn) < weekdayOf(from);
}

/** Days with the same hours that must have had runs, and how many runs they had on average and at least. */
const MIN_DAYS = 2;
const MIN_ARRIVALS = 9;
const FEWEST_ARRIVALS = 5;

/**
 * The same for runs at irregular distances, such as those of files that arrive: overdue when, in the same hours of other
 * days, at least nine came on average and never fewer than five. If they come independently of each other, none comes by
 * accident once in eight thousand times.
 */
function findSilentArrivals(known: KnownHistory, starts: readonly number[], longMs: number): Overdue | null {
  const last = starts.at(-1) ?? known.now;
  const until = Math.min(known.now, last + CALENDAR_DAY_MS);
  if (until - last <= longMs || isForgotten(known.now, last, last)) return null;
  const counts: number[] = [];
  for (let before = CALENDAR_DAY_MS; last - before >= (starts[0] ?? last); before += CALENDAR_DAY_MS) {
    const isComparable = [last, until].every((at) =>
      isComparableDay(dayOf(toWall(at, known.zone)), dayOf(toWall(at - before, known.zone)), true),
    );
    if (isComparable) counts.push(countBetween(starts, last - before, until - before));
  }
  const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const fewest = Math.min(...counts);
  if (counts.length < MIN_DAYS || average < MIN_ARRIVALS || fewest < FEWEST_ARRIVALS) return null;
  return {
    firstDueAt: last,
    count: Math.round(average),
    rhythm: { usualLagMs: null, seen: null, words: null },
    inputs: null,
    sameHours: { until, days: counts.length, fewest, most: Math.max(...counts) },
  };
}
