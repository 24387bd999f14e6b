import { dateFieldsOf, dayOf, isWorkingDay } from "@/lib/pipelines/expectations/calendar-day";
import { arrivalOf, type RunDuration, usualRunDuration } from "@/lib/pipelines/expectations/durations";
import {
  isOpen,
  type KnownHistory,
  type JudgedRun,
  orderTimeOf,
} from "@/lib/pipelines/expectations/known-runs";
import type { Rhythm } from "@/lib/pipelines/expectations/overdue";
import type { Deadline } from "@/lib/pipelines/schemas";
import {
  CALENDAR_DAY_MS,
  fromWall,
  HOUR_MS,
  knownZone,
  MINUTE_MS,
  toWall,
} from "@/lib/pipelines/expectations/zone-clock";

/** A deadline that is missed or will be. */
export interface DeadlineAtRisk {
  deadlineAt: number;
  /** The first of the deadlines missed in a row. */
  firstMissedAt: number;
  isMissed: boolean;
  /** The run that has to meet it; null if none has started. */
  run: JudgedRun | null;
  /** When that run will probably end; null if unknown. */
  arrivalAt: number | null;
}

/** A deadline is met by what was due or started within this time before it. */
const WINDOW_MS = CALENDAR_DAY_MS;
/** A missed deadline is told until the next one, and no longer than this. */
const MAX_TOLD_MS = 7 * CALENDAR_DAY_MS;
const MAX_CHAIN = 14;

export interface DueRuns {
  rhythm: Rhythm | null;
  /** When a run was due, corrected for data intervals. */
  dueOf(run: JudgedRun): number | null;
}

/** The deadline at risk now; null if there is none. A run that failed has its own incident and is no risk here. */
export function findDeadlineRisk(known: KnownHistory, due: DueRuns): DeadlineAtRisk | null {
  const { deadline } = known;
  if (deadline === null || known.runs.length === 0) return null;
  const past = deadlineBefore(deadline, known.now, known.holidays);
  if (past !== null && known.now - past <= MAX_TOLD_MS) {
    const missed = riskOf(known, due, past);
    if (missed !== null) return { ...missed, firstMissedAt: firstOfChain(known, due, deadline, past) };
  }
  const next = deadlineAfter(deadline, known.now, known.holidays);
  return next === null ? null : riskOf(known, due, next);
}

function riskOf(known: KnownHistory, due: DueRuns, deadlineAt: number): DeadlineAtRisk | null {
  const { now } = known;
  const isMissed = deadlineAt <= now;
  const usual = usualRunDuration(known, Math.min(now, deadlineAt));
  const since = dueBefore(known, due, deadlineAt, usual);
  if (since === "not due" || since.at > now) return null;
  // A pipeline has no deadlines before its first known run.
  if ((orderTimeOf(known.runs.at(-1)) ?? now) > deadlineAt) return null;
  const runs = known.runs.filter((run) => countsFor(run, due, since, now));
  if (runs.some((run) => !isOpen(run))) return null;
  const run = runs[0] ?? null;
  if (isMissed && isPassed(known, due, since, deadlineAt, runs)) return null;
  const arrivalAt = arrivalIf(run, usual, now);
  const risk = { deadlineAt, firstMissedAt: deadlineAt, isMissed, run, arrivalAt };
  if (isMissed) return risk;
  if (usual === null) return null;
  // Until a run is overdue, nothing says that it will not start in time.
  if (run === null && (!since.isDue || now <= since.at + (due.rhythm?.toleranceMs ?? 0))) return null;
  return (arrivalAt ?? now + usual.medianMs / 4) > deadlineAt ? risk : null;
}

/** Whether nobody waits for a missed deadline any more. */
function isPassed(
  known: KnownHistory,
  due: DueRuns,
  since: Since,
  deadlineAt: number,
  runs: readonly JudgedRun[],
): boolean {
  // It may have been paused when the deadline passed, and what runs since makes up for it.
  const { changedAt } = known;
  if (
    changedAt !== null &&
    changedAt >= deadlineAt &&
    runs.every((run) => createdAt(run, known) >= changedAt)
  )
    return true;
  // What is due or started after the deadline has the next one to meet.
  const following = since.isDue ? (due.rhythm?.next(since.at) ?? null) : deadlineAt;
  return following !== null && runs.some((run) => startsAfter(run, due, following));
}

