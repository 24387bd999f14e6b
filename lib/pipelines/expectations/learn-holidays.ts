import { dayOf, isWorkingDay } from "@/lib/pipelines/expectations/calendar-day";
import type { KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import { CALENDAR_DAY_MS, toWall } from "@/lib/pipelines/expectations/zone-clock";

/** Pipelines that must have had the same gap. */
const MIN_PIPELINES = 3;
/** Share of the pipelines that run on working days. */
const MIN_SHARE = 0.8;
/** Working days of a pipeline that must have a run, for a gap to mean anything. */
const MIN_KEPT = 0.85;
const MIN_RUNS = 8;

/**
 * Past dates (`YYYY-MM-DD`, ascending) on which nearly all pipelines of an orchestrator that follow working days did not
 * run, though others did and all of them ran again afterwards. Today is never among them: until they run again, the same
 * silence may be that of a dead scheduler.
 */
export function learnHolidays(histories: readonly KnownHistory[]): string[] {
  const ran = new Set<number>();
  const expected = new Map<number, number>();
  const silent = new Map<number, number>();
  for (const known of histories) {
    const days = new Set(
      known.regular.flatMap((run) =>
        run.startedAt === null ? [] : [dayOf(toWall(run.startedAt, known.zone))],
      ),
    );
    for (const day of days) ran.add(day);
    if (known.schedule.kind !== "unknown" || days.size < MIN_RUNS) continue;
    const sorted = [...days].sort((a, b) => a - b);
    const working: number[] = [];
    for (let day = sorted[0] ?? 0; day <= (sorted.at(-1) ?? 0); day++)
      if (isWorkingDay(day, NONE)) working.push(day);
    const kept = working.filter((day) => days.has(day)).length;
    if (kept !== days.size || kept < MIN_KEPT * working.length) continue;
    for (const day of working) {
      expected.set(day, (expected.get(day) ?? 0) + 1);
      if (!days.has(day)) silent.set(day, (silent.get(day) ?? 0) + 1);
    }
  }
  return [...silent]
    .filter(
      ([day, count]) =>
        count >= MIN_PIPELINES && count >= MIN_SHARE * (expected.get(day) ?? count) && ran.has(day),
    )
    .map(([day]) => new Date(day * CALENDAR_DAY_MS).toISOString().slice(0, 10))
    .sort();
}

const NONE: ReadonlySet<number> = new Set();
