import {
  dateFieldsOf,
  dayOf,
  isLastWorkingDay,
  isWeekend,
  weekdayOf,
  workingDayOfMonth,
} from "@/lib/pipelines/expectations/calendar-day";
import { spreadOf } from "@/lib/pipelines/expectations/spread";
import { DAY_MS, HOUR_MS } from "@/lib/pipelines/expectations/zone-clock";

/** A value of a past run. */
export interface Sample {
  /** Wall time of the run. */
  wall: number;
  /** A logarithm, or 0 and 1. */
  value: number;
}

interface Comparable {
  /** The values that runs at this time usually have, in the order of the samples. */
  values: number[];
  /** What the samples have never seen of this time; null if they have. */
  unseen: "weekend" | "hour" | "month edge" | null;
}

/** Two kinds of days differ if their values do by at least this factor (as a logarithm). */
const MIN_APART = Math.log(1.3);
/** Hours of the day count for pipelines that run in at least this many of them. */
const MIN_HOURS = 4;

type KindOfTime = (wall: number) => string | null;

/**
 * The past values that a run at a wall time can be compared with. If runs on that weekday, at that hour or at that edge of
 * the month clearly differ from others, only those count; else all but those of times that differ.
 */
export function comparableTo(
  wall: number,
  samples: readonly Sample[],
  holidays: ReadonlySet<number>,
): Comparable {
  const isIntraday = new Set(samples.map((sample) => hourOf(sample.wall))).size >= MIN_HOURS;
  const kinds = isIntraday ? [hourKind, ...dayKinds(holidays)] : dayKinds(holidays);
  const unseen = unseenOf(wall, samples, isIntraday, holidays);
  let left = samples;
  for (const kindOf of kinds) {
    const groups = groupBy(left, kindOf);
    const own = kindOf(wall);
    for (const [kind, members] of groups) {
      if (members.length < 2) continue;
      const others = left.filter((sample) => kindOf(sample.wall) !== kind);
      if (!isApart(members, others)) continue;
      if (kind === own) return { values: members.map(({ value }) => value), unseen: null };
      left = others;
    }
  }
  return { values: left.map(({ value }) => value), unseen };
}

function isApart(members: readonly Sample[], others: readonly Sample[]): boolean {
  const rest = spreadOf(others.map(({ value }) => value));
  if (rest === null || rest.n < 3) return false;
  const apart = Math.max(MIN_APART, 2 * rest.sigma);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { value } of members) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min > rest.median + apart || max < rest.median - apart;
}

function unseenOf(
  wall: number,
  samples: readonly Sample[],
  isIntraday: boolean,
  holidays: ReadonlySet<number>,
): Comparable["unseen"] {
  const day = dayOf(wall);
  if (isWeekend(day) && !samples.some((sample) => isWeekend(dayOf(sample.wall)))) return "weekend";
  if (isIntraday) {
    const isSeen = samples.some((sample) => {
      const apart = Math.abs(wall - sample.wall) % DAY_MS;
      return dayOf(sample.wall) !== day && Math.min(apart, DAY_MS - apart) <= HOUR_MS;
    });
    if (!isSeen) return "hour";
  }
  const edge = monthEdge(holidays)(wall);
  if (edge !== null && !samples.some((sample) => monthEdge(holidays)(sample.wall) === edge))
    return "month edge";
  return null;
}

function dayKinds(holidays: ReadonlySet<number>): KindOfTime[] {
  return [monthEdge(holidays), (wall) => String(weekdayOf(dayOf(wall))), weekendKind];
}

const monthEdge =
  (holidays: ReadonlySet<number>): KindOfTime =>
  (wall) => {
    const day = dayOf(wall);
    const { dayOfMonth, daysInMonth } = dateFieldsOf(day);
    if (dayOfMonth > 4 && dayOfMonth < daysInMonth - 3) return null;
    if (dayOfMonth === 1 || workingDayOfMonth(day, holidays) === 1) return "start";
    return dayOfMonth === daysInMonth || isLastWorkingDay(day, holidays) ? "end" : null;
  };

const weekendKind: KindOfTime = (wall) => (isWeekend(dayOf(wall)) ? "weekend" : null);

const hourKind: KindOfTime = (wall) => String(hourOf(wall));

function hourOf(wall: number): number {
  return Math.floor((wall % DAY_MS) / HOUR_MS);
}

function groupBy(samples: readonly Sample[], kindOf: KindOfTime): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const kind = kindOf(sample.wall);
    if (kind === null) continue;
    const group = groups.get(kind);
    if (group) group.push(sample);
    else groups.set(kind, [sample]);
  }
  return groups;
}
