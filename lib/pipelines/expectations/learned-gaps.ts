import { dayOf, isWeekend, weekdayOf } from "@/lib/pipelines/expectations/calendar-day";
import type { KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import { clamp, isForgotten, type Overdue } from "@/lib/pipelines/expectations/overdue";
import { quantile, robustSpread } from "@/lib/pipelines/expectations/spread";
import { CALENDAR_DAY_MS, HOUR_MS, MINUTE_MS, toWall } from "@/lib/pipelines/expectations/zone-clock";

/** Fewer runs tell nothing about a pipeline that runs at any time of the day. */
const MIN_RUNS = 12;
/** Gaps that start at about the same time of day are compared, within at least this distance. */
const SAME_TIME_MS = 20 * MINUTE_MS;

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
  // Bursts and pipelines that people start at will have no usual distance.
  if (usual < MINUTE_MS / 2 || usual > 20 * HOUR_MS) return null;
  if (quantile(sorted, 0.7) > 4 * quantile(sorted, 0.2)) return null;
  const alike = gapsLikeThis(known, starts, last, usual);
  if (alike.length === 0) return null;
  const spread = robustSpread(alike);
  // One outage among the gaps does not make outages usual.
  const longest = [...alike].sort((a, b) => b - a)[alike.length >= 4 ? 1 : 0] ?? usual;
  if (spread === null) return null;
  const allowed =
    (alike.length < 3 ? 1.5 : 1) * Math.max(longest, usual) +
    3 * spread.sigma +
    clamp(0.5 * usual, 3 * MINUTE_MS, 75 * MINUTE_MS);
  if (known.now - last <= allowed) return null;
  if (reachesUnknownWeekend(known, starts, last, allowed)) return null;
  const firstDueAt = last + spread.median;
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

const FRIDAY = 5;

/** Past gaps that began at about the same time of day, in the same part of the week. */
function gapsLikeThis(known: KnownHistory, starts: readonly number[], last: number, usual: number): number[] {
  const near = Math.max(SAME_TIME_MS, 0.6 * usual);
  const wall = toWall(last, known.zone);
  const part = partOfWeek(dayOf(wall));
  const isOrdinary = isWeekend(dayOf(wall)) && isWeekendLikeOthers(known, starts, last);
  const alike: number[] = [];
  for (let index = 0; index + 1 < starts.length; index++) {
    const start = starts[index] ?? 0;
    if (last - start < 20 * HOUR_MS) break;
    const other = toWall(start, known.zone);
    // By day a Friday is like any working day; what follows its evening is not.
    const isSameDay = dayOf(other) === dayOf(toWall(starts[index + 1] ?? start, known.zone));
    const isComparable =
      isOrdinary ||
      (isSameDay && part === FRIDAY ? !isWeekend(dayOf(other)) : partOfWeek(dayOf(other)) === part);
    if (!isComparable) continue;
    const apart = Math.abs((((other - wall) % CALENDAR_DAY_MS) + CALENDAR_DAY_MS) % CALENDAR_DAY_MS);
    if (Math.min(apart, CALENDAR_DAY_MS - apart) <= near) alike.push((starts[index + 1] ?? start) - start);
  }
  return alike;
}

/**
 * Whether a weekend that the history sees for the first time has been like other days for at least half a day, so that a
 * pipeline that rests on weekends, in whatever zone, would have stopped before.
 */
function isWeekendLikeOthers(known: KnownHistory, starts: readonly number[], last: number): boolean {
  const wall = toWall(last, known.zone);
  let saturday = dayOf(wall);
  if (weekdayOf(saturday) === 0) saturday--;
  const sinceMs = wall - saturday * CALENDAR_DAY_MS;
  if (sinceMs < CALENDAR_DAY_MS / 2) return false;
  const during = starts.filter((at) => at > last - sinceMs).length;
  const before = starts.filter((at) => at <= last - sinceMs && at > last - sinceMs - CALENDAR_DAY_MS).length;
  return during >= 6 && during / sinceMs >= (0.8 * before) / CALENDAR_DAY_MS;
}

/** Monday to Thursday are alike; before and on weekends each day is its own. */
function partOfWeek(day: number): number {
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 4 ? 1 : weekday;
}

/** Whether a run became overdue on or after a weekend, and the history has none to compare. */
function reachesUnknownWeekend(
  known: KnownHistory,
  starts: readonly number[],
  last: number,
  allowedMs: number,
): boolean {
  if (last - (starts[0] ?? last) >= 6 * CALENDAR_DAY_MS) return false;
  const from = dayOf(toWall(last, known.zone));
  if (isWeekend(from) && isWeekendLikeOthers(known, starts, last)) return false;
  const overdueOn = dayOf(toWall(last + allowedMs, known.zone));
  return isWeekend(overdueOn) || overdueOn - from >= 5 || weekdayOf(overdueOn) < weekdayOf(from);
}
