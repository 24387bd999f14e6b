import type { RunScenario } from "@/evals/reconciler/scenario";

const DAILY: Pick<RunScenario, "start" | "days" | "due" | "schedule" | "minutes"> = {
  start: "2026-08-03",
  days: 40,
  due: { cron: "40 1 * * *" },
  schedule: "40 1 * * *",
  minutes: { around: 35, sigma: 0.2 },
};

/** The second held-out part, by hand: its failures have shaped the judge since. */
export const OPEN_EDGES: readonly RunScenario[] = [
  {
    ...DAILY,
    id: "held-chatham-clock-change",
    start: "2026-09-07",
    due: { cron: "50 2 * * *", zone: "Pacific/Chatham" },
    schedule: "50 2 * * *",
    zone: "Pacific/Chatham",
    events: [{ what: "outage", from: 31.3, to: 32.3 }],
  },
  {
    ...DAILY,
    id: "held-moved-earlier-without-notice",
    events: [
      { what: "reschedule", at: 21.5, due: { cron: "10 0 * * *" }, schedule: "10 0 * * *", isTold: false },
    ],
  },
  {
    ...DAILY,
    id: "held-unpaused-for-an-hour",
    events: [
      { what: "pause", from: 15.1, to: 19.4 },
      { what: "pause", from: 19.45, to: 24.2 },
    ],
  },
  {
    ...DAILY,
    id: "held-slow-week",
    minutes: { around: 35, sigma: 0.2 },
    events: [25, 26, 27, 28].map((at) => ({ what: "runs-for" as const, at, minutes: 52 })),
  },
  {
    ...DAILY,
    id: "held-rows-on-tuesdays-only",
    rows: { around: 20_000, sigma: 0.3, weekdays: { 0: 0, 1: 0, 3: 0, 4: 0, 5: 0, 6: 0 } },
    events: [{ what: "writes", from: 36, to: 37, rows: 0, trouble: "empty" }],
  },
  {
    ...DAILY,
    id: "held-month-start-deadline",
    start: "2026-06-22",
    days: 48,
    deadline: { time: "03:30", zone: "UTC", calendar: "month_start" },
    events: [
      { what: "waits", at: 40, minutes: 400, trouble: "late" },
      { what: "misses-deadline", day: 40 },
    ],
  },
  {
    ...DAILY,
    id: "held-asset-of-hourly-producers",
    schedule: "Asset",
    days: 12,
    due: { cron: "0 0 1 1 *" },
    producers: [
      { due: { cron: "5 * * * *" }, minutes: { around: 8, sigma: 0.3 } },
      { due: { cron: "20 * * * *" }, minutes: { around: 10, sigma: 0.3 } },
    ],
    knowsInputs: true,
    minutes: { around: 4, sigma: 0.2 },
    pollMinutes: 15,
    events: [{ what: "outage", from: 9.2, to: 9.5 }],
  },
  {
    ...DAILY,
    id: "held-learned-fortnightly",
    start: "2026-03-02",
    days: 130,
    due: { everyMinutes: 14 * 1440 },
    schedule: null,
    dueAt: "missing",
    lag: { around: 200, sigma: 0.5 },
    pollMinutes: 60,
    events: [{ what: "outage", from: 97, to: 99 }],
  },
  {
    ...DAILY,
    id: "held-retired",
    schedule: null,
    dueAt: "missing",
    days: 75,
    pollMinutes: 60,
    events: [{ what: "ends", at: 40 }],
  },
  {
    ...DAILY,
    id: "held-hourly-that-grows",
    due: { cron: "25 * * * *" },
    schedule: "25 * * * *",
    days: 16,
    minutes: { around: 12, sigma: 0.2, growth: 1.05 },
    rows: { around: 5_000, sigma: 0.3, growth: 1.08 },
    pollMinutes: 20,
    events: [{ what: "runs-for", at: 13.4, minutes: 160, trouble: "late" }],
  },
];
