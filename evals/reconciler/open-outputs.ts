import type { RunScenario } from "@/evals/reconciler/scenario";

const DAILY: Pick<RunScenario, "start" | "days" | "due" | "schedule" | "minutes"> = {
  start: "2026-04-06",
  days: 42,
  due: { cron: "0 6 * * *" },
  schedule: "0 6 * * *",
  minutes: { around: 20, sigma: 0.15 },
};
const HOURLY = { due: { cron: "5 * * * *" }, schedule: "5 * * * *", days: 14, pollMinutes: 15 };

/** Scenarios of runs that are late, or green but empty. */
export const OPEN_OUTPUTS: readonly RunScenario[] = [
  {
    ...DAILY,
    id: "rows-zero",
    rows: { around: 12_000, sigma: 0.1 },
    events: [{ what: "writes", from: 25, to: 26, rows: 0, trouble: "empty" }],
  },
  {
    ...DAILY,
    id: "rows-zero-for-days",
    rows: { around: 12_000, sigma: 0.4 },
    events: [{ what: "writes", from: 25, to: 30, rows: 0, trouble: "empty" }],
  },
  {
    ...DAILY,
    id: "rows-a-twentieth",
    rows: { around: 50_000, sigma: 0.25 },
    events: [{ what: "writes", from: 25, to: 26, rows: 2_500, trouble: "empty" }],
  },
  { ...DAILY, id: "rows-noisy", rows: { around: 3_000, sigma: 0.9 } },
  { ...DAILY, id: "rows-growing", rows: { around: 500, sigma: 0.2, growth: 1.05 } },
  { ...DAILY, id: "rows-shrinking", rows: { around: 80_000, sigma: 0.2, growth: 0.95 } },
  {
    ...DAILY,
    id: "rows-quiet-weekends",
    rows: { around: 40_000, sigma: 0.2, weekdays: { 0: 0.02, 6: 0.03 } },
    events: [{ what: "writes", from: 30, to: 31, rows: 900, trouble: "empty" }],
  },
  { ...DAILY, id: "rows-none-on-weekends", rows: { around: 40_000, sigma: 0.3, weekdays: { 0: 0, 6: 0 } } },
  { ...DAILY, id: "rows-often-zero", rows: { around: 40, sigma: 1, zeros: 0.3 } },
  {
    ...DAILY,
    id: "rows-month-ends",
    days: 100,
    rows: { around: 2_000, sigma: 0.2, monthEnd: 40 },
    minutes: { around: 20, sigma: 0.15, monthEnd: 4 },
  },
  {
    ...DAILY,
    ...HOURLY,
    id: "rows-quiet-nights",
    rows: { around: 8_000, sigma: 0.3, hours: [{ from: 0, to: 5, factor: 0.01 }] },
    events: [{ what: "writes", from: 9.5, to: 9.7, rows: 0, trouble: "empty" }],
  },
  { ...DAILY, ...HOURLY, id: "rows-sometimes-none-hourly", rows: { around: 200, sigma: 0.8, zeros: 0.05 } },
  {
    ...DAILY,
    id: "rows-new-pipeline",
    days: 8,
    rows: { around: 100, sigma: 1.5 },
  },
  {
    ...DAILY,
    id: "duration-tenth",
    minutes: { around: 40, sigma: 0.15 },
    events: [{ what: "runs-for", at: 25, minutes: 2, trouble: "short" }],
  },
  { ...DAILY, id: "duration-drifts", minutes: { around: 15, sigma: 0.1, growth: 1.04 }, days: 60 },
  { ...DAILY, id: "duration-noisy", minutes: { around: 30, sigma: 0.6 } },
  {
    ...DAILY,
    id: "duration-full-load-on-sundays",
    minutes: { around: 15, sigma: 0.15, weekdays: { 0: 12 } },
    events: [{ what: "runs-for", at: 31, minutes: 400, trouble: "late" }],
  },
  {
    ...DAILY,
    id: "duration-hangs",
    events: [{ what: "runs-for", at: 25, minutes: 700, trouble: "late" }],
  },
  {
    ...DAILY,
    id: "duration-hangs-parallel",
    isParallel: true,
    events: [{ what: "runs-for", at: 25, minutes: 4_000, trouble: "late" }],
  },
  {
    ...DAILY,
    id: "duration-hangs-by-hand",
    events: [{ what: "manual", at: 25.6, minutes: 14 }],
  },
  {
    ...DAILY,
    id: "queue-waits",
    events: [{ what: "waits", at: 25, minutes: 300, trouble: "late" }],
  },
  { ...DAILY, id: "queue-waits-often", lag: { around: 1_200, sigma: 0.9 } },
  {
    ...DAILY,
    id: "unchanged-once",
    unchanged: 0,
    events: [{ what: "unchanged", from: 25, to: 27, trouble: "unchanged" }],
  },
  { ...DAILY, id: "unchanged-often", unchanged: 0.4 },
  {
    ...DAILY,
    id: "skipped-once",
    events: [{ what: "skipped", from: 25, to: 26, trouble: "skipped" }],
  },
  { ...DAILY, id: "skipped-often", skipped: 0.35 },
  {
    ...DAILY,
    id: "deadline-missed",
    deadline: { time: "07:00", zone: "UTC", calendar: "daily" },
    events: [
      { what: "runs-for", at: 25, minutes: 100, trouble: "late" },
      { what: "misses-deadline", day: 25 },
    ],
  },
  {
    ...DAILY,
    id: "deadline-survives-edit",
    deadline: { time: "07:00", zone: "UTC", calendar: "daily" },
    pollMinutes: 10,
    events: [
      { what: "edit", at: 24.9 },
      { what: "edit", at: 25.26 },
      { what: "waits", at: 25, minutes: 90, trouble: "late" },
      { what: "misses-deadline", day: 25 },
    ],
  },
  {
    ...DAILY,
    id: "deadline-after-a-failure",
    deadline: { time: "07:00", zone: "UTC", calendar: "daily" },
    events: [{ what: "fails", from: 25, to: 26 }],
  },
  {
    ...DAILY,
    id: "deadline-without-logical-date",
    schedule: null,
    dueAt: "missing",
    type: "manual",
    deadline: { time: "07:00", zone: "UTC", calendar: "daily" },
    events: [
      { what: "outage", from: 25, to: 26 },
      { what: "misses-deadline", day: 25 },
    ],
  },
  {
    ...DAILY,
    id: "deadline-not-on-weekends",
    due: { cron: "0 6 * * 1-5" },
    schedule: "0 6 * * 1-5",
    deadline: { time: "07:00", zone: "UTC", calendar: "daily" },
  },
  {
    ...DAILY,
    id: "deadline-under-backfill",
    deadline: { time: "07:30", zone: "UTC", calendar: "daily" },
    events: [
      { what: "outage", from: 25, to: 26 },
      { what: "backfill", at: 25.26, days: 3, minutes: 10, hasDueTimes: false },
      { what: "misses-deadline", day: 25 },
    ],
  },
];
