import type { RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";

function cron(expression: string, zone: string, changes: Partial<RunScenario> & { id: string }): RunScenario {
  return {
    start: "2026-04-13",
    days: 44,
    due: { cron: expression, zone },
    schedule: expression,
    zone,
    minutes: { around: 20, sigma: 0.2 },
    ...changes,
  };
}

/** Started from outside: the orchestrator knows neither a schedule nor due times. */
function outside(
  expression: string,
  zone: string,
  changes: Partial<RunScenario> & { id: string },
): RunScenario {
  return cron(expression, zone, {
    schedule: null,
    dueAt: "missing",
    lag: { around: 180, sigma: 0.6 },
    ...changes,
  });
}

function outage(from: number, to: number, catchup = false): ScenarioEvent {
  return { what: "outage", from, to, catchup };
}

const NEVER = "0 0 1 1 *";

/** The fourth held-out part, by hand: calendars, pauses, changed schedules, backfills and catch-ups. */
export const OPEN_CHANGES: readonly RunScenario[] = [
  cron("0 22 25 * *", "Europe/Berlin", {
    id: "billing-on-the-25th",
    start: "2026-01-01",
    days: 150,
    pollMinutes: 60,
    events: [outage(144, 145)],
  }),
  outside("0 17 * * 5", "Europe/London", {
    id: "learned-friday-afternoon",
    start: "2026-04-13",
    days: 84,
    pollMinutes: 60,
    events: [outage(67, 68)],
  }),
  outside("0 6 * * 1,3,5", "UTC", { id: "learned-every-other-working-day", events: [outage(37, 38)] }),
  cron("0 */3 * * *", "Australia/Sydney", {
    id: "three-hourly-in-sydney",
    start: "2026-09-21",
    days: 20,
  }),
  cron("*/20 * * * *", "UTC", {
    id: "every-twenty-minutes-and-a-dead-night",
    days: 7,
    minutes: { around: 4, sigma: 0.25 },
    pollMinutes: 10,
    events: [outage(5.05, 5.14)],
  }),
  cron(NEVER, "UTC", {
    id: "every-45-minutes",
    days: 10,
    due: { everyMinutes: 45 },
    schedule: "0:45:00",
    minutes: { around: 6, sigma: 0.3 },
    pollMinutes: 15,
    events: [outage(7.2, 7.4)],
  }),
  cron("0 * * * 1-5", "UTC", {
    id: "hourly-on-working-days-does-not-resume-on-monday",
    days: 18,
    minutes: { around: 7, sigma: 0.2 },
    pollMinutes: 15,
    events: [outage(14, 14.3)],
  }),
  cron("*/15 7-19 * * 1-6", "Europe/Berlin", {
    id: "counters-of-a-shop",
    days: 12,
    minutes: { around: 3, sigma: 0.3 },
    pollMinutes: 10,
  }),
  cron("0 4 * * 2#2", "UTC", {
    id: "patch-tuesday",
    start: "2026-01-01",
    days: 165,
    pollMinutes: 60,
    events: [outage(159, 160)],
  }),
  cron("50 23 * * *", "America/New_York", {
    id: "starts-before-and-after-midnight",
    lag: { around: 500, sigma: 0.5 },
    events: [outage(34.1, 35.1)],
  }),
  outside("0 1 * * *", "UTC", { id: "follows-an-irregular-upstream", lag: { around: 3_600, sigma: 0.8 } }),
  outside("0 1 * * *", "UTC", {
    id: "follows-a-regular-upstream-and-stops",
    lag: { around: 1_500, sigma: 0.5 },
    events: [outage(36, 38)],
  }),
  cron("30 4 * * 2,6", "UTC", {
    id: "tuesdays-and-saturdays-by-interval-start",
    dueAt: "interval-start",
    days: 60,
    pollMinutes: 60,
    events: [outage(54, 55)],
  }),
  outside(NEVER, "UTC", {
    id: "consumer-without-one-producer",
    schedule: "Asset",
    days: 14,
    producers: [
      { due: { cron: "0 * * * *" }, minutes: { around: 12, sigma: 0.3 } },
      { due: { cron: "10 * * * *" }, minutes: { around: 9, sigma: 0.3 }, outage: [10.2, 10.6] },
    ],
    knowsInputs: true,
    minutes: { around: 5, sigma: 0.3 },
    pollMinutes: 15,
  }),
  outside(NEVER, "UTC", {
    id: "consumer-of-three-stops",
    schedule: "Dataset",
    producers: [
      { due: { cron: "0 1 * * *" }, minutes: { around: 30, sigma: 0.3 } },
      { due: { cron: "0 2 * * *" }, minutes: { around: 60, sigma: 0.2 } },
      { due: { cron: "30 2 * * *" }, minutes: { around: 25, sigma: 0.4 } },
    ],
    knowsInputs: true,
    events: [outage(31, 32)],
  }),
  outside("30 5 * * *", "UTC", {
    id: "cron-job-through-the-api-with-repeats-by-hand",
    type: "manual",
    schedule: "None",
    failures: 0.08,
    events: [
      ...[12.4, 19.5, 27.42].map((at) => ({ what: "manual" as const, at, minutes: 20 })),
      outage(36, 37),
    ],
  }),
  outside(NEVER, "UTC", {
    id: "uploads-stop",
    days: 18,
    due: { arrivals: 25, fromHour: 6, toHour: 20 },
    minutes: { around: 2, sigma: 0.5 },
    type: "other",
    // Nine uploads are expected in five hours; the day before the weekend is as busy as others.
    events: [{ what: "outage", from: 16.4, to: 18, withinMinutes: 460 }],
  }),
  outside(NEVER, "UTC", {
    id: "uploads-around-the-clock-on-working-days",
    days: 22,
    due: { arrivals: 12, fromHour: 0, toHour: 24 },
    minutes: { around: 2, sigma: 0.5 },
    type: "other",
  }),
  cron("15 1 * * *", "UTC", {
    id: "crowded-nights",
    days: 60,
    lag: { around: 900, sigma: 1 },
    failures: 0.05,
  }),
  cron("0 * * * *", "UTC", {
    id: "thirty-hours-down-and-all-at-once",
    days: 14,
    minutes: { around: 15, sigma: 0.2 },
    isParallel: true,
    pollMinutes: 15,
    events: [outage(9.1, 10.35, true)],
  }),
  cron("0 5 * * *", "Asia/Singapore", {
    id: "resumed-with-the-latest-run-then-missing",
    events: [{ what: "pause", from: 20.2, to: 30.1, resumesWithLatest: true }, outage(36.5, 37.5)],
  }),
  cron("0 5 * * *", "UTC", {
    id: "paused-for-forty-days",
    days: 80,
    pollMinutes: 60,
    events: [{ what: "pause", from: 25.5, to: 65.5 }],
  }),
  cron("0 3 * * 0", "UTC", {
    id: "weekly-and-edited-often",
    days: 90,
    pollMinutes: 60,
    events: [
      ...[30.2, 44.1, 58.6].map((at) => ({ what: "edit" as const, at })),
      { what: "pause", from: 64.5, to: 68.5 },
    ],
  }),
  cron("0 6 * * *", "UTC", {
    id: "twice-a-day-from-now-on",
    events: [
      { what: "reschedule", at: 22.4, due: { cron: "0 6,18 * * *" }, schedule: "0 6,18 * * *", isTold: true },
      outage(31.5, 32.1),
    ],
  }),
  cron("*/30 * * * *", "UTC", {
    id: "six-times-as-often-without-notice",
    days: 8,
    minutes: { around: 2, sigma: 0.2 },
    pollMinutes: 5,
    events: [
      { what: "reschedule", at: 5.41, due: { everyMinutes: 5 }, schedule: "*/5 * * * *", isTold: false },
    ],
  }),
  cron("0 * * * *", "UTC", {
    id: "a-quarter-as-often",
    days: 16,
    pollMinutes: 20,
    events: [
      { what: "reschedule", at: 8.6, due: { cron: "0 */4 * * *" }, schedule: "0 */4 * * *", isTold: true },
    ],
  }),
  cron("0 6 * * *", "UTC", {
    id: "weekly-from-now-on-and-missing",
    days: 56,
    pollMinutes: 60,
    events: [
      { what: "reschedule", at: 22.4, due: { cron: "0 6 * * 1" }, schedule: "0 6 * * 1", isTold: true },
      outage(49, 50),
    ],
  }),
  cron("0 2 * * *", "UTC", {
    id: "backfill-of-a-quarter-without-dates",
    days: 110,
    isParallel: true,
    pollMinutes: 60,
    events: [{ what: "backfill", at: 100.3, days: 90, minutes: 15, hasDueTimes: false }],
  }),
  cron("0 2 * * *", "UTC", {
    id: "cleared-and-backfilled",
    isParallel: true,
    events: [
      { what: "clear", at: 29.4, from: 20, to: 24 },
      { what: "backfill", at: 30.5, days: 12, minutes: 18, hasDueTimes: true },
      { what: "clear", at: 33.6, from: 32, to: 33 },
    ],
  }),
  cron("0 2 * * *", "UTC", {
    id: "started-by-an-analyst-every-afternoon",
    events: [
      ...Array.from({ length: 40 }, (_, day) => ({ what: "manual" as const, at: day + 0.6, minutes: 8 })),
      outage(38, 39),
    ],
  }),
  cron("0 2 * * *", "UTC", {
    id: "missing-and-repeated-by-hand-in-the-morning",
    events: [outage(33, 34), { what: "manual", at: 33.35, minutes: 20 }],
  }),
  cron("0 */8 * * *", "UTC", {
    id: "made-up-for-since-its-start-date",
    days: 16,
    events: [{ what: "outage", from: 0, to: 4.4, catchup: true, isQuiet: true }],
  }),
  cron("30 1 * * *", "Europe/London", { id: "repeated-hour-in-london", start: "2026-10-05", days: 32 }),
  cron("0 0 * * *", "America/Havana", { id: "midnight-that-havana-skips", start: "2027-02-15", days: 35 }),
  cron("0 7 * * 4", "UTC", {
    id: "weekly-that-is-retired",
    days: 100,
    pollMinutes: 120,
    events: [{ what: "ends", at: 60 }],
  }),
  cron("20 * * * *", "Europe/Rome", {
    id: "orchestrator-tells-the-next-hour",
    days: 12,
    tellsNextRun: true,
    minutes: { around: 9, sigma: 0.2 },
    pollMinutes: 10,
    events: [outage(9.3, 9.45)],
  }),
  cron("0 6 * * *", "UTC", {
    id: "orchestrator-tells-and-people-change",
    tellsNextRun: true,
    events: [
      { what: "pause", from: 14.5, to: 17.5, resumesWithLatest: true },
      { what: "reschedule", at: 25.5, due: { cron: "0 10 * * *" }, schedule: "0 10 * * *", isTold: true },
    ],
  }),
  cron("45 3 * * *", "UTC", { id: "fails-every-other-time", failures: 0.5 }),
  outside(NEVER, "UTC", {
    id: "timetable-of-first-working-days",
    schedule: "FirstWorkday",
    start: "2026-01-01",
    days: 245,
    due: { workingDay: 1, at: "08:00" },
    pollMinutes: 60,
  }),
];
