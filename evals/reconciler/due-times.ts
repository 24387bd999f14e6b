import { Cron } from "croner";
import type { Day, DueTimes } from "@/evals/reconciler/scenario";
import { independentRandom } from "@/evals/seeded-random";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type Arrivals = Extract<DueTimes, { arrivals: number }>;

/** Due times from the start of a scenario until its end, ascending. Independent of the code that is judged. */
export function dueTimesOf(
  due: DueTimes,
  start: number,
  end: number,
  holidays: readonly string[] = [],
): number[] {
  if ("everyMinutes" in due) return stepsOf(due.everyMinutes * 60_000, start + (due.from ?? 0) * DAY_MS, end);
  if ("cron" in due) return cronTimes(due.cron, due.zone ?? "UTC", start, end);
  const off = new Set(holidays);
  if ("arrivals" in due) return arrivalsOf(due, start, end, off);
  const times: number[] = [];
  const offset = timeOfDay(due.at);
  for (let day = start; day < end; day += DAY_MS) {
    if (!isWorkingDay(day, off)) continue;
    if (due.workingDay === "all" || due.workingDay === numberOf(day, due.workingDay, off))
      times.push(day + offset);
  }
  return times;
}

function stepsOf(stepMs: number, start: number, end: number): number[] {
  return Array.from({ length: Math.ceil((end - start) / stepMs) }, (_, index) => start + index * stepMs);
}

function cronTimes(pattern: string, timezone: string, start: number, end: number): number[] {
  const cron = new Cron(pattern, { timezone, paused: true });
  const times: number[] = [];
  let next = cron.nextRun(new Date(start - 1000));
  while (next !== null && next.getTime() < end) {
    times.push(next.getTime());
    next = cron.nextRun(next);
  }
  return times;
}

function arrivalsOf(
  { arrivals, fromHour, toHour }: Arrivals,
  start: number,
  end: number,
  holidays: ReadonlySet<string>,
): number[] {
  const random = independentRandom(1 + Math.round(start / DAY_MS) + Math.round(arrivals * 1000));
  const meanMs = ((toHour - fromHour) * HOUR_MS) / arrivals;
  const times: number[] = [];
  for (let day = start; day < end; day += DAY_MS) {
    if (!isWorkingDay(day, holidays)) continue;
    let at = day + fromHour * HOUR_MS - meanMs * Math.log(1 - random());
    for (; at < day + toHour * HOUR_MS; at -= meanMs * Math.log(1 - random())) times.push(Math.round(at));
  }
  return times;
}

function isWorkingDay(day: number, holidays: ReadonlySet<string>): boolean {
  const date = new Date(day);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(date.toISOString().slice(0, 10));
}

/** The number of a working day in its month, from the start, or from the end (negative) if asked for such a one. */
function numberOf(day: number, asked: number, holidays: ReadonlySet<string>): number {
  const month = new Date(day).getUTCMonth();
  const step = asked > 0 ? -DAY_MS : DAY_MS;
  let number = 0;
  for (let other = day; new Date(other).getUTCMonth() === month; other += step)
    if (isWorkingDay(other, holidays)) number++;
  return asked > 0 ? number : -number;
}

function timeOfDay(time: string): Day {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * HOUR_MS + minutes * 60_000;
}
