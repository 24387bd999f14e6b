import type { RunScenario } from "@/evals/reconciler/scenario";

type Changes = Partial<RunScenario> & { id: string };

function daily(changes: Changes): RunScenario {
  return {
    start: "2026-08-03",
    days: 44,
    due: { cron: "10 5 * * *" },
    schedule: "10 5 * * *",
    lag: { around: 20, sigma: 0.6 },
    minutes: { around: 35, sigma: 0.15 },
    ...changes,
  };
}

function every(minutes: number, days: number, changes: Changes): RunScenario {
  return daily({
    days,
    due: { everyMinutes: minutes },
    schedule: minutes < 60 ? `*/${minutes} * * * *` : `0 */${minutes / 60} * * *`,
    minutes: { around: minutes / 7, sigma: 0.2 },
    pollMinutes: Math.min(30, Math.max(5, minutes / 4)),
    ...changes,
  });
}

function weekly(changes: Changes): RunScenario {
  return daily({
    start: "2026-05-04",
    days: 91,
    due: { cron: "0 2 * * 3" },
    schedule: "0 2 * * 3",
    pollMinutes: 60,
    ...changes,
  });
}

/** The sixth held-out part, by hand: volumes, durations, deadlines, skips and unchanged outputs. */
export const OPEN_SHAPES: readonly RunScenario[] = [
  daily({
    id: "each-weekday-has-its-volume",
    rows: { around: 10_000, sigma: 0.15, weekdays: { 0: 0.5, 1: 1.4, 2: 1.2, 3: 1, 4: 1.1, 5: 2, 6: 0.8 } },
    events: [{ what: "volume", from: 38, to: 39, factor: 0.06, trouble: "empty" }],
  }),
  every(60, 15, {
    id: "nothing-on-a-saturday-noon",
    rows: { around: 6_000, sigma: 0.25 },
    events: [{ what: "writes", from: 12.5, to: 12.7, rows: 0, trouble: "empty" }],
  }),
  every(60, 20, {
    id: "a-third-on-weekends",
    rows: { around: 6_000, sigma: 0.2, weekdays: { 0: 0.3, 6: 0.3 } },
  }),
  every(30, 14, {
    id: "closed-at-night-and-on-sundays",
    rows: { around: 800, sigma: 0.3, weekdays: { 0: 0 }, hours: [{ from: 0, to: 6, factor: 0 }] },
  }),
  daily({ id: "ten-percent-less-every-day", days: 32, rows: { around: 400_000, sigma: 0.2, growth: 0.9 } }),
  daily({ id: "volumes-all-over-the-place", rows: { around: 2_000, sigma: 1.1 } }),
  daily({
    id: "a-quiet-public-holiday",
    rows: { around: 22_000, sigma: 0.2 },
    events: [{ what: "volume", from: 33, to: 34, factor: 0.32 }],
  }),
  daily({
    id: "a-tenth-twice-in-two-weeks",
    rows: { around: 22_000, sigma: 0.2 },
    events: [
      { what: "volume", from: 25, to: 26, factor: 0.1, trouble: "empty" },
      { what: "volume", from: 38, to: 40, factor: 0.1, trouble: "empty" },
    ],
  }),
  daily({
    id: "a-twelfth-for-six-days",
    rows: { around: 70_000, sigma: 0.25 },
    events: [{ what: "volume", from: 29, to: 35, factor: 0.08, trouble: "empty" }],
  }),
  weekly({
    id: "seven-weeks-old-and-empty",
    rows: { around: 50_000, sigma: 0.2 },
    events: [{ what: "writes", from: 50, to: 52, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "thirty-contracts-and-then-none",
    rows: { around: 30, sigma: 0.25 },
    events: [{ what: "writes", from: 34, to: 35, rows: 0, trouble: "empty" }],
  }),
  daily({ id: "about-eight-leads", rows: { around: 8, sigma: 0.6 } }),
  daily({
    id: "fails-often-and-then-writes-nothing",
    failures: 0.2,
    rows: { around: 5_000, sigma: 0.2 },
    events: [{ what: "writes", from: 34, to: 37, rows: 0, trouble: "empty" }],
  }),
  daily({ id: "one-shard-or-three", minutes: { around: 12, sigma: 0.15, mode: { share: 0.5, factor: 3 } } }),
  daily({
    id: "three-times-as-long-on-the-first",
    days: 100,
    minutes: { around: 20, sigma: 0.15, monthStart: 3 },
  }),
  every(60, 15, {
    id: "hangs-on-a-saturday-afternoon",
    events: [{ what: "runs-for", at: 12.6, minutes: 400, trouble: "late" }],
  }),
  every(15, 6, {
    id: "quarter-hourly-hangs",
    events: [{ what: "runs-for", at: 4.4, minutes: 200, trouble: "late" }],
  }),
  daily({ id: "one-run-is-a-little-slow", events: [{ what: "pace", from: 30, to: 31, factor: 1.45 }] }),
  daily({
    id: "three-hours-are-over-in-four-minutes",
    minutes: { around: 180, sigma: 0.15 },
    events: [{ what: "runs-for", at: 32, minutes: 4, trouble: "short" }],
  }),
  daily({ id: "as-long-as-it-takes", minutes: { around: 40, sigma: 0.7 } }),
  daily({
    id: "two-deadlines-in-a-row",
    deadline: { time: "07:30", zone: "UTC", calendar: "weekdays" },
    events: [
      { what: "outage", from: 36, to: 38 },
      { what: "misses-deadline", day: 36 },
    ],
  }),
  daily({
    id: "before-midnight-but-not-today",
    due: { cron: "0 20 * * *" },
    schedule: "0 20 * * *",
    deadline: { time: "23:00", zone: "UTC", calendar: "daily" },
    events: [
      { what: "waits", at: 33.5, minutes: 230, trouble: "late" },
      { what: "misses-deadline", day: 33 },
    ],
  }),
  daily({
    id: "deadline-on-working-days-and-a-late-sunday",
    deadline: { time: "07:00", zone: "UTC", calendar: "weekdays" },
    events: [{ what: "pace", from: 34, to: 35, factor: 1.5 }],
  }),
  every(60, 13, {
    id: "one-hour-without-a-change",
    unchanged: 0,
    events: [{ what: "unchanged", from: 9.4, to: 9.44 }],
  }),
  every(360, 22, {
    id: "three-times-without-a-change",
    unchanged: 0,
    events: [{ what: "unchanged", from: 17.1, to: 17.8, trouble: "unchanged" }],
  }),
  weekly({
    id: "a-week-without-a-change",
    unchanged: 0,
    events: [{ what: "unchanged", from: 78, to: 81, trouble: "unchanged" }],
  }),
  daily({ id: "skips-one-in-three", skipped: 0.33 }),
  every(120, 16, {
    id: "two-hourly-skips-for-half-a-day",
    events: [{ what: "skipped", from: 12.2, to: 12.7, trouble: "skipped" }],
  }),
  weekly({ id: "a-week-is-skipped", events: [{ what: "skipped", from: 71, to: 74, trouble: "skipped" }] }),
  every(10, 5, { id: "ten-minutely-with-some-skips", skipped: 0.06 }),
  every(360, 22, {
    id: "six-hourly-waits-for-three",
    events: [{ what: "waits", at: 17.1, minutes: 190, trouble: "late" }],
  }),
  every(60, 12, {
    id: "overlaps-and-is-slow-for-a-while",
    isParallel: true,
    minutes: { around: 90, sigma: 0.15 },
    events: [{ what: "pace", from: 8.3, to: 8.6, factor: 1.4 }],
  }),
];
