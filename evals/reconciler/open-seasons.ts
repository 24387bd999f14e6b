import type { RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";

type Changes = Partial<RunScenario> & { id: string };

function cron(expression: string, zone: string, changes: Changes): RunScenario {
  return {
    start: "2026-08-31",
    days: 42,
    due: { cron: expression, zone },
    schedule: expression,
    zone,
    minutes: { around: 18, sigma: 0.2 },
    ...changes,
  };
}

/** No schedule that can be read, and no due times. */
function learned(expression: string, zone: string, changes: Changes): RunScenario {
  return cron(expression, zone, {
    schedule: null,
    dueAt: "missing",
    lag: { around: 150, sigma: 0.6 },
    ...changes,
  });
}

function silent(from: number, to: number): ScenarioEvent {
  return { what: "outage", from, to };
}

const NEVER = "0 0 1 1 *";
const HOURLY = { days: 14, minutes: { around: 7, sigma: 0.2 }, pollMinutes: 15 };

/** The fifth held-out part, by hand: calendars, pauses, changed schedules, backfills and catch-ups. */
export const OPEN_SEASONS: readonly RunScenario[] = [
  cron("5 0 1 * *", "UTC", {
    id: "invoices-of-the-month",
    start: "2026-01-15",
    days: 235,
    pollMinutes: 60,
    events: [silent(228, 230)],
  }),
  cron("0 0 * * 6", "Asia/Tokyo", { id: "saturdays-at-midnight", days: 80, pollMinutes: 60 }),
  cron("*/30 8-20 * * *", "Europe/London", {
    ...HOURLY,
    id: "half-hourly-by-day",
    minutes: { around: 3, sigma: 0.3 },
    events: [silent(10.5, 10.7)],
  }),
  learned("25 * * * *", "UTC", {
    ...HOURLY,
    id: "learned-hourly-and-a-dead-saturday",
    events: [silent(12.6, 12.95)],
  }),
  learned("25 * * * *", "Europe/Berlin", {
    ...HOURLY,
    id: "learned-hourly-over-the-clock-change",
    start: "2026-10-16",
  }),
  learned("*/30 8-18 * * 1-5", "Europe/Berlin", {
    id: "learned-half-hourly-in-office-hours",
    days: 20,
    minutes: { around: 4, sigma: 0.3 },
    pollMinutes: 15,
    events: [silent(16.45, 16.65)],
  }),
  learned("0 * * * 1-5", "UTC", { ...HOURLY, id: "learned-hourly-on-working-days", days: 22 }),
  learned("0 6 * * 1-6", "America/Lima", { id: "learned-monday-to-saturday", events: [silent(40, 41)] }),
  learned("0 7 1,15 * *", "UTC", {
    id: "learned-twice-a-month",
    start: "2026-03-01",
    days: 160,
    pollMinutes: 120,
  }),
  cron("0 0 * * 0", "UTC", {
    id: "preset-weekly",
    schedule: "@weekly",
    days: 77,
    pollMinutes: 60,
    events: [silent(62, 63)],
  }),
  cron("0 0 1 * *", "UTC", {
    id: "preset-monthly",
    schedule: "@monthly",
    start: "2026-02-10",
    days: 200,
    pollMinutes: 120,
  }),
  cron("0 6 * * *", "America/Denver", {
    id: "zone-in-front-of-the-expression",
    schedule: "TZ=America/Denver 0 6 * * *",
    zone: null,
    events: [silent(33, 34)],
  }),
  cron("0 6,14 * * *", "UTC", {
    id: "two-expressions",
    schedule: "0 6 * * *, 0 14 * * *",
    events: [silent(31.5, 32)],
  }),
  cron("0 6 * * *", "UTC", { id: "assets-or-six-o-clock", schedule: "Asset or 0 6 * * *", failures: 0.06 }),
  cron(NEVER, "UTC", {
    id: "a-day-after-the-last-by-interval-start",
    due: { everyMinutes: 1440, from: 0.3 },
    schedule: "1 day, 0:00:00",
    dueAt: "interval-start",
    events: [silent(30, 31)],
  }),
  cron(NEVER, "UTC", {
    id: "six-hours-in-iso",
    due: { everyMinutes: 360, from: 0.1 },
    schedule: "PT6H",
    days: 22,
    events: [silent(16.3, 16.9)],
  }),
  cron("40 * * * *", "UTC", {
    ...HOURLY,
    id: "hourly-without-due-times",
    dueAt: "missing",
    events: [silent(9.3, 9.6)],
  }),
  cron("*/5 * * * *", "UTC", {
    id: "five-minutely-and-twenty-five-dead-minutes",
    days: 5,
    due: { everyMinutes: 5 },
    minutes: { around: 1.5, sigma: 0.3 },
    pollMinutes: 5,
    events: [silent(3.6, 3.618)],
  }),
  cron("*/10 * * * *", "UTC", {
    id: "one-of-many-left-out",
    days: 5,
    due: { everyMinutes: 10 },
    minutes: { around: 2, sigma: 0.3 },
    pollMinutes: 5,
    events: [{ what: "outage", from: 3.6, to: 3.6069, isQuiet: true }],
  }),
  cron("15 * * * *", "UTC", { ...HOURLY, id: "one-hour-left-out", events: [silent(9.4, 9.44)] }),
  cron("0 * * * *", "UTC", {
    ...HOURLY,
    id: "scheduler-restarts-at-three",
    events: Array.from({ length: 13 }, (_, day) => ({ what: "waits" as const, at: day + 0.12, minutes: 9 })),
  }),
  cron("0 2 * * *", "Europe/Warsaw", {
    id: "moved-by-an-hour-on-the-weekend-of-the-clock-change",
    start: "2026-10-05",
    events: [
      {
        what: "reschedule",
        at: 19.5,
        due: { cron: "0 3 * * *", zone: "Europe/Warsaw" },
        schedule: "0 3 * * *",
        isTold: true,
      },
    ],
  }),
  cron("0 4 * * *", "UTC", {
    id: "moved-twice-in-a-week",
    events: [
      { what: "reschedule", at: 20.5, due: { cron: "0 8 * * *" }, schedule: "0 8 * * *", isTold: true },
      { what: "reschedule", at: 24.6, due: { cron: "30 5 * * *" }, schedule: "30 5 * * *", isTold: true },
    ],
  }),
  cron("0 4 * * 1-5", "UTC", {
    id: "on-weekends-too-from-now-on",
    events: [
      { what: "reschedule", at: 22.5, due: { cron: "0 4 * * *" }, schedule: "0 4 * * *", isTold: true },
      silent(34, 35),
    ],
  }),
  cron("0 4 * * *", "UTC", {
    id: "only-by-hand-from-now-on",
    events: [
      { what: "reschedule", at: 22.5, due: { cron: NEVER }, schedule: null, isTold: true },
      ...[25.4, 31.6].map((at) => ({ what: "manual" as const, at, minutes: 18 })),
    ],
  }),
  cron("0 */2 * * *", "UTC", {
    id: "paused-every-evening",
    days: 18,
    minutes: { around: 9, sigma: 0.2 },
    pollMinutes: 20,
    events: [10, 11, 12].map((day) => ({
      what: "pause" as const,
      from: day + 0.76,
      to: day + 1.3,
      resumesWithLatest: true,
    })),
  }),
  cron("0 5 * * 2", "UTC", {
    id: "weekly-that-does-not-resume",
    days: 84,
    pollMinutes: 60,
    events: [{ what: "pause", from: 52, to: 61.5 }, silent(61.5, 65)],
  }),
  cron("0 3 * * *", "UTC", {
    id: "latest-run-cleared-again-and-again",
    events: [20.4, 21.4, 21.6, 29.35].map((at) => ({
      what: "clear" as const,
      at,
      from: Math.floor(at),
      to: Math.floor(at) + 0.3,
    })),
  }),
  cron("0 3 * * *", "UTC", {
    id: "month-cleared-and-the-next-day-missing",
    minutes: { around: 12, sigma: 0.2 },
    events: [{ what: "clear", at: 34.4, from: 4, to: 34 }, silent(36, 37)],
  }),
  cron("0 3 * * *", "UTC", {
    id: "started-by-hand-before-its-time",
    events: [17, 26, 33].map((day) => ({ what: "manual" as const, at: day + 0.08, minutes: 18 })),
  }),
  cron("0 3 * * *", "UTC", {
    id: "missing-and-backfilled-at-noon",
    events: [silent(32, 33), { what: "backfill", at: 32.5, days: 1, minutes: 18, hasDueTimes: true }],
  }),
  learned(NEVER, "UTC", {
    id: "consumer-four-times-a-day-stops",
    schedule: "Asset",
    days: 22,
    producers: [{ due: { cron: "0 */6 * * *" }, minutes: { around: 35, sigma: 0.25 } }],
    events: [silent(16.3, 17.2)],
  }),
  learned(NEVER, "UTC", {
    id: "consumer-of-a-weekly-and-a-daily-input",
    schedule: "Asset",
    days: 70,
    producers: [
      { due: { cron: "0 1 * * *" }, minutes: { around: 30, sigma: 0.3 } },
      { due: { cron: "0 4 * * 1" }, minutes: { around: 50, sigma: 0.3 } },
    ],
    knowsInputs: true,
    pollMinutes: 60,
    events: [silent(56, 58)],
  }),
  cron("0 2 * * *", "UTC", {
    id: "waits-for-files-longest-on-mondays",
    days: 50,
    lag: { around: 400, sigma: 0.5, weekdays: { 1: 8 } },
  }),
  cron("0 2 * * *", "UTC", {
    id: "starts-later-every-week",
    days: 70,
    lag: { around: 120, sigma: 0.4, growth: 1.04 },
  }),
  cron("50 * * * *", "UTC", { ...HOURLY, id: "a-day-old-and-dead", days: 2, events: [silent(0.9, 1.3)] }),
  cron("30 1 * * *", "Europe/Lisbon", { id: "repeated-hour-in-lisbon", start: "2026-10-05", days: 30 }),
  cron("*/30 * * * *", "America/New_York", {
    ...HOURLY,
    id: "half-hourly-over-the-spring-change",
    start: "2027-03-05",
    days: 12,
  }),
  learned("0 7 * * 1-5", "UTC", {
    id: "christmas-that-nobody-knows",
    start: "2026-11-09",
    days: 54,
    events: [{ what: "outage", from: 46, to: 47, isQuiet: true }],
  }),
  cron("0 3 * * *", "UTC", {
    id: "daily-that-is-retired",
    days: 60,
    pollMinutes: 60,
    events: [{ what: "ends", at: 35 }],
  }),
  cron("0 3 * * *", "UTC", { id: "fails-for-a-week", events: [{ what: "fails", from: 25, to: 32 }] }),
];
