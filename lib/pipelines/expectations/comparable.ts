import {
  dateFieldsOf,
  dayOf,
  isLastWorkingDay,
  isWeekend,
  weekdayOf,
  workingDayOfMonth,
} from "@/lib/pipelines/expectations/calendar-day";
import { quantile, robustSpread } from "@/lib/pipelines/expectations/spread";
import { CALENDAR_DAY_MS, HOUR_MS } from "@/lib/pipelines/expectations/zone-clock";

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
  /** The positions of those values among the samples. */
  positions: number[];
  /** The values of runs on the same weekday, edge of the month or time of day, whether or not they differ from others. */
  alike: number[];
  /** The values of earlier runs on the same day. */
  sameDay: number[];
  /** What the samples have never seen of this time; null if they have. */
  unseen: "weekend" | "weekday" | "hour" | "month edge" | null;
}

/** Usual runs on the same day of a weekend that show how it is, where the history has no other. */
export const MIN_SAME_DAY = 3;
/** Two kinds of days differ if their values do by at least this factor (as a logarithm). */
const MIN_APART = Math.log(1.3);
/** How probable it may be that any group of a kind lies apart by accident. */
const MAX_ACCIDENT = 0.1;
/** Hours of the day count for pipelines that run in at least this many of them. */
const MIN_HOURS = 4;
/** Kinds of times, the most special first. */
const KINDS = ["hour", "edge", "weekday", "weekend"] as const;

interface Placed {
  position: number;
  value: number;
  day: number;
  time: number;
  hour: number;
  edge: number;
  weekday: number;
  weekend: number;
}

/** Marks a time that is of no special kind. */
const ORDINARY = -1;

/**
 * The past values that a run at a wall time can be compared with. If runs on that weekday, at that hour or at that edge of
 * the month clearly differ from others, only those count; else all but those of times that differ.
 */
export function comparableTo(
  wall: number,
  samples: readonly Sample[],
  holidays: ReadonlySet<number>,
): Comparable {
  const placed = samples.map((sample, position) => place(sample, position, holidays));
  const own = place({ wall, value: 0 }, 0, holidays);
  const isIntraday = new Set(placed.map(({ hour }) => hour)).size >= MIN_HOURS;
  const alike = placed
    .filter((sample) => isAlike(own, sample, isIntraday) && (!isIntraday || sample.weekend === own.weekend))
    .map(({ value }) => value);
  const sameDay = placed.filter(({ day }) => day === own.day).map(({ value }) => value);
  const unseen = unseenOf(own, placed, isIntraday);
  let left = placed;
  for (const kind of KINDS) {
    if (kind === "hour" && !isIntraday) continue;
    for (const group of apartGroups(left, kind)) {
      const members = left.filter((sample) => sample[kind] === group);
      if (group === own[kind]) return { ...listed(members), alike, sameDay, unseen: null };
      left = left.filter((sample) => sample[kind] !== group);
    }
  }
  return { ...listed(left), alike, sameDay, unseen };
}

/** Whether two runs are at the same edge of the month or weekday, or at the same time on different days. */
function isAlike(own: Placed, other: Placed, isIntraday: boolean): boolean {
  if (!isIntraday) return own.edge === ORDINARY ? other.weekday === own.weekday : other.edge === own.edge;
  const apart = Math.abs(own.time - other.time);
  return other.day !== own.day && Math.min(apart, CALENDAR_DAY_MS - apart) <= HOUR_MS;
}

/** The groups whose values all lie apart from those of the others. */
function apartGroups(samples: readonly Placed[], kind: (typeof KINDS)[number]): number[] {
  const sorted = samples.map(({ value }) => value).sort((a, b) => a - b);
  const middle = quantile(sorted, 0.5);
  const ranges = new Map<number, { n: number; min: number; max: number }>();
  for (const sample of samples) {
    if (sample[kind] === ORDINARY) continue;
    const range = ranges.get(sample[kind]);
    if (range === undefined) ranges.set(sample[kind], { n: 1, min: sample.value, max: sample.value });
    else {
      range.n++;
      range.min = Math.min(range.min, sample.value);
      range.max = Math.max(range.max, sample.value);
    }
  }
  const apart: number[] = [];
  for (const [group, { n, min, max }] of ranges) {
    // Two on one of seven weekdays may both be low by accident.
    if (n < (kind === "weekday" ? 3 : 2)) continue;
    // Most groups lie on both sides of the middle, which is cheap to see.
    if (min <= middle && max >= middle && n * 2 < samples.length) continue;
    const rest = robustSpread(samples.flatMap((sample) => (sample[kind] === group ? [] : [sample.value])));
    if (rest === null || rest.n < 3) continue;
    const distance = Math.max(MIN_APART, 2 * rest.sigma);
    const isHigh = min > rest.median + distance;
    if (!isHigh && !(max < rest.median - distance)) continue;
    const others = samples.filter(
      (sample) => sample[kind] !== group && (isHigh ? sample.value >= min : sample.value <= max),
    ).length;
    // If runs of other kinds have such values as well, a few of this kind may have them by chance.
    if (((others + 1) / (rest.n + 2)) ** n * ranges.size <= MAX_ACCIDENT) apart.push(group);
  }
  return apart;
}

function unseenOf(own: Placed, samples: readonly Placed[], isIntraday: boolean): Comparable["unseen"] {
  const isKnownDay = samples.some((sample) => sample.weekday === own.weekday && sample.day !== own.day);
  if (own.weekend !== ORDINARY && !isKnownDay) return "weekend";
  if (isIntraday) {
    const isSeen = samples.some((sample) => isAlike(own, sample, isIntraday));
    if (!isSeen) return "hour";
  }
  if (own.edge !== ORDINARY && !samples.some((sample) => sample.edge === own.edge)) return "month edge";
  const oldest = samples.at(-1);
  const isYoung = oldest !== undefined && own.day - oldest.day < 7;
  return isYoung && !isIntraday ? "weekday" : null;
}

function listed(samples: readonly Placed[]): Pick<Comparable, "values" | "positions"> {
  return { values: samples.map(({ value }) => value), positions: samples.map(({ position }) => position) };
}

function place({ wall, value }: Sample, position: number, holidays: ReadonlySet<number>): Placed {
  const day = dayOf(wall);
  const time = wall - day * CALENDAR_DAY_MS;
  return {
    position,
    value,
    day,
    time,
    hour: Math.floor(time / HOUR_MS),
    edge: monthEdge(day, holidays),
    weekday: weekdayOf(day),
    weekend: isWeekend(day) ? 1 : ORDINARY,
  };
}

/** 0 for the first day or working day of a month, 1 for the last ones. */
function monthEdge(day: number, holidays: ReadonlySet<number>): number {
  const { dayOfMonth, daysInMonth } = dateFieldsOf(day);
  if (dayOfMonth > 4 && dayOfMonth < daysInMonth - 3) return ORDINARY;
  if (dayOfMonth === 1 || workingDayOfMonth(day, holidays) === 1) return 0;
  return dayOfMonth === daysInMonth || isLastWorkingDay(day, holidays) ? 1 : ORDINARY;
}
