import { Cron } from "croner";
import {
  CALENDAR_DAY_MS,
  fromWall,
  HOUR_MS,
  knownZone,
  MINUTE_MS,
  toWall,
} from "@/lib/pipelines/expectations/zone-clock";

/** What the text of a schedule says. */
export type Schedule =
  | { kind: "times"; zone: string; patterns: readonly WallPattern[] }
  /** Runs at a distance from the run before. */
  | { kind: "interval"; everyMs: number }
  | { kind: "once" }
  /** Nothing that can be computed: no schedule, assets, a timetable of the user. */
  | { kind: "unknown" };

interface WallPattern {
  cron: Cron;
  /** Whether it runs in both passes through an hour that the clocks repeat. */
  isRepeated: boolean;
}

const PRESETS: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@quarterly": "0 0 1 */3 *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

const MAX_TEXT = 500;
const MAX_CACHED = 5_000;
/** One per minute of five hours. */
const MAX_STEPS_NEAR_CHANGE = 300;
const cache = new Map<string, Schedule>();

/**
 * Reads a schedule as orchestrators show it: a cron expression of five to seven fields (Quartz if it has a `?`), a preset,
 * several expressions separated by `, `, `Asset or 0 6 * * *`, a leading `TZ=Europe/Berlin`, or the text of a Python
 * timedelta such as `1 day, 0:00:00`.
 */
