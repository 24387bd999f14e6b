import type { RunScenario, ScenarioEvent } from "@/evals/reconciler/scenario";

function daily(changes: Partial<RunScenario> & { id: string }): RunScenario {
  return {
    start: "2026-04-13",
    days: 44,
    due: { cron: "45 4 * * *", zone: "America/Chicago" },
    schedule: "45 4 * * *",
    zone: "America/Chicago",
    lag: { around: 25, sigma: 0.6 },
    minutes: { around: 30, sigma: 0.15 },
    ...changes,
  };
}

function hourly(changes: Partial<RunScenario> & { id: string }): RunScenario {
  return {
    start: "2026-04-13",
    days: 13,
    due: { cron: "35 * * * *" },
    schedule: "35 * * * *",
    minutes: { around: 8, sigma: 0.2 },
    pollMinutes: 15,
    ...changes,
  };
}

function tenMinutely(changes: Partial<RunScenario> & { id: string }): RunScenario {
  return hourly({
    days: 5,
    due: { everyMinutes: 10 },
    schedule: "*/10 * * * *",
    minutes: { around: 2, sigma: 0.3 },
    pollMinutes: 5,
    ...changes,
  });
}

function nights(days: number): ScenarioEvent[] {
  return Array.from({ length: days }, (_, day) => ({ what: "unchanged", from: day, to: day + 0.25 }));
}

function weekends(what: "skipped" | "unchanged", weeks: number): ScenarioEvent[] {
  return Array.from({ length: weeks }, (_, week) => ({ what, from: week * 7 + 5, to: week * 7 + 7 }));
}