function createdAt(run: JudgedRun, { now }: KnownHistory): number {
  return run.queuedAt ?? run.startedAt ?? now;
}

/** When a run will probably end, or one that starts now; null if unknown. */
function arrivalIf(run: JudgedRun | null, usual: RunDuration | null, now: number): number | null {
  if (usual === null) return null;
  return run === null ? now + usual.medianMs : arrivalOf(run, usual, now);
}

interface Since {
  at: number;
  /** Whether a run was due at that time, or it is only the start of the window. */
  isDue: boolean;
}

/** The due time whose run has to meet a deadline, or the start of the window if nobody knows due times. */
function dueBefore(
  known: KnownHistory,
  due: DueRuns,
  deadlineAt: number,
  usual: RunDuration | null,
): Since | "not due" {
  const from = deadlineAt - WINDOW_MS;
  if (due.rhythm === null) return { at: from, isDue: false };
  const needed = (due.rhythm.usualLagMs ?? 0) + (usual?.medianMs ?? 0);
  const last = due.rhythm.previous(deadlineAt);
  if (last === null || last <= from) return "not due";
  const early = due.rhythm.previous(deadlineAt - needed);
  const at = early !== null && early > from ? early : last;
  // The schedule was not in force yet, so whatever ran that day counts.
  return known.changedAt !== null && at < known.changedAt ? { at: from, isDue: false } : { at, isDue: true };
}

function countsFor(run: JudgedRun, due: DueRuns, since: Since, now: number): boolean {
  const dueAt = due.dueOf(run);
  const skewMs = since.isDue ? 5 * MINUTE_MS : 0;
  if (run.type === "backfill") return dueAt !== null && since.isDue && dueAt >= since.at;
  if (since.isDue && dueAt !== null && run.type !== "manual") return dueAt >= since.at - 1000;
  return (run.startedAt ?? now) >= since.at - skewMs;
}

function startsAfter(run: JudgedRun, due: DueRuns, at: number): boolean {
  const time = due.dueOf(run) ?? run.startedAt;
  return run.type !== "backfill" && time !== null && time >= at - MINUTE_MS;
}

function firstOfChain(known: KnownHistory, due: DueRuns, deadline: Deadline, past: number): number {
  let first = past;
  for (let steps = 0; steps < MAX_CHAIN; steps++) {
    const before = deadlineBefore(deadline, first - 1, known.holidays);
    if (before === null || first - before > MAX_TOLD_MS) return first;
    const newest = known.runs.find((run) => run.type !== "backfill");
    const startedAt = newest?.startedAt ?? newest?.dueAt ?? null;
    if (startedAt === null || startedAt > before - WINDOW_MS || riskOf(known, due, before) === null)
      return first;
    first = before;
  }
  return first;
}

/** The last deadline at or before an instant, within two months. */
function deadlineBefore(deadline: Deadline, at: number, holidays: ReadonlySet<number>): number | null {
  const today = dayOf(toWall(at, knownZone(deadline.zone)));
  for (let day = today; day > today - 63; day--) {
    const instant = deadlineOn(deadline, day, holidays);
    if (instant !== null && instant <= at) return instant;
  }
  return null;
}

/** The first deadline after an instant, within a day and a half. */
function deadlineAfter(deadline: Deadline, at: number, holidays: ReadonlySet<number>): number | null {
  const today = dayOf(toWall(at, knownZone(deadline.zone)));
  for (let day = today; day <= today + 2; day++) {
    const instant = deadlineOn(deadline, day, holidays);
    if (instant !== null && instant > at) return instant - at > 1.5 * CALENDAR_DAY_MS ? null : instant;
  }
  return null;
}

function deadlineOn(deadline: Deadline, day: number, holidays: ReadonlySet<number>): number | null {
  if (!isOnCalendar(deadline.calendar, day, holidays)) return null;
  const [hours = 0, minutes = 0] = deadline.time.split(":").map(Number);
  return (
    fromWall(day * CALENDAR_DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS, knownZone(deadline.zone))[0] ??
    null
  );
}

function isOnCalendar(calendar: Deadline["calendar"], day: number, holidays: ReadonlySet<number>): boolean {
  const { dayOfMonth, daysInMonth } = dateFieldsOf(day);
  switch (calendar) {
    case "daily":
      return true;
    case "weekdays":
      return isWorkingDay(day, holidays);
    case "month_start":
      return dayOfMonth === 1;
    case "month_end":
      return dayOfMonth === daysInMonth;
  }
}
