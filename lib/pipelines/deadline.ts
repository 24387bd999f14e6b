import { Cron } from "croner";
import type { Deadline } from "@/lib/pipelines/schemas";

const DAYS: Record<Deadline["calendar"], string> = {
  daily: "* * *",
  weekdays: "* * 1-5",
  month_start: "1 * *",
  month_end: "L * *",
};

/**
 * The first time after `at` at which the deadline falls due. Wall-clock time in its zone: a time skipped by a change to
 * summer time falls due when the clocks have changed, a repeated one the first time.
 */
export function nextDeadline(deadline: Deadline, at: Date): Date {
  const next = cronOf(deadline).nextRun(at);
  if (!next) throw new Error(`the deadline ${deadlineLabel(deadline)} never falls due`);
  return next;
}

/** The latest time at which the deadline fell due, `at` included. */
export function lastDeadline(deadline: Deadline, at: Date): Date {
  // Schedules have whole seconds and exclude the reference itself.
  const after = new Date(at.getTime() + 1_000);
  const last = cronOf(deadline)
    .previousRuns(2, after)
    .find((due) => due <= at);
  if (!last) throw new Error(`the deadline ${deadlineLabel(deadline)} never fell due`);
  return last;
}

/** As people write it: `07:30 Europe/Berlin`, `07:30 Europe/Berlin on weekdays`. */
export function deadlineLabel({ time, zone, calendar }: Deadline): string {
  return `${time} ${zone}${CALENDAR_WORDS[calendar]}`;
}

const CALENDAR_WORDS: Record<Deadline["calendar"], string> = {
  daily: "",
  weekdays: " on weekdays",
  month_start: " on the first of the month",
  month_end: " on the last day of the month",
};

function cronOf({ time, zone, calendar }: Deadline): Cron {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return new Cron(`${minute} ${hour} ${DAYS[calendar]}`, { timezone: zone });
}

/** How a deadline stands. `fixBy`: when work must start again at the latest; null if its usual duration is unknown. */
export interface DeadlineOutlook {
  at: Date;
  fixBy: Date | null;
  state: "missed" | "at_risk" | "tight" | "met";
}

/** Without a known duration, a deadline is close this long before it. */
const CLOSE_MS = 3_600_000;

/**
 * How the first deadline after a failure stands at `now`.
 * @param failedAt when the failure was first seen
 * @param remainingMs how long what is left to do usually takes; null if unknown
 */
export function deadlineOutlook(
  deadline: Deadline,
  { failedAt, now, remainingMs }: { failedAt: Date; now: Date; remainingMs: number | null },
): DeadlineOutlook {
  const at = nextDeadline(deadline, failedAt);
  const fixBy = remainingMs === null ? null : new Date(at.getTime() - remainingMs);
  return { at, fixBy, state: deadlineState({ at, fixBy }, now) };
}

/** The state of a deadline at `now`. */
export function deadlineState(
  { at, fixBy }: { at: Date; fixBy: Date | null },
  now: Date,
): DeadlineOutlook["state"] {
  const left = at.getTime() - now.getTime();
  if (left <= 0) return "missed";
  if (fixBy === null) return left <= CLOSE_MS ? "tight" : "met";
  const needed = at.getTime() - fixBy.getTime();
  if (left < needed) return "at_risk";
  return left < 2 * needed ? "tight" : "met";
}
