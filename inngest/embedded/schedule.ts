import { Cron } from "croner";
import { AppError, messageOf } from "@/lib/platform/errors";

interface Schedule {
  pattern: string;
  timezone: string;
}

/** Splits `TZ=Europe/Berlin 0 9 * * 1-5` into its time zone (default UTC) and five fields. */
function readSchedule(schedule: string): Schedule {
  const match = /^(?:CRON_)?TZ=(\S+)\s+(\S.*)$/.exec(schedule.trim());
  return { timezone: match?.[1] ?? "UTC", pattern: (match?.[2] ?? schedule).trim() };
}

/** Throws INVALID if a schedule is not a five-field cron pattern, has an unknown time zone or never fires. */
export function requireSchedule(schedule: string): void {
  let next: number | null;
  try {
    next = nextTick(schedule, 0);
  } catch (error) {
    throw new AppError("INVALID", `invalid cron schedule "${schedule}": ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (next === null) throw new AppError("INVALID", `the cron schedule "${schedule}" never fires`);
}

/** The first instant (epoch ms) after `after` at which the schedule fires; null if it never fires again. */
export function nextTick(schedule: string, after: number): number | null {
  const { pattern, timezone } = readSchedule(schedule);
  const cron = new Cron(pattern, { timezone, mode: "5-part", paused: true });
  return cron.nextRun(new Date(after))?.getTime() ?? null;
}
