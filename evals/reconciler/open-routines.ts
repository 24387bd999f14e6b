import type { RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";

type Changes = Partial<RunScenario> & { id: string };

function cron(expression: string, zone: string, changes: Changes): RunScenario {
  return {
    start: "2026-05-18",
    days: 45,
    due: { cron: expression, zone },
    schedule: expression,
    zone,
    minutes: { around: 16, sigma: 0.2 },
    ...changes,
  };
}

/** No schedule that can be read, and no due times. */
function learned(expression: string, zone: string, changes: Changes): RunScenario {
  return cron(expression, zone, {
    schedule: null,
    dueAt: "missing",
    lag: { around: 100, sigma: 0.7 },
    ...changes,
  });
}

function silent(from: number, to: number): ScenarioEvent {
  return { what: "outage", from, to };
}

const NEVER = "0 0 1 1 *";
const HOURLY = { days: 13, minutes: { around: 6, sigma: 0.25 }, pollMinutes: 15 };

/** The sixth held-out part, by hand: calendars, pauses, changed schedules, backfills and catch-ups. */
export const OPEN_ROUTINES: readonly RunScenario[] = [
  learned("30 5 * * 2-6", "Europe/Zurich", { id: "day-after-each-trading-day", events: [silent(38, 39)] }),
  learned("0 20 * * 0-5", "UTC", { id: "every-evening-but-saturday" }),
  learned("0 7,11,15,19 * * 1-5", "UTC", {
    id: "four-times-on-working-days",
    days: 26,
    events: [silent(22.4, 22.9)],
  }),
  learned("10 */2 * * *", "UTC", {
    id: "two-hourly-and-a-dead-sunday",
    days: 21,
    events: [silent(13.3, 13.8)],
  }),
  learned("0 9-17 * * 1-5", "America/New_York", {
    id: "learned-office-hours-in-new-york",
    days: 28,
    pollMinutes: 20,
  }),
  cron("0 9-17 * * 1-5", "America/New_York", {
    ...HOURLY,
    id: "does-not-open-on-monday",
    days: 18,
    events: [silent(14.4, 14.75)],
  }),
  cron("*/7 * * * *", "UTC", {
    id: "every-seven-minutes",
    days: 5,
    minutes: { around: 2, sigma: 0.3 },
    pollMinutes: 5,
    events: [silent(3.5, 3.55)],
  }),
  cron("17 */5 * * *", "Asia/Seoul", { id: "five-hours-and-four", days: 20, events: [silent(15.1, 15.6)] }),
  cron("0 * * * *", "UTC", {
    ...HOURLY,
    id: "hourly-with-scarce-slots",
    schedule: "@hourly",
    lag: { around: 200, sigma: 1 },
  }),
  cron("0 4 * * *", "UTC", { id: "down-for-eight-days", days: 50, events: [silent(30, 38)] }),
  cron("0 4 * * 5", "UTC", { id: "two-weeks-left-out", days: 98, pollMinutes: 60, events: [silent(67, 80)] }),
  cron("0 3 L * *", "UTC", {
    id: "last-day-of-each-month",
    start: "2026-01-10",
    days: 200,
    pollMinutes: 120,
  }),
  cron("0 3 * * *", "UTC", {
    id: "failed-and-cleared",
    events: [
      { what: "fails", from: 30, to: 31 },
      { what: "clear", at: 30.4, from: 30, to: 31 },
    ],
  }),
  cron("30 * * * *", "UTC", {
    ...HOURLY,
    id: "two-days-cleared-and-then-silent",
    events: [{ what: "clear", at: 9.4, from: 7.4, to: 9.4 }, silent(10.6, 10.9)],
  }),
  cron("0 5 * * *", "Europe/Berlin", {
    id: "shut-down-over-new-year",
    start: "2026-12-01",
    events: [{ what: "pause", from: 23.3, to: 32.4, resumesWithLatest: true }],
  }),
  cron("40 * * * *", "UTC", {
    ...HOURLY,
    id: "maintenance-and-silent-a-day-later",
    events: [{ what: "pause", from: 8.35, to: 8.5 }, silent(9.6, 9.8)],
  }),
  cron("0 6 * * *", "UTC", {
    id: "working-days-from-now-on",
    events: [
      { what: "reschedule", at: 23.5, due: { cron: "0 6 * * 1-5" }, schedule: "0 6 * * 1-5", isTold: true },
      silent(35, 36),
    ],
  }),
  cron(NEVER, "UTC", {
    id: "every-twelve-hours-from-now-on",
    due: { everyMinutes: 1440, from: 0.25 },
    schedule: "1 day, 0:00:00",
    events: [
      {
        what: "reschedule",
        at: 24.5,
        due: { everyMinutes: 720, from: 0.25 },
        schedule: "12:00:00",
        isTold: true,
      },
      silent(34.5, 35.2),
    ],
  }),
  cron("*/15 * * * *", "UTC", {
    id: "every-ten-minutes-instead-of-fifteen",
    days: 8,
    minutes: { around: 2, sigma: 0.3 },
    pollMinutes: 5,
    events: [
      { what: "reschedule", at: 5.3, due: { cron: "*/10 * * * *" }, schedule: "*/10 * * * *", isTold: false },
    ],
  }),
  cron("0 6 * * *", "UTC", {
    id: "paused-moved-and-paused-again",
    events: [
      { what: "pause", from: 18.5, to: 20.5 },
      { what: "reschedule", at: 22.5, due: { cron: "30 7 * * *" }, schedule: "30 7 * * *", isTold: true },
      { what: "pause", from: 27.1, to: 27.6, resumesWithLatest: true },
    ],
  }),
  learned(NEVER, "UTC", {
    id: "consumer-of-working-days-ignores-monday",
    schedule: "Asset",
    producers: [{ due: { cron: "0 4 * * 1-5" }, minutes: { around: 40, sigma: 0.3 } }],
    knowsInputs: true,
    events: [silent(35, 36)],
  }),
  learned(NEVER, "UTC", {
    ...HOURLY,
    id: "consumer-of-an-hourly-input-stops",
    schedule: "Asset",
    producers: [{ due: { cron: "5 * * * *" }, minutes: { around: 9, sigma: 0.3 } }],
    events: [silent(8.6, 8.9)],
  }),
  learned(NEVER, "UTC", {
    id: "scans-stop-before-noon",
    days: 20,
    due: { arrivals: 60, fromHour: 8, toHour: 18 },
    minutes: { around: 1, sigma: 0.5 },
    type: "other",
    pollMinutes: 15,
    events: [{ what: "outage", from: 17.45, to: 18, withinMinutes: 240 }],
  }),
  learned(NEVER, "UTC", {
    id: "three-reports-a-day",
    due: { arrivals: 3, fromHour: 9, toHour: 17 },
    minutes: { around: 5, sigma: 0.5 },
    type: "manual",
  }),
  learned(NEVER, "UTC", {
    id: "messages-by-day-and-night",
    days: 20,
    due: { arrivals: 15, fromHour: 0, toHour: 24 },
    minutes: { around: 3, sigma: 0.5 },
    type: "other",
  }),
  learned("0 8 * * 1", "UTC", {
    id: "somebody-starts-it-on-mondays",
    type: "manual",
    days: 90,
    lag: { around: 8_000, sigma: 0.9 },
    pollMinutes: 60,
  }),
  learned("0 6 * * *", "Europe/Berlin", {
    id: "learned-in-berlin-but-told-in-utc",
    start: "2026-10-01",
    zone: null,
  }),
  cron("15 2 * * *", "America/Chicago", { id: "repeated-hour-in-chicago", start: "2026-10-12", days: 34 }),
  cron("30 0 * * *", "Africa/Cairo", { id: "half-past-midnight-in-cairo", start: "2026-10-05", days: 34 }),
  cron("0 1 * * *", "UTC", {
    id: "sometimes-waits-twenty-minutes",
    lag: { around: 60, sigma: 0.3, mode: { share: 0.2, factor: 20 } },
    events: [silent(38, 39)],
  }),
  cron("0 10 * * 3", "UTC", {
    id: "orchestrator-tells-the-next-wednesday",
    days: 80,
    tellsNextRun: true,
    pollMinutes: 60,
    events: [silent(65, 66)],
  }),
  cron("0 * * * *", "UTC", {
    ...HOURLY,
    id: "hourly-that-is-retired",
    days: 20,
    events: [{ what: "ends", at: 9.5 }],
  }),
  cron("*/5 * * * *", "UTC", {
    id: "three-at-a-time-and-silent",
    days: 5,
    due: { everyMinutes: 5 },
    minutes: { around: 12, sigma: 0.2 },
    isParallel: true,
    pollMinutes: 5,
    events: [silent(3.7, 3.75)],
  }),
];
