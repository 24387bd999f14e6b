import { dayOf } from "@/lib/pipelines/expectations/calendar-day";
import { learnDayPattern } from "@/lib/pipelines/expectations/day-pattern";
import type { KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import { clamp, type Rhythm } from "@/lib/pipelines/expectations/overdue";
import { robustSpread } from "@/lib/pipelines/expectations/spread";
import {
  CALENDAR_DAY_MS,
  fromWall,
  HOUR_MS,
  MINUTE_MS,
  toWall,
} from "@/lib/pipelines/expectations/zone-clock";

interface LearnedRhythm {
  rhythm: Rhythm;
  coveredUntil: number;
}

/** How far ahead a due day is looked for. */
const MAX_DAYS_AHEAD = 370;
/** Pipelines that start at all hours have no daily rhythm. */
const MAX_SIGMA_MS = 3 * HOUR_MS;

/**
 * Learns on which days and at what time a pipeline starts that has no schedule we can read. Null if it has run too rarely,
 * runs more than once a day, or has no rhythm.
 */
export function learnDailyRhythm(known: KnownHistory): LearnedRhythm | null {
  const starts = known.regular
    .flatMap((run) => run.startedAt ?? [])
    // Whoever changes a schedule or a pause changes the rhythm: what was before tells nothing.
    .filter((at) => known.changedAt === null || at > known.changedAt)
    .map((at) => toWall(at, known.zone))
    .sort((a, b) => a - b);
  if (starts.length < 3) return null;
  // Days are cut where the pipeline does not run, so that runs around midnight fall into one day.
  const cut = meanTimeOfDay(starts) - CALENDAR_DAY_MS / 2;
  const times = new Map<number, number>();
  for (const start of starts) {
    const day = dayOf(start - cut);
    if (!times.has(day)) times.set(day, start - day * CALENDAR_DAY_MS);
  }
  if (starts.length > 1.2 * times.size) return null;
  const spread = robustSpread([...times.values()]);
  if (spread === null || spread.sigma > MAX_SIGMA_MS) return null;
  const time = spread.median;
  // Patterns are about the date on which it starts, not about where the day was cut.
  const shift = Math.floor(time / CALENDAR_DAY_MS);
  const days = [...times.keys()].map((day) => day + shift);
  const pattern = learnDayPattern(days, known.holidays);
  if (pattern === null) return null;
  const dueOn = (day: number) => fromWall((day - shift) * CALENDAR_DAY_MS + time, known.zone)[0] ?? 0;
  const dayAt = (at: number) => dayOf(toWall(at, known.zone) - time) + shift;
  const lags = [...times.values()].map((at) => Math.max(0, at - time));
  const highMs = robustSpread(lags)?.high ?? 0;
  const find = (from: number, step: 1 | -1) => {
    for (let ahead = 0; ahead < MAX_DAYS_AHEAD; ahead++)
      if (pattern.isDue(from + step * ahead)) return dueOn(from + step * ahead);
    return null;
  };
  return {
    // The whole day is covered by a run that started early.
    coveredUntil: dueOn(days.at(-1) ?? 0),
    rhythm: {
      next: (after) => find(dayAt(after) + 1, 1),
      previous: (at) => find(dayAt(at), -1),
      toleranceMs:
        highMs +
        3 * spread.sigma +
        clamp(0.05 * pattern.everyDays * CALENDAR_DAY_MS, 75 * MINUTE_MS, 12 * HOUR_MS),
      usualLagMs: 0,
      seen: { highMs, runs: starts.length },
      words: pattern.words,
    },
  };
}

/** Circular mean of the times of day, in milliseconds after midnight. */
function meanTimeOfDay(walls: readonly number[]): number {
  let x = 0;
  let y = 0;
  for (const wall of walls) {
    const angle = ((wall % CALENDAR_DAY_MS) / CALENDAR_DAY_MS) * 2 * Math.PI;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  return (Math.atan2(y, x) / (2 * Math.PI)) * CALENDAR_DAY_MS;
}