export function readSchedule(text: string | null, zone: string | null): Schedule {
  if (text === null || text.length > MAX_TEXT) return { kind: "unknown" };
  const key = `${zone ?? ""} ${text}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const schedule = parseSchedule(text.trim(), zone);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, schedule);
  return schedule;
}

/** Passes ask for the same due times again and again: those after the runs that are known. */
const MAX_CACHED_DUE = 100_000;
const dueTimes = new Map<Schedule, Map<number, number | null>>();
let cachedDue = 0;

/** The first due time (epoch ms) after an instant; null if there is none. */
export function nextDue(schedule: Schedule & { kind: "times" }, after: number): number | null {
  if (cachedDue >= MAX_CACHED_DUE) {
    dueTimes.clear();
    cachedDue = 0;
  }
  let cached = dueTimes.get(schedule);
  if (cached === undefined) dueTimes.set(schedule, (cached = new Map()));
  const known = cached.get(after);
  if (known !== undefined) return known;
  const next = findNextDue(schedule, after);
  cached.set(after, next);
  cachedDue++;
  return next;
}

function findNextDue(schedule: Schedule & { kind: "times" }, after: number): number | null {
  let next: number | null = null;
  for (const pattern of schedule.patterns) {
    const due = nextOfPattern(pattern, schedule.zone, after);
    if (due !== null && (next === null || due < next)) next = due;
  }
  return next;
}

/** The last due time (epoch ms) at or before an instant; null if there is none. */
export function previousDue(schedule: Schedule & { kind: "times" }, at: number): number | null {
  let previous: number | null = null;
  for (const { cron, isRepeated } of schedule.patterns) {
    // Three, because times that the clocks skipped are due later than their wall time.
    const walls = cron.previousRuns(3, new Date(toWall(at, schedule.zone) + 1000));
    for (const wall of walls) {
      const instants = fromWall(wall.getTime(), schedule.zone);
      const due = (isRepeated ? instants : instants.slice(0, 1)).findLast((instant) => instant <= at);
      if (due === undefined) continue;
      if (previous === null || due > previous) previous = due;
      break;
    }
  }
  return previous;
}

function nextOfPattern(pattern: WallPattern, zone: string, after: number): number | null {
  const wall = toWall(after, zone);
  if (
    pattern.isRepeated &&
    toWall(after + 3 * HOUR_MS, zone) - toWall(after - 3 * HOUR_MS, zone) !== 6 * HOUR_MS
  ) {
    const due = nextNearChange(pattern, zone, after, wall);
    if (due !== null) return due;
  }
  let from = wall;
  for (let tries = 0; tries < 4; tries++) {
    const next = pattern.cron.nextRun(new Date(from));
    if (next === null) return null;
    const due = fromWall(next.getTime(), zone)[0] ?? 0;
    if (due > after) return due;
    from = next.getTime();
  }
  return null;
}

/** The next due time near a change of the clocks, where wall times repeat and are not in the order of instants. */
function nextNearChange({ cron }: WallPattern, zone: string, after: number, wall: number): number | null {
  let first: number | null = null;
  let from = wall - 2 * HOUR_MS;
  for (let steps = 0; steps < MAX_STEPS_NEAR_CHANGE; steps++) {
    const next = cron.nextRun(new Date(from));
    if (next === null || next.getTime() > wall + 3 * HOUR_MS) break;
    for (const at of fromWall(next.getTime(), zone))
      if (at > after && (first === null || at < first)) first = at;
    from = next.getTime();
  }
  return first;
}

function parseSchedule(text: string, zone: string | null): Schedule {
  const lower = text.toLowerCase();
  if (lower === "@once") return { kind: "once" };
  const everyMs = readInterval(lower);
  if (everyMs !== null) return everyMs >= MINUTE_MS ? { kind: "interval", everyMs } : { kind: "unknown" };
  let rest = text;
  let named = zone;
  const prefix = /^(?:CRON_)?TZ=(\S{1,60}) /.exec(rest);
  if (prefix) {
    named = prefix[1] ?? null;
    rest = rest.slice(prefix[0].length).trim();
  }
  rest = rest.replace(/^(?:asset|dataset)s? or /i, "");
  const parts = rest.split(", ");
  const patterns = parts.flatMap((part) => readPattern(part.trim()) ?? []);
  if (patterns.length === 0 || patterns.length !== parts.length) return { kind: "unknown" };
  return { kind: "times", zone: knownZone(named), patterns };
}

function readPattern(text: string): WallPattern | null {
  const preset = PRESETS[text.toLowerCase()];
  const expression = preset ?? text;
  const fields = expression.split(/\s+/);
  if (fields.length < 5 || fields.length > 7) return null;
  const isQuartz = fields.length >= 6 && expression.includes("?");
  try {
    // Evaluated on the wall clock, which is much faster than in a zone; the zone is applied afterwards.
    const cron = new Cron(expression, {
      utcOffset: 0,
      paused: true,
      sloppyRanges: true,
      alternativeWeekdays: isQuartz,
    });
    const hours = fields.at(fields.length === 5 ? 1 : 2) ?? "";
    return { cron, isRepeated: /[*/]/.test(hours) };
  } catch {
    // Not a cron expression but the name of a timetable.
    return null;
  }
}

/** Milliseconds of a Python timedelta's text or an ISO 8601 duration; null for other text. */
function readInterval(text: string): number | null {
  const delta = /^(?:(\d{1,5}) days?, )?(\d{1,2}):(\d\d):(\d\d)(?:\.\d{1,6})?$/.exec(text);
  if (delta) {
    const [days, hours, minutes, seconds] = delta.slice(1).map((digits) => Number(digits ?? 0));
    return (
      (days ?? 0) * CALENDAR_DAY_MS +
      (hours ?? 0) * HOUR_MS +
      (minutes ?? 0) * MINUTE_MS +
      (seconds ?? 0) * 1000
    );
  }
  const iso = /^p(?:(\d{1,4})w)?(?:(\d{1,4})d)?(?:t(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?)?$/.exec(
    text,
  );
  if (!iso || text === "p") return null;
  const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((digits) => Number(digits ?? 0));
  return (
    ((weeks ?? 0) * 7 + (days ?? 0)) * CALENDAR_DAY_MS +
    (hours ?? 0) * HOUR_MS +
    (minutes ?? 0) * MINUTE_MS +
    (seconds ?? 0) * 1000
  );
}
