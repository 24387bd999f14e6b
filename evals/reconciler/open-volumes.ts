import type { RunScenario } from "@/evals/reconciler/scenario";

const WEEKDAYS_OFF = [4, 11, 18, 25, 32, 39].map((day) => ({
  what: "unchanged" as const,
  from: day + 1,
  to: day + 3,
}));

function nightly(changes: Partial<RunScenario> & { id: string }): RunScenario {
  return {
    start: "2026-06-01",
    days: 42,
    due: { cron: "15 3 * * *", zone: "Europe/Madrid" },
    schedule: "15 3 * * *",
    zone: "Europe/Madrid",
    lag: { around: 40, sigma: 0.5 },
    minutes: { around: 45, sigma: 0.15 },
    ...changes,
  };
}

function hourly(changes: Partial<RunScenario> & { id: string }): RunScenario {
  return {
    start: "2026-06-01",
    days: 13,
    due: { cron: "20 * * * *" },
    schedule: "20 * * * *",
    minutes: { around: 9, sigma: 0.2 },
    pollMinutes: 15,
    ...changes,
  };
}

/** The third held-out part, by hand: volumes, durations, deadlines, skips and unchanged outputs. */
export const OPEN_VOLUMES: readonly RunScenario[] = [
  nightly({
    id: "orders-with-quiet-weekends",
    rows: { around: 60_000, sigma: 0.15, growth: 1.003, weekdays: { 0: 0.4, 6: 0.5 } },
    events: [{ what: "volume", from: 37, to: 38, factor: 0.04, trouble: "empty" }],
  }),
  hourly({
    id: "clicks-that-grow-three-percent-a-day",
    rows: { around: 9_000, sigma: 0.2, growth: 1.03, hours: [{ from: 0, to: 6, factor: 0.3 }] },
  }),
  nightly({
    id: "shop-closed-on-sundays",
    rows: { around: 4_000, sigma: 0.25, weekdays: { 1: 0 } },
    events: [{ what: "writes", from: 38, to: 39, rows: 0, trouble: "empty" }],
  }),
  nightly({
    id: "invoices-on-the-first",
    days: 75,
    rows: { around: 1_500, sigma: 0.2, monthStart: 6 },
    minutes: { around: 20, sigma: 0.15, monthStart: 2 },
  }),
  nightly({ id: "customers-that-leave", rows: { around: 20_000, sigma: 0.1, growth: 0.975 } }),
  nightly({
    id: "page-limit-of-an-api",
    rows: { around: 10_000, sigma: 0 },
    events: [{ what: "writes", from: 30, to: 31, rows: 1_000, trouble: "empty" }],
  }),
  nightly({ id: "complaints", rows: { around: 6, sigma: 0.8, zeros: 0.1 } }),
  nightly({
    id: "load-of-everything-once",
    rows: { around: 3_000, sigma: 0.2 },
    events: [{ what: "volume", from: 25, to: 26, factor: 50 }],
  }),
  nightly({
    id: "half-of-the-usual",
    rows: { around: 30_000, sigma: 0.2 },
    events: [{ what: "volume", from: 30, to: 32, factor: 0.45 }],
  }),
  hourly({
    id: "nothing-at-noon",
    rows: { around: 5_000, sigma: 0.3, hours: [{ from: 0, to: 6, factor: 0.02 }] },
    events: [{ what: "volume", from: 9.49, to: 9.66, factor: 0, trouble: "empty" }],
  }),
  nightly({
    id: "snapshot-on-sundays",
    rows: { around: 8_000, sigma: 0.25, weekdays: { 0: 20 } },
    minutes: { around: 12, sigma: 0.15, weekdays: { 0: 6 } },
  }),
  nightly({
    id: "contract-ended",
    rows: { around: 50_000, sigma: 0.15 },
    events: [{ what: "volume", from: 25, to: 42, factor: 0.3 }],
  }),
  nightly({
    id: "one-of-many-partitions",
    rows: { around: 240_000, sigma: 0.2 },
    events: [{ what: "volume", from: 29, to: 32, factor: 0.06, trouble: "empty" }],
  }),
  nightly({
    id: "nothing-on-working-days",
    due: { cron: "30 5 * * 1-5" },
    schedule: "30 5 * * 1-5",
    zone: null,
    rows: { around: 900, sigma: 0.3 },
    events: [{ what: "writes", from: 35, to: 37, rows: 0, trouble: "empty" }],
  }),
  hourly({
    id: "alerts-that-are-rare",
    rows: { around: 3, sigma: 0.7, zeros: 0.4 },
  }),
  nightly({
    id: "two-empty-days-a-fortnight-apart",
    rows: { around: 15_000, sigma: 0.2 },
    events: [
      { what: "writes", from: 24, to: 25, rows: 0, trouble: "empty" },
      { what: "writes", from: 38, to: 39, rows: 0, trouble: "empty" },
    ],
  }),
  nightly({
    id: "sale-of-a-week-and-back",
    rows: { around: 12_000, sigma: 0.2 },
    events: [{ what: "volume", from: 24, to: 31, factor: 4 }],
  }),
  nightly({
    id: "refreshed-in-full-now-and-then",
    minutes: { around: 6, sigma: 0.15, mode: { share: 0.2, factor: 8 } },
    rows: { around: 2_000, sigma: 0.2 },
  }),
  nightly({
    id: "refreshed-in-full-and-hanging",
    minutes: { around: 6, sigma: 0.15, mode: { share: 0.25, factor: 6 } },
    pollMinutes: 15,
    // A run of the longer mode takes 36 minutes.
    events: [{ what: "runs-for", at: 35, minutes: 400, trouble: "late", withinMinutes: 150 }],
  }),
  nightly({
    id: "two-percent-slower-every-day",
    days: 70,
    minutes: { around: 20, sigma: 0.12, growth: 1.02 },
  }),
  nightly({
    id: "over-after-a-minute",
    minutes: { around: 50, sigma: 0.15 },
    events: [{ what: "runs-for", at: 33, minutes: 1, trouble: "short" }],
  }),
  nightly({
    id: "over-after-a-minute-without-rows",
    minutes: { around: 50, sigma: 0.15 },
    rows: { around: 7_000, sigma: 0.2 },
    events: [{ what: "writes", from: 33, to: 34, rows: 0, trouble: "empty" }],
  }),
  hourly({
    id: "slow-in-office-hours",
    minutes: { around: 9, sigma: 0.2, hours: [{ from: 8, to: 17, factor: 2.5 }] },
    events: [{ what: "runs-for", at: 10.1, minutes: 130, trouble: "late" }],
  }),
  nightly({
    id: "hangs-on-a-saturday",
    isParallel: true,
    events: [{ what: "runs-for", at: 33, minutes: 1_500, trouble: "late" }],
  }),
  nightly({
    id: "weekly-training-hangs",
    start: "2026-03-02",
    days: 90,
    due: { cron: "0 1 * * 0" },
    schedule: "0 1 * * 0",
    zone: null,
    minutes: { around: 200, sigma: 0.15 },
    pollMinutes: 60,
    events: [{ what: "runs-for", at: 76, minutes: 2_000, trouble: "late" }],
  }),
  {
    ...hourly({ id: "five-minutely-hangs" }),
    days: 5,
    due: { everyMinutes: 5 },
    schedule: "*/5 * * * *",
    minutes: { around: 2, sigma: 0.3 },
    pollMinutes: 5,
    events: [{ what: "runs-for", at: 3.6, minutes: 120, trouble: "late" }],
  },
  nightly({
    id: "a-little-slow-under-load",
    events: [{ what: "pace", from: 28, to: 33, factor: 1.5 }],
  }),
  nightly({
    id: "moved-to-a-faster-cluster",
    minutes: { around: 90, sigma: 0.12 },
    rows: { around: 70_000, sigma: 0.1 },
    events: [{ what: "pace", from: 24, to: 42, factor: 0.3 }],
  }),
  nightly({
    id: "deadline-missed-in-the-queue",
    deadline: { time: "08:00", zone: "Europe/Madrid", calendar: "weekdays" },
    minutes: { around: 90, sigma: 0.12 },
    events: [
      { what: "waits", at: 30, minutes: 260, trouble: "late" },
      { what: "misses-deadline", day: 30 },
    ],
  }),
  nightly({
    id: "deadline-kept-in-spite-of-a-slow-run",
    deadline: { time: "08:00", zone: "Europe/Madrid", calendar: "daily" },
    minutes: { around: 60, sigma: 0.12 },
    events: [{ what: "pace", from: 30, to: 31, factor: 1.4 }],
  }),
  nightly({
    id: "deadline-while-paused",
    deadline: { time: "07:00", zone: "UTC", calendar: "weekdays" },
    events: [{ what: "pause", from: 29.5, to: 32.9, resumesWithLatest: true }],
  }),
  nightly({
    id: "deadline-and-no-run",
    deadline: { time: "06:30", zone: "Europe/Madrid", calendar: "daily" },
    events: [
      { what: "outage", from: 31, to: 32 },
      { what: "misses-deadline", day: 31 },
    ],
  }),
  nightly({
    id: "same-output-on-weekends",
    unchanged: 0,
    events: [...WEEKDAYS_OFF, { what: "unchanged", from: 37, to: 39, trouble: "unchanged" }],
  }),
  nightly({
    id: "source-refreshed-on-mondays",
    unchanged: 0,
    events: [0, 1, 2, 3, 4, 5].map((week) => ({
      what: "unchanged" as const,
      from: week * 7 + 1,
      to: week * 7 + 7,
    })),
  }),
  hourly({
    id: "same-output-for-a-morning",
    unchanged: 0.01,
    events: [{ what: "unchanged", from: 9.3, to: 9.5, trouble: "unchanged" }],
  }),
  nightly({ id: "skips-every-fifth-day", skipped: 0.2 }),
  nightly({
    id: "skips-for-two-days",
    events: [{ what: "skipped", from: 31, to: 33, trouble: "skipped" }],
  }),
  nightly({ id: "skips-now-and-then", skipped: 0.14 }),
];
