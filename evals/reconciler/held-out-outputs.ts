import type { RunScenario } from "@/evals/reconciler/scenario";

type Changes = Partial<RunScenario> & { id: string };

function daily(changes: Changes): RunScenario {
  return {
    start: "2026-01-12",
    days: 43,
    due: { cron: "0 3 * * *" },
    schedule: "0 3 * * *",
    lag: { around: 12, sigma: 0.6 },
    minutes: { around: 28, sigma: 0.17 },
    ...changes,
  };
}

function every(minutes: number, days: number, changes: Changes): RunScenario {
  return daily({
    days,
    due: { everyMinutes: minutes },
    schedule: minutes < 60 ? `*/${minutes} * * * *` : `0 */${minutes / 60} * * *`,
    minutes: { around: minutes / 6, sigma: 0.2 },
    pollMinutes: Math.min(30, Math.max(5, minutes / 4)),
    ...changes,
  });
}

function weekly(changes: Changes): RunScenario {
  return daily({ days: 91, due: { cron: "0 4 * * 4" }, schedule: "0 4 * * 4", pollMinutes: 60, ...changes });
}

/** Volumes, durations, deadlines, skips and unchanged outputs, thought of before the judge had seen any of them. */
export const HELD_OUT_OUTPUTS: readonly RunScenario[] = [
  daily({
    id: "hardly-anything-on-sundays",
    rows: { around: 18_000, sigma: 0.2, weekdays: { 0: 0.1 } },
    events: [{ what: "volume", from: 35, to: 36, factor: 0.05, trouble: "empty" }],
  }),
  every(60, 13, {
    id: "peaks-at-noon-and-in-the-evening",
    rows: {
      around: 2_000,
      sigma: 0.2,
      hours: [
        { from: 11, to: 14, factor: 3 },
        { from: 18, to: 22, factor: 4 },
      ],
    },
    events: [{ what: "volume", from: 10.45, to: 10.62, factor: 0.03, trouble: "empty" }],
  }),
  every(360, 22, {
    id: "six-hourly-with-quiet-nights",
    rows: { around: 9_000, sigma: 0.2, hours: [{ from: 0, to: 3, factor: 0.2 }] },
    events: [{ what: "writes", from: 17.4, to: 17.9, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "grows-and-then-drops",
    days: 58,
    rows: { around: 1_000, sigma: 0.2, growth: 1.02 },
    events: [{ what: "volume", from: 51, to: 53, factor: 0.05, trouble: "empty" }],
  }),
  daily({
    id: "varies-by-a-half-and-then-nothing",
    rows: { around: 8_000, sigma: 0.6 },
    events: [{ what: "writes", from: 36, to: 38, rows: 0, trouble: "empty" }],
  }),
  daily({ id: "nothing-on-three-days-in-ten", rows: { around: 90, sigma: 0.6, zeros: 0.3 } }),
  weekly({ id: "weekly-that-grows", rows: { around: 7_000, sigma: 0.25, growth: 1.005 } }),
  weekly({
    id: "weekly-file-cut-short",
    rows: { around: 350_000, sigma: 0.2 },
    events: [{ what: "volume", from: 72, to: 75, factor: 0.04, trouble: "empty" }],
  }),
  every(10, 5, {
    id: "one-of-fifty-topics",
    rows: { around: 12_000, sigma: 0.3 },
    events: [{ what: "volume", from: 4.3, to: 4.35, factor: 0.02, trouble: "empty" }],
  }),
  daily({
    id: "twice-as-much-for-good",
    rows: { around: 12_000, sigma: 0.2 },
    events: [{ what: "volume", from: 24, to: 43, factor: 2 }],
  }),
  daily({
    id: "half-as-much-for-good",
    rows: { around: 12_000, sigma: 0.2 },
    events: [{ what: "volume", from: 24, to: 43, factor: 0.5 }],
  }),
  daily({
    id: "weekend-loads-and-an-empty-saturday",
    days: 80,
    due: { cron: "0 3 * * 0,6" },
    schedule: "0 3 * * 0,6",
    rows: { around: 30_000, sigma: 0.2 },
    pollMinutes: 60,
    events: [{ what: "writes", from: 68, to: 69, rows: 0, trouble: "empty" }],
  }),
  daily({ id: "twice-as-long-at-month-end", days: 100, minutes: { around: 28, sigma: 0.17, monthEnd: 2 } }),
  daily({
    id: "five-times-as-long-on-sundays-and-a-hang",
    days: 50,
    minutes: { around: 20, sigma: 0.15, weekdays: { 0: 5 } },
    events: [{ what: "runs-for", at: 43, minutes: 500, trouble: "late", withinMinutes: 150 }],
  }),
  daily({
    id: "a-longer-run-now-and-then",
    minutes: { around: 15, sigma: 0.15, mode: { share: 0.35, factor: 4 } },
  }),
  daily({
    id: "a-longer-run-now-and-then-and-a-hang",
    minutes: { around: 15, sigma: 0.15, mode: { share: 0.35, factor: 4 } },
    events: [{ what: "runs-for", at: 36, minutes: 480, trouble: "late", withinMinutes: 200 }],
  }),
  every(60, 14, {
    id: "three-percent-slower-every-day-and-a-hang",
    minutes: { around: 10, sigma: 0.15, growth: 1.03 },
    events: [{ what: "runs-for", at: 11.3, minutes: 240, trouble: "late" }],
  }),
  daily({
    id: "every-other-day-over-at-once",
    days: 66,
    due: { everyMinutes: 2880 },
    schedule: "2 days, 0:00:00",
    minutes: { around: 60, sigma: 0.15 },
    pollMinutes: 60,
    events: [{ what: "runs-for", at: 52, minutes: 1, trouble: "short" }],
  }),
  daily({ id: "twice-as-fast-for-good", events: [{ what: "pace", from: 25, to: 43, factor: 0.5 }] }),
  daily({ id: "longer-on-weekends", minutes: { around: 28, sigma: 0.15, weekdays: { 0: 1.6, 6: 1.6 } } }),
  daily({
    id: "no-run-before-nine",
    deadline: { time: "09:00", zone: "UTC", calendar: "daily" },
    events: [
      { what: "outage", from: 33, to: 34 },
      { what: "misses-deadline", day: 33 },
    ],
  }),
  daily({
    id: "fails-before-its-deadline-now-and-then",
    failures: 0.12,
    deadline: { time: "06:00", zone: "UTC", calendar: "weekdays" },
  }),
  daily({
    id: "month-end-deadline-that-is-kept",
    days: 80,
    deadline: { time: "08:00", zone: "UTC", calendar: "month_end" },
  }),
  daily({ id: "waits-for-six-hours", events: [{ what: "waits", at: 34, minutes: 360, trouble: "late" }] }),
  every(30, 7, {
    id: "half-hourly-is-stuck-in-the-queue",
    events: [{ what: "waits", at: 5.4, minutes: 150, trouble: "late" }],
  }),
  every(60, 12, { id: "hourly-often-without-a-change", unchanged: 0.4 }),
  every(120, 16, {
    id: "two-hourly-without-a-change-for-half-a-day",
    unchanged: 0,
    events: [{ what: "unchanged", from: 12.1, to: 12.6, trouble: "unchanged" }],
  }),
  daily({
    id: "skips-on-sundays-and-in-midweek",
    events: [
      ...[6, 13, 20, 27, 34].map((day) => ({ what: "skipped" as const, from: day, to: day + 1 })),
      { what: "skipped", from: 37, to: 39, trouble: "skipped" },
    ],
  }),
  every(360, 22, { id: "six-hourly-often-skips", skipped: 0.3 }),
  daily({ id: "skips-on-one-friday", events: [{ what: "skipped", from: 32, to: 33, trouble: "skipped" }] }),
  every(15, 6, {
    id: "quarter-hourly-and-one-hangs-beside-others",
    isParallel: true,
    events: [{ what: "runs-for", at: 4.4, minutes: 300, trouble: "late" }],
  }),
];
