import type { RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";

type Changes = Partial<RunScenario> & { id: string };

function daily(changes: Changes): RunScenario {
  return {
    start: "2026-06-29",
    days: 43,
    due: { cron: "20 2 * * *" },
    schedule: "20 2 * * *",
    lag: { around: 15, sigma: 0.7 },
    minutes: { around: 22, sigma: 0.18 },
    ...changes,
  };
}

function every(minutes: number, days: number, changes: Changes): RunScenario {
  return daily({
    days,
    due: { everyMinutes: minutes },
    schedule: minutes < 60 ? `*/${minutes} * * * *` : `0 */${minutes / 60} * * *`,
    minutes: { around: minutes / 8, sigma: 0.2 },
    pollMinutes: Math.min(30, Math.max(5, minutes / 4)),
    ...changes,
  });
}

function weekly(changes: Changes): RunScenario {
  return daily({
    start: "2026-03-30",
    days: 91,
    due: { cron: "0 3 * * 1" },
    schedule: "0 3 * * 1",
    pollMinutes: 60,
    ...changes,
  });
}

function everyNight(what: "skipped" | "unchanged", days: number): ScenarioEvent[] {
  return Array.from({ length: days }, (_, day) => ({ what, from: day, to: day + 0.24 }));
}

/** The fifth held-out part, by hand: volumes, durations, deadlines, skips and unchanged outputs. */
export const OPEN_MODES: readonly RunScenario[] = [
  daily({
    id: "backlog-of-the-weekend-on-mondays",
    rows: { around: 25_000, sigma: 0.2, weekdays: { 1: 3, 0: 0.3 } },
    events: [{ what: "volume", from: 35, to: 36, factor: 0.05, trouble: "empty" }],
  }),
  every(60, 19, {
    id: "offices-closed-on-weekends",
    rows: { around: 3_000, sigma: 0.25, weekdays: { 0: 0, 6: 0 } },
    events: [{ what: "writes", from: 15.4, to: 15.6, rows: 0, trouble: "empty" }],
  }),
  every(60, 13, {
    id: "dip-at-lunch",
    rows: { around: 3_000, sigma: 0.2, hours: [{ from: 12, to: 14, factor: 0.4 }] },
  }),
  daily({
    id: "one-of-two-regions-in-turn",
    rows: { around: 1_500, sigma: 0.2, mode: { share: 0.5, factor: 30 } },
  }),
  daily({ id: "product-that-takes-off", days: 35, rows: { around: 40, sigma: 0.3, growth: 1.12 } }),
  daily({
    id: "fifteen-percent-arrive",
    rows: { around: 80_000, sigma: 0.25 },
    events: [{ what: "volume", from: 32, to: 34, factor: 0.13, trouble: "empty" }],
  }),
  daily({
    id: "varies-and-then-nothing",
    rows: { around: 3_000, sigma: 0.5 },
    events: [{ what: "writes", from: 34, to: 35, rows: 0, trouble: "empty" }],
  }),
  daily({ id: "nothing-on-one-day-in-eight", rows: { around: 250, sigma: 0.5, zeros: 0.16 } }),
  every(120, 16, {
    id: "two-hourly-almost-nothing",
    rows: { around: 60_000, sigma: 0.3 },
    events: [{ what: "volume", from: 12.3, to: 12.55, factor: 0.02, trouble: "empty" }],
  }),
  every(5, 5, {
    id: "meters-that-report-less-at-night",
    rows: { around: 7_000, sigma: 0.4, hours: [{ from: 0, to: 6, factor: 0.1 }] },
    events: [{ what: "writes", from: 4.5, to: 4.55, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "five-times-at-month-end-and-an-empty-day",
    start: "2026-05-04",
    days: 100,
    rows: { around: 5_000, sigma: 0.2, monthEnd: 5 },
    events: [{ what: "writes", from: 93, to: 94, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "monthly-load-of-a-fiftieth",
    start: "2026-01-05",
    days: 275,
    due: { cron: "0 4 3 * *" },
    schedule: "0 4 3 * *",
    rows: { around: 900_000, sigma: 0.12 },
    pollMinutes: 120,
    events: [{ what: "volume", from: 240, to: 243, factor: 0.02, trouble: "empty" }],
  }),
  weekly({
    id: "weekly-load-of-nothing",
    rows: { around: 12_000, sigma: 0.25, growth: 1.002 },
    events: [{ what: "writes", from: 77, to: 78, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "repeated-by-hand-in-full",
    rows: { around: 12_000, sigma: 0.2 },
    events: [18.4, 25.5, 25.7].map((at) => ({ what: "manual" as const, at, minutes: 22, rows: 12_000 })),
  }),
  daily({ id: "fails-now-and-then", failures: 0.15, rows: { around: 12_000, sigma: 0.2 } }),
  daily({
    id: "long-on-mondays-and-hanging-on-a-wednesday",
    days: 56,
    minutes: { around: 15, sigma: 0.15, weekdays: { 1: 3 } },
    events: [{ what: "runs-for", at: 51, minutes: 600, trouble: "late", withinMinutes: 90 }],
  }),
  every(360, 25, { id: "six-hourly-and-noisy", minutes: { around: 40, sigma: 0.4 } }),
  every(60, 14, { id: "five-percent-slower-every-day", minutes: { around: 10, sigma: 0.15, growth: 1.05 } }),
  every(360, 22, {
    id: "six-hourly-hangs",
    minutes: { around: 30, sigma: 0.25 },
    events: [{ what: "runs-for", at: 17.3, minutes: 900, trouble: "late" }],
  }),
  daily({
    id: "every-other-day-hangs",
    days: 66,
    due: { everyMinutes: 2880 },
    schedule: "2 days, 0:00:00",
    minutes: { around: 90, sigma: 0.2 },
    pollMinutes: 60,
    events: [{ what: "runs-for", at: 50, minutes: 1_800, trouble: "late" }],
  }),
  weekly({
    id: "training-that-is-over-at-once",
    minutes: { around: 120, sigma: 0.15 },
    events: [{ what: "runs-for", at: 70, minutes: 3, trouble: "short" }],
  }),
  daily({
    id: "hardly-anything-to-do-on-weekends",
    minutes: { around: 40, sigma: 0.2, weekdays: { 0: 0.04, 6: 0.04 } },
  }),
  daily({
    id: "full-or-incremental",
    minutes: { around: 40, sigma: 0.15, mode: { share: 0.4, factor: 0.1 } },
  }),
  daily({
    id: "opening-balance-misses-its-deadline",
    start: "2026-05-11",
    days: 55,
    deadline: { time: "06:00", zone: "UTC", calendar: "month_start" },
    events: [
      { what: "waits", at: 51, minutes: 300, trouble: "late" },
      { what: "misses-deadline", day: 51 },
    ],
  }),
  every(60, 13, {
    id: "hourly-with-a-deadline-in-the-morning",
    deadline: { time: "08:00", zone: "UTC", calendar: "daily" },
    events: [
      { what: "outage", from: 10.2, to: 10.4 },
      { what: "misses-deadline", day: 10 },
    ],
  }),
  daily({
    id: "failed-and-repaired-before-the-deadline",
    deadline: { time: "09:00", zone: "UTC", calendar: "daily" },
    events: [
      { what: "fails", from: 31, to: 32 },
      { what: "manual", at: 31.2, minutes: 22 },
    ],
  }),
  daily({
    id: "edited-at-noon-with-a-deadline",
    deadline: { time: "05:00", zone: "UTC", calendar: "daily" },
    events: [24.5, 30.5].map((at) => ({ what: "edit" as const, at })),
  }),
  daily({ id: "unchanged-on-every-fourth-day", unchanged: 0.25 }),
  every(360, 22, {
    id: "six-hourly-unchanged-for-a-day",
    unchanged: 0,
    events: [{ what: "unchanged", from: 17.2, to: 18.1, trouble: "unchanged" }],
  }),
  every(60, 13, {
    id: "skips-at-night-and-one-noon",
    events: [...everyNight("skipped", 13), { what: "skipped", from: 10.45, to: 10.6, trouble: "skipped" }],
  }),
  weekly({ id: "weekly-that-often-skips", days: 110, skipped: 0.25 }),
  every(10, 5, {
    id: "queue-that-is-stuck",
    minutes: { around: 2, sigma: 0.2 },
    events: [{ what: "waits", at: 4.3, minutes: 150, trouble: "late" }],
  }),
  daily({
    id: "waits-a-little-now-and-then",
    events: [15, 22, 29, 30].map((at) => ({ what: "waits" as const, at, minutes: 14 })),
  }),
  every(60, 12, { id: "always-two-at-a-time", isParallel: true, minutes: { around: 100, sigma: 0.15 } }),
  every(60, 12, {
    id: "always-two-at-a-time-and-one-hangs",
    isParallel: true,
    minutes: { around: 100, sigma: 0.15 },
    events: [{ what: "runs-for", at: 9.4, minutes: 1_200, trouble: "late" }],
  }),
  daily({
    id: "sale-of-three-days-and-a-holiday",
    rows: { around: 9_000, sigma: 0.2 },
    events: [
      { what: "volume", from: 24, to: 27, factor: 3 },
      { what: "volume", from: 33, to: 34, factor: 0.4 },
    ],
  }),
];
