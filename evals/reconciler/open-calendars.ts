import type { RunScenario } from "@/evals/reconciler/scenario";

type Basis = Pick<RunScenario, "start" | "days" | "due" | "schedule" | "zone" | "minutes">;

function scheduled(cron: string, zone: string, changes: Partial<Basis> = {}): Basis {
  return {
    start: "2026-06-01",
    days: 40,
    due: { cron, zone },
    schedule: cron,
    zone,
    minutes: { around: 25, sigma: 0.2 },
    ...changes,
  };
}

/** Started from outside: no schedule, no due times. */
function unscheduled(cron: string, zone: string, changes: Partial<RunScenario> = {}): RunScenario {
  return {
    ...scheduled(cron, zone),
    id: "",
    schedule: null,
    dueAt: "missing",
    lag: { around: 120, sigma: 0.6 },
    ...changes,
  };
}

/** The third held-out part, by hand: calendars, pauses, changed schedules, backfills and catch-ups. */
export const OPEN_CALENDARS: readonly RunScenario[] = [
  {
    ...scheduled("0 6 1,15 * *", "UTC", { start: "2026-01-01", days: 150 }),
    id: "payroll-twice-a-month",
    pollMinutes: 60,
    events: [{ what: "outage", from: 134, to: 135 }],
  },
  {
    ...scheduled("0 7 * * 1#1", "Europe/Paris", { start: "2026-01-01", days: 160 }),
    id: "first-monday",
    pollMinutes: 60,
  },
  {
    ...scheduled("0 20 28-31 * *", "Europe/London", { start: "2026-02-01", days: 122 }),
    id: "last-days-of-the-month",
    pollMinutes: 60,
    events: [{ what: "outage", from: 118, to: 119 }],
  },
  {
    ...unscheduled("30 5 * * 0-4", "Asia/Riyadh"),
    id: "week-from-sunday-to-thursday",
    events: [{ what: "outage", from: 35, to: 36 }],
  },
  {
    ...scheduled("*/15 9-15 * * 1-5", "America/New_York", { days: 12, minutes: { around: 3, sigma: 0.3 } }),
    id: "while-the-market-is-open",
    pollMinutes: 10,
    events: [{ what: "outage", from: 9.7, to: 9.8 }],
  },
  {
    ...scheduled("0 3 * * MON", "Europe/Berlin", { start: "2026-08-24", days: 80 }),
    id: "weekly-over-the-clock-change",
    pollMinutes: 60,
  },
  {
    ...unscheduled("0 7 * * 1-5", "Europe/London", { start: "2026-03-02", days: 50 }),
    id: "bank-holidays-known",
    due: { workingDay: "all", at: "07:00" },
    zone: "UTC",
    holidays: ["2026-04-03", "2026-04-06"],
    events: [{ what: "outage", from: 43.1, to: 44.1 }],
  },
  {
    ...unscheduled("0 7 * * 1-5", "Europe/London", { start: "2026-03-02", days: 44 }),
    id: "bank-holiday-that-nobody-knows",
    due: { workingDay: "all", at: "07:00" },
    zone: "UTC",
    events: [{ what: "outage", from: 32, to: 33, isQuiet: true }],
  },
  {
    ...unscheduled("0 4 5 * *", "UTC", { start: "2026-01-01", days: 170 }),
    id: "learned-fifth-of-the-month",
    pollMinutes: 60,
    events: [{ what: "outage", from: 154, to: 156 }],
  },
  {
    ...unscheduled("0 6,18 * * *", "Asia/Tokyo", { days: 28 }),
    id: "learned-twice-a-day",
    events: [{ what: "outage", from: 23.5, to: 24.5 }],
  },
  {
    ...unscheduled("20 */4 * * *", "UTC", { days: 24 }),
    id: "started-by-another-scheduler-every-four-hours",
    schedule: "None",
    type: "manual",
    events: [{ what: "outage", from: 17.6, to: 18.4 }],
  },
  {
    ...unscheduled("0 0 1 1 *", "UTC", { days: 30, minutes: { around: 2, sigma: 0.4 } }),
    id: "files-that-arrive-as-they-please",
    due: { arrivals: 6, fromHour: 8, toHour: 18 },
    type: "manual",
  },
  {
    ...unscheduled("0 0 1 1 *", "UTC", { days: 16, minutes: { around: 1, sigma: 0.4 } }),
    id: "many-small-files-in-office-hours",
    due: { arrivals: 40, fromHour: 7, toHour: 17 },
    type: "other",
    pollMinutes: 15,
  },
  {
    ...unscheduled("*/2 * * * *", "UTC", { days: 4, minutes: { around: 0.7, sigma: 0.3 } }),
    id: "micro-batches",
    due: { everyMinutes: 2 },
    type: "other",
    lag: { around: 8, sigma: 0.5 },
    pollMinutes: 5,
    events: [{ what: "outage", from: 3.4, to: 3.45 }],
  },
  {
    ...scheduled("0 2 * * *", "UTC"),
    id: "backfill-of-a-month-beside-daily-runs",
    isParallel: true,
    events: [{ what: "backfill", at: 30.4, days: 28, minutes: 20, hasDueTimes: true }],
  },
  {
    ...scheduled("0 2 * * *", "UTC"),
    id: "missing-while-a-backfill-runs",
    isParallel: true,
    events: [
      { what: "backfill", at: 31.9, days: 25, minutes: 22, hasDueTimes: true },
      { what: "outage", from: 32, to: 33 },
    ],
  },
  {
    ...scheduled("0 2 * * *", "UTC"),
    id: "week-repeated-by-hand",
    events: [0, 1, 2, 3, 4, 5, 6].map((index) => ({
      what: "manual" as const,
      at: 30.5 + index * 0.02,
      minutes: 20,
    })),
  },
  {
    ...scheduled("0 2 * * *", "UTC"),
    id: "week-cleared",
    events: [{ what: "clear", at: 30.45, from: 23, to: 30 }],
  },
  {
    ...scheduled("0 2 * * *", "UTC"),
    id: "cleared-and-missing-next-day",
    events: [
      { what: "clear", at: 30.45, from: 26, to: 30.4 },
      { what: "outage", from: 31, to: 32 },
    ],
  },
  {
    ...scheduled("0 * * * *", "UTC", { days: 14, minutes: { around: 8, sigma: 0.2 } }),
    id: "hourly-day-cleared",
    pollMinutes: 15,
    events: [{ what: "clear", at: 10.41, from: 9.4, to: 10.4 }],
  },
  {
    ...scheduled("0 5 * * *", "Europe/Berlin"),
    id: "resumed-after-two-weeks-with-the-latest-run",
    events: [{ what: "pause", from: 16.3, to: 30.4, resumesWithLatest: true }],
  },
  {
    ...scheduled("0 5 * * *", "Europe/Berlin"),
    id: "paused-over-a-weekend-and-missing-a-week-later",
    events: [
      { what: "pause", from: 25.6, to: 28.3 },
      { what: "outage", from: 35, to: 36 },
    ],
  },
  {
    ...scheduled("0 5 * * *", "Europe/Berlin"),
    id: "resumed-but-does-not-run",
    events: [
      { what: "pause", from: 25.6, to: 28.4 },
      { what: "outage", from: 28.4, to: 31 },
    ],
  },
  {
    ...scheduled("10 * * * *", "UTC", { days: 12, minutes: { around: 5, sigma: 0.3 } }),
    id: "paused-for-deployments",
    pollMinutes: 15,
    events: [7.41, 8.43, 9.8].map((from) => ({ what: "pause" as const, from, to: from + 0.07 })),
  },
  {
    ...scheduled("0 6 * * *", "UTC", { days: 30 }),
    id: "daily-becomes-hourly",
    pollMinutes: 20,
    events: [
      { what: "reschedule", at: 20.5, due: { cron: "0 * * * *" }, schedule: "0 * * * *", isTold: true },
      { what: "outage", from: 24.2, to: 24.6 },
    ],
  },
  {
    ...scheduled("0 * * * *", "UTC", { days: 20 }),
    id: "hourly-becomes-daily-without-notice",
    pollMinutes: 20,
    events: [
      { what: "reschedule", at: 9.55, due: { cron: "0 6 * * *" }, schedule: "0 6 * * *", isTold: false },
    ],
  },
  {
    ...scheduled("0 2 * * *", "UTC"),
    id: "moved-to-the-morning",
    events: [
      { what: "reschedule", at: 19.5, due: { cron: "30 5 * * *" }, schedule: "30 5 * * *", isTold: true },
      { what: "outage", from: 27, to: 28 },
    ],
  },
  {
    ...scheduled("0 6 * * *", "UTC", { days: 35 }),
    id: "no-longer-on-weekends",
    events: [
      { what: "reschedule", at: 17.5, due: { cron: "0 6 * * 1-5" }, schedule: "0 6 * * 1-5", isTold: false },
    ],
  },
  {
    ...unscheduled("0 4 * * *", "UTC", { days: 35 }),
    id: "started-from-outside-and-moved-a-little",
    events: [{ what: "reschedule", at: 18, due: { cron: "40 4 * * *" }, schedule: null, isTold: false }],
  },
  {
    ...scheduled("0 */6 * * *", "UTC", { days: 24, minutes: { around: 50, sigma: 0.2 } }),
    id: "two-days-made-up-for-one-by-one",
    events: [{ what: "outage", from: 15.3, to: 17.3, catchup: true }],
  },
  {
    ...scheduled("30 1 * * *", "UTC", { minutes: { around: 90, sigma: 0.2 } }),
    id: "four-days-made-up-for-at-once",
    isParallel: true,
    events: [{ what: "outage", from: 26, to: 30.4, catchup: true }],
  },
  {
    ...scheduled("*/10 * * * *", "UTC", { days: 5, minutes: { around: 4, sigma: 0.2 } }),
    id: "three-hours-made-up-for",
    pollMinutes: 5,
    events: [{ what: "outage", from: 3.4, to: 3.52, catchup: true }],
  },
  {
    ...scheduled("0 6 * * *", "UTC"),
    id: "slots-are-scarce-for-a-week",
    events: [24, 25, 26, 27, 28].map((at, index) => ({ what: "waits" as const, at, minutes: 4 + 3 * index })),
  },
  {
    ...scheduled("5 * * * *", "Europe/London", { start: "2026-10-16", days: 14 }),
    id: "hourly-over-the-autumn-change",
    pollMinutes: 15,
    minutes: { around: 7, sigma: 0.2 },
  },
  {
    ...scheduled("30 2 * * *", "America/New_York", { start: "2027-02-15", days: 35 }),
    id: "time-that-the-clocks-skip",
    events: [{ what: "outage", from: 28.1, to: 29.1 }],
  },
  {
    ...scheduled("15 0 * * *", "America/Santiago", { start: "2026-08-10", days: 35 }),
    id: "santiago-at-midnight",
  },
  {
    ...scheduled("0 9 * * 2", "UTC", { start: "2026-05-04", days: 56 }),
    id: "six-weeks-old",
    pollMinutes: 60,
    events: [{ what: "outage", from: 43, to: 44 }],
  },
  {
    ...scheduled("0 9 2 * *", "UTC", { start: "2026-02-01", days: 125 }),
    id: "four-months-old",
    pollMinutes: 60,
  },
  {
    ...scheduled("0 4 * * *", "UTC", { days: 7 }),
    id: "dies-in-its-first-week",
    events: [{ what: "outage", from: 4, to: 7 }],
  },
  {
    ...scheduled("0 4 * * *", "UTC"),
    id: "fails-for-days-and-is-repeated-by-hand",
    events: [
      { what: "fails", from: 24, to: 27 },
      ...[24.4, 25.4, 26.5].map((at) => ({ what: "manual" as const, at, minutes: 25 })),
    ],
  },
  {
    ...unscheduled("0 0 1 1 *", "UTC", { days: 30 }),
    id: "consumer-of-a-slow-and-a-fast-producer",
    schedule: "Asset",
    producers: [
      { due: { cron: "0 3 * * *" }, minutes: { around: 120, sigma: 0.5 } },
      { due: { cron: "*/30 * * * *" }, minutes: { around: 5, sigma: 0.3 } },
    ],
    knowsInputs: true,
  },
  {
    ...unscheduled("0 0 1 1 *", "UTC", { days: 30 }),
    id: "consumer-that-ignores-its-inputs",
    schedule: "Asset",
    producers: [
      { due: { cron: "0 3 * * 1-5" }, minutes: { around: 45, sigma: 0.3 } },
      { due: { cron: "30 2 * * 1-5" }, minutes: { around: 30, sigma: 0.3 } },
    ],
    knowsInputs: true,
    events: [{ what: "outage", from: 22, to: 24 }],
  },
];
