import { Cron } from "croner";
import type { MaintenanceRule, RecurringWindow } from "@/lib/incidents/noise/schemas";

/** The end of the window that `at` is in; null outside. A window includes its start and excludes its end. */
export function windowEnd(rule: MaintenanceRule, at: Date): Date | null {
  if ("weekdays" in rule) return recurringEnd(rule, at);
  return new Date(rule.from) <= at && at < new Date(rule.until) ? new Date(rule.until) : null;
}

/** Whether the rule will never apply again. */
export function isOver(rule: MaintenanceRule, at: Date): boolean {
  return "until" in rule && new Date(rule.until) <= at;
}

/**
 * Follows the wall clock of its zone, also across changes to and from summer time. A window is at most a day long, so
 * only its latest two starts can matter.
 */
function recurringEnd({ weekdays, from, to, zone }: RecurringWindow, at: Date): Date | null {
  const starts = new Cron(`${cronTime(from)} * * ${weekdays.join(",")}`, { timezone: zone });
  const ends = new Cron(`${cronTime(to)} * * *`, { timezone: zone });
  // Schedules have whole seconds and exclude the reference itself.
  for (const start of starts.previousRuns(2, new Date(at.getTime() + 1_000))) {
    const end = ends.nextRun(start);
    if (start <= at && end && at < end) return end;
  }
  return null;
}

/** `22:05` as the first two fields of a cron pattern. */
function cronTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return `${minute} ${hour}`;
}