/** The fourth held-out part, by hand: volumes, durations, deadlines, skips and unchanged outputs. */
export const OPEN_LEVELS: readonly RunScenario[] = [
  daily({
    id: "tickets-peak-on-saturdays",
    rows: { around: 9_000, sigma: 0.2, weekdays: { 6: 5 } },
    events: [{ what: "volume", from: 40, to: 41, factor: 0.03, trouble: "empty" }],
  }),
  daily({ id: "five-percent-more-every-day", days: 60, rows: { around: 700, sigma: 0.3, growth: 1.05 } }),
  daily({ id: "four-percent-less-every-day", days: 50, rows: { around: 90_000, sigma: 0.25, growth: 0.96 } }),
  daily({
    id: "campaign-of-three-weeks-and-back",
    days: 60,
    rows: { around: 4_000, sigma: 0.2 },
    events: [{ what: "volume", from: 22, to: 43, factor: 10 }],
  }),
  hourly({
    id: "streaming-in-the-evening",
    rows: {
      around: 20_000,
      sigma: 0.2,
      hours: [
        { from: 0, to: 7, factor: 0.2 },
        { from: 18, to: 23, factor: 2.2 },
      ],
    },
    events: [{ what: "writes", from: 10.78, to: 10.92, rows: 0, trouble: "empty" }],
  }),
  daily({ id: "one-or-two-refunds", rows: { around: 2, sigma: 1, zeros: 0.3 } }),
  daily({
    id: "subscriptions-renewed-on-the-first",
    days: 100,
    rows: { around: 1_000, sigma: 0.2, monthStart: 20 },
  }),
  daily({
    id: "three-times-at-month-end",
    days: 100,
    rows: { around: 30_000, sigma: 0.2, monthEnd: 3 },
    minutes: { around: 30, sigma: 0.15, monthEnd: 2 },
  }),
  daily({
    id: "dimension-that-is-always-the-same",
    rows: { around: 4_312, sigma: 0 },
    events: [{ what: "writes", from: 33, to: 34, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "one-of-nine-regions",
    due: { cron: "0 8 * * 1-5" },
    schedule: "0 8 * * 1-5",
    zone: null,
    rows: { around: 120_000, sigma: 0.2 },
    events: [{ what: "volume", from: 35, to: 38, factor: 0.11, trouble: "empty" }],
  }),
  hourly({
    id: "one-of-twelve-shards",
    rows: { around: 40_000, sigma: 0.25 },
    events: [{ what: "volume", from: 9.4, to: 9.62, factor: 0.08, trouble: "empty" }],
  }),
  tenMinutely({
    id: "one-empty-batch",
    rows: { around: 500, sigma: 0.6 },
    events: [{ what: "writes", from: 4.2, to: 4.206, rows: 0 }],
  }),
  tenMinutely({
    id: "empty-batches-for-an-hour-and-a-half",
    rows: { around: 500, sigma: 0.6 },
    events: [{ what: "writes", from: 4.2, to: 4.2625, rows: 0, trouble: "empty" }],
  }),
  daily({
    id: "weekly-extract-of-a-thirtieth",
    due: { cron: "0 5 * * 3" },
    schedule: "0 5 * * 3",
    zone: null,
    days: 90,
    rows: { around: 2_000_000, sigma: 0.15 },
    pollMinutes: 60,
    events: [{ what: "volume", from: 72, to: 73, factor: 0.03, trouble: "empty" }],
  }),
  daily({
    id: "empty-after-a-backfill",
    rows: { around: 6_000, sigma: 0.3 },
    events: [
      { what: "backfill", at: 30.6, days: 10, minutes: 12, hasDueTimes: true },
      { what: "writes", from: 33, to: 34, rows: 0, trouble: "empty" },
    ],
  }),
  daily({
    id: "weekend-made-up-for-on-tuesday",
    rows: { around: 15_000, sigma: 0.2, weekdays: { 0: 0.1, 6: 0.1 } },
    events: [{ what: "outage", from: 39, to: 43.6, catchup: true }],
  }),
  daily({
    id: "tried-by-hand-at-noon",
    rows: { around: 15_000, sigma: 0.2 },
    events: [30.5, 30.52, 31.6].map((at) => ({ what: "manual" as const, at, minutes: 3, rows: 5 })),
  }),
  daily({
    id: "two-modes-as-likely",
    minutes: { around: 5, sigma: 0.2, mode: { share: 0.5, factor: 8 } },
  }),
  daily({
    id: "two-modes-and-a-hang",
    minutes: { around: 5, sigma: 0.2, mode: { share: 0.5, factor: 8 } },
    events: [{ what: "runs-for", at: 36, minutes: 700, trouble: "late", withinMinutes: 200 }],
  }),
  daily({ id: "durations-all-over-the-place", minutes: { around: 25, sigma: 0.8 } }),
  hourly({
    id: "compaction-at-two",
    minutes: { around: 6, sigma: 0.2, hours: [{ from: 2, to: 3, factor: 6 }] },
  }),
  hourly({
    id: "compaction-at-two-and-a-hang-in-the-afternoon",
    minutes: { around: 6, sigma: 0.2, hours: [{ from: 2, to: 3, factor: 5 }] },
    events: [{ what: "runs-for", at: 10.58, minutes: 300, trouble: "late", withinMinutes: 75 }],
  }),
  hourly({
    id: "hour-that-is-over-at-once",
    minutes: { around: 25, sigma: 0.15 },
    events: [{ what: "runs-for", at: 9.5, minutes: 1, trouble: "short" }],
  }),
  daily({
    id: "eight-times-as-fast-for-good",
    minutes: { around: 60, sigma: 0.15 },
    rows: { around: 15_000, sigma: 0.2 },
    events: [{ what: "pace", from: 25, to: 44, factor: 0.125 }],
  }),
  daily({ id: "half-as-fast-for-good", events: [{ what: "pace", from: 25, to: 44, factor: 1.6 }] }),
  daily({
    id: "waits-on-a-saturday-without-a-deadline",
    deadline: { time: "07:00", zone: "America/Chicago", calendar: "weekdays" },
    events: [{ what: "waits", at: 40, minutes: 240, trouble: "late" }],
  }),
  daily({
    id: "closing-misses-the-month-end",
    start: "2026-03-02",
    days: 62,
    deadline: { time: "12:00", zone: "UTC", calendar: "month_end" },
    minutes: { around: 60, sigma: 0.12 },
    events: [
      { what: "runs-for", at: 59, minutes: 600, trouble: "late", withinMinutes: 240 },
      { what: "misses-deadline", day: 59 },
    ],
  }),
  daily({
    id: "does-not-run-before-the-market-opens",
    deadline: { time: "09:30", zone: "America/New_York", calendar: "weekdays" },
    events: [
      { what: "outage", from: 36, to: 37 },
      { what: "misses-deadline", day: 36 },
    ],
  }),
  daily({
    id: "unchanged-for-one-day",
    unchanged: 0,
    events: [{ what: "unchanged", from: 32, to: 33, trouble: "unchanged" }],
  }),
  daily({ id: "unchanged-half-of-the-time", unchanged: 0.5 }),
  hourly({
    id: "unchanged-at-night-and-one-afternoon",
    unchanged: 0,
    events: [...nights(13), { what: "unchanged", from: 10.5, to: 10.75, trouble: "unchanged" }],
  }),
  daily({
    id: "skips-on-weekends-and-one-tuesday",
    events: [...weekends("skipped", 6), { what: "skipped", from: 36, to: 37, trouble: "skipped" }],
  }),
  daily({ id: "new-and-often-skipped", days: 20, skipped: 0.3 }),
  hourly({
    id: "first-of-many-in-the-queue",
    events: [{ what: "waits", at: 9.3, minutes: 260, trouble: "late" }],
  }),
  hourly({
    id: "one-hangs-and-others-go-on",
    isParallel: true,
    events: [{ what: "runs-for", at: 9.3, minutes: 700, trouble: "late" }],
  }),
  daily({ id: "a-third-slower-for-two-weeks", events: [{ what: "pace", from: 25, to: 39, factor: 1.3 }] }),
  daily({
    id: "unchanged-on-weekends-and-one-wednesday",
    unchanged: 0,
    events: [...weekends("unchanged", 6), { what: "unchanged", from: 37, to: 39, trouble: "unchanged" }],
  }),
];
