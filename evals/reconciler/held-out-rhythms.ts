import type { RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";

type Changes = Partial<RunScenario> & { id: string };

function cron(expression: string, zone: string, changes: Changes): RunScenario {
  return {
    start: "2026-02-02",
    days: 43,
    due: { cron: expression, zone },
    schedule: expression,
    zone,
    minutes: { around: 24, sigma: 0.2 },
    ...changes,
  };
}

/** No schedule that can be read, and no due times. */
function learned(expression: string, zone: string, changes: Changes): RunScenario {
  return cron(expression, zone, {
    schedule: null,
    dueAt: "missing",
    lag: { around: 200, sigma: 0.6 },
    ...changes,
  });
}

function silent(from: number, to: number, catchup = false): ScenarioEvent {
  return { what: "outage", from, to, catchup };
}

const NEVER = "0 0 1 1 *";
const HOURLY = { days: 13, minutes: { around: 8, sigma: 0.2 }, pollMinutes: 15 };

/** Calendars, pauses, changed schedules, backfills and catch-ups, thought of before the judge had seen any of them. */
export const HELD_OUT_RHYTHMS: readonly RunScenario[] = [
  cron("0 4 * * *", "Asia/Tokyo", { id: "tokyo-down-for-two-days", events: [silent(29, 31)] }),
  cron("15 6 * * 1", "UTC", { id: "monday-mornings", days: 84, pollMinutes: 60, failures: 0.1 }),
  cron("0 */4 * * *", "UTC", {
    id: "four-hourly-down-for-nine-hours",
    days: 22,
    events: [silent(16.4, 16.8)],
  }),
  learned("0 5 * * 0-4,6", "Asia/Dubai", { id: "every-day-but-friday", events: [silent(36, 37)] }),
  learned("30 22 * * *", "America/New_York", { id: "evenings-over-the-clock-change", start: "2026-10-12" }),
  learned("20 6-22 * * *", "UTC", {
    ...HOURLY,
    id: "hourly-by-day-stops-on-a-thursday",
    events: [silent(10.55, 10.9)],
  }),
  learned("5 */3 * * *", "UTC", {
    id: "three-hourly-stops-on-a-monday",
    days: 20,
    events: [silent(14.3, 14.8)],
  }),
  learned("0 9 * * 0", "UTC", { id: "sundays-at-nine", days: 90, pollMinutes: 60 }),
  learned(NEVER, "UTC", {
    id: "close-of-the-last-working-day",
    schedule: "LastWorkday",
    start: "2026-01-01",
    days: 245,
    due: { workingDay: -1, at: "19:00" },
    pollMinutes: 60,
    events: [silent(241, 244)],
  }),
  cron("*/12 * * * *", "UTC", {
    id: "five-times-an-hour",
    days: 5,
    minutes: { around: 3, sigma: 0.3 },
    pollMinutes: 5,
    events: [silent(3.55, 3.6)],
  }),
  cron("0 8 * * 1-5", "Europe/Paris", { id: "working-days-by-cron", failures: 0.05 }),
  cron("30 22 * * 0-4", "UTC", { id: "before-each-working-day", events: [silent(34, 35)] }),
  cron(NEVER, "UTC", {
    id: "six-hourly-makes-up-for-a-day-at-once",
    days: 22,
    due: { everyMinutes: 360 },
    schedule: "6:00:00",
    isParallel: true,
    events: [silent(15.1, 16.2, true)],
  }),
  cron(NEVER, "UTC", {
    ...HOURLY,
    id: "an-hour-after-the-last",
    due: { everyMinutes: 60 },
    schedule: "1:00:00",
    events: [silent(9.4, 9.57)],
  }),
  cron("0 5 * * *", "UTC", {
    id: "paused-for-five-days-by-interval-start",
    dueAt: "interval-start",
    events: [{ what: "pause", from: 23.4, to: 28.4 }],
  }),
  cron("45 * * * *", "UTC", {
    ...HOURLY,
    id: "hourly-by-interval-start-and-silent",
    dueAt: "interval-start",
    events: [silent(8.4, 8.55)],
  }),
  cron("45 * * * *", "UTC", {
    ...HOURLY,
    id: "orchestrator-tells-and-is-paused",
    tellsNextRun: true,
    events: [{ what: "pause", from: 7.4, to: 7.9, resumesWithLatest: true }],
  }),
  cron("0 2 * * *", "UTC", {
    id: "fortnight-backfilled-at-the-same-time",
    isParallel: true,
    events: [{ what: "backfill", at: 29.083, days: 14, minutes: 30, hasDueTimes: true }],
  }),
  cron("30 * * * *", "UTC", {
    ...HOURLY,
    id: "tried-by-hand-and-silent-the-next-day",
    events: [
      ...[8.41, 8.42, 8.43, 8.47].map((at) => ({ what: "manual" as const, at, minutes: 6 })),
      silent(9.5, 9.7),
    ],
  }),
  cron("0 2 * * *", "UTC", {
    id: "yesterday-cleared-every-morning",
    events: [24, 25, 26, 27, 28].map((day) => ({
      what: "clear" as const,
      at: day + 0.35,
      from: day - 1,
      to: day - 0.5,
    })),
  }),
  cron("0 2 * * *", "UTC", {
    id: "three-days-made-up-for-in-order",
    minutes: { around: 150, sigma: 0.15 },
    events: [silent(28, 31.4, true)],
  }),
  cron("0 3 * * *", "UTC", {
    id: "moved-to-the-evening",
    events: [
      { what: "reschedule", at: 24.4, due: { cron: "0 23 * * *" }, schedule: "0 23 * * *", isTold: true },
      silent(32.5, 33.5),
    ],
  }),
  cron("0 * * * *", "UTC", {
    ...HOURLY,
    id: "four-times-as-often-from-now-on",
    minutes: { around: 3, sigma: 0.2 },
    pollMinutes: 10,
    events: [
      { what: "reschedule", at: 7.4, due: { cron: "*/15 * * * *" }, schedule: "*/15 * * * *", isTold: true },
      silent(10.4, 10.5),
    ],
  }),
  cron("*/30 * * * *", "UTC", {
    ...HOURLY,
    id: "half-as-often-without-notice",
    minutes: { around: 4, sigma: 0.2 },
    events: [
      { what: "reschedule", at: 7.41, due: { cron: "0 * * * *" }, schedule: "0 * * * *", isTold: false },
    ],
  }),
  learned(NEVER, "UTC", {
    id: "consumer-of-an-hourly-and-a-daily-input",
    schedule: "Asset",
    producers: [
      { due: { cron: "10 * * * *" }, minutes: { around: 10, sigma: 0.3 } },
      { due: { cron: "0 6 * * *" }, minutes: { around: 70, sigma: 0.4 } },
    ],
    knowsInputs: true,
  }),
  learned(NEVER, "UTC", {
    ...HOURLY,
    id: "consumer-of-a-frequent-input-stops",
    schedule: "Asset",
    days: 8,
    producers: [{ due: { cron: "*/15 * * * *" }, minutes: { around: 4, sigma: 0.3 } }],
    knowsInputs: true,
    minutes: { around: 3, sigma: 0.3 },
    events: [silent(5.4, 5.55)],
  }),
  learned(NEVER, "UTC", {
    id: "orders-stop-on-a-wednesday",
    days: 19,
    due: { arrivals: 30, fromHour: 6, toHour: 18 },
    minutes: { around: 2, sigma: 0.5 },
    type: "other",
    events: [{ what: "outage", from: 16.35, to: 17, withinMinutes: 420 }],
  }),
  learned(NEVER, "UTC", {
    id: "eight-mails-a-day",
    days: 35,
    due: { arrivals: 8, fromHour: 7, toHour: 19 },
    minutes: { around: 2, sigma: 0.5 },
    type: "other",
  }),
  cron("0 1 * * *", "UTC", {
    id: "starts-late-on-weekends",
    lag: { around: 60, sigma: 0.4, weekdays: { 0: 10, 6: 10 } },
  }),
  learned("0 7 * * 1-5", "UTC", {
    id: "labor-day-that-nobody-knows",
    start: "2026-03-23",
    events: [{ what: "outage", from: 39, to: 40, isQuiet: true }],
  }),
  learned("0 7 * * *", "UTC", {
    id: "learned-and-retired",
    days: 60,
    pollMinutes: 60,
    events: [{ what: "ends", at: 36 }],
  }),
  cron("*/10 * * * *", "UTC", {
    id: "five-hours-made-up-for",
    days: 5,
    minutes: { around: 3, sigma: 0.2 },
    pollMinutes: 5,
    events: [silent(3.3, 3.51, true)],
  }),
];
