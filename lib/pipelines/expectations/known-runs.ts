import { dayOfDate } from "@/lib/pipelines/expectations/calendar-day";
import type { PastRun, RunHistory } from "@/lib/pipelines/expectations/run-history";
import { readSchedule, type Schedule } from "@/lib/pipelines/expectations/schedule";
import { median } from "@/lib/pipelines/expectations/spread";
import { CALENDAR_DAY_MS, knownZone, MINUTE_MS } from "@/lib/pipelines/expectations/zone-clock";

/** A run with its times as epoch milliseconds. */
export interface JudgedRun {
  id: string;
  type: PastRun["type"];
  state: PastRun["state"];
  dueAt: number | null;
  queuedAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** Null unless it started and ended. */
  durationMs: number | null;
  rowsWritten: number | null;
  hasChangedOutput: boolean | null;
  /** Whether it was cleared and ran again after later ones had started, so that its start tells nothing about lateness. */
  isRepeated: boolean;
}

/** A history prepared for judging. */
export interface KnownHistory {
  now: number;
  schedule: Schedule;
  zone: string;
  isPaused: boolean;
  changedAt: number | null;
  nextRunAt: number | null;
  deadline: RunHistory["deadline"];
  inputUpdates: RunHistory["inputUpdates"];
  /** Numbers of local days. */
  holidays: ReadonlySet<number>;
  /** Newest first, each run once. */
  runs: readonly JudgedRun[];
  /** The runs that follow the pipeline's rhythm, newest first: no backfills, and no manual runs beside scheduled ones. */
  regular: readonly JudgedRun[];
  /** Whether runs have overlapped, so that a running one does not hold up the next. */
  isParallel: boolean;
}

const PROGRESS: Readonly<Record<PastRun["state"], number>> = {
  queued: 0,
  running: 1,
  succeeded: 2,
  failed: 2,
  skipped: 2,
};

const NO_DAYS: ReadonlySet<number> = new Set();

/** Orders the runs of a history and reads its schedule, which is most of the work of judging it when nothing is wrong. */
export function prepareHistory(history: RunHistory, now: Date): KnownHistory {
  const schedule = readSchedule(history.schedule, history.zone);
  const runs = orderRuns(history.runs, now.getTime());
  return {
    now: now.getTime(),
    schedule,
    zone: schedule.kind === "times" ? schedule.zone : knownZone(history.zone),
    isPaused: history.isPaused,
    changedAt: history.changedAt?.getTime() ?? null,
    nextRunAt: history.nextRunAt?.getTime() ?? null,
    deadline: history.deadline,
    inputUpdates: history.inputUpdates ?? null,
    holidays: daysOf(history.holidays),
    runs,
    regular: regularRuns(runs, schedule),
    isParallel: haveOverlapped(runs),
  };
}

/** The same history with holidays, given as local dates (`YYYY-MM-DD`). */
export function withHolidays(known: KnownHistory, dates: readonly string[]): KnownHistory {
  return { ...known, holidays: daysOf(dates) };
}

function daysOf(dates: readonly string[] | undefined): ReadonlySet<number> {
  return dates?.length ? new Set(dates.map(dayOfDate)) : NO_DAYS;
}

export function isOpen(run: JudgedRun): boolean {
  return run.state === "queued" || run.state === "running";
}

/** How often a pipeline usually runs; 1 if its runs do not tell. */
export function runsPerDay(known: KnownHistory): number {
  const starts = known.regular.flatMap((run) => run.startedAt ?? run.endedAt ?? []);
  const gaps = starts.slice(0, -1).map((start, index) => start - (starts[index + 1] ?? start));
  const gap = median(gaps);
  return Number.isNaN(gap) ? 1 : CALENDAR_DAY_MS / Math.max(gap, MINUTE_MS);
}

/** When a run belongs in the order of runs. */
export function orderTimeOf(run: JudgedRun | undefined): number | null {
  return run?.dueAt ?? run?.startedAt ?? null;
}

/** Each run once, as last known, newest first; runs without any time are the newest. */
function orderRuns(runs: readonly PastRun[], now: number): JudgedRun[] {
  const byId = new Map<string, PastRun>();
  for (const run of runs) {
    const other = byId.get(run.runId);
    if (other === undefined || isNewer(run, other)) byId.set(run.runId, run);
  }
  const orderOf = (run: JudgedRun) => orderTimeOf(run) ?? now;
  const ordered = [...byId.values()]
    .map((run) => knownRun(run))
    .sort((a, b) => orderOf(b) - orderOf(a) || (a.id < b.id ? 1 : -1));
  markRepeated(ordered);
  return ordered;
}

/** Runs start in the order of their due times, but for those that are cleared. */
function markRepeated(newestFirst: readonly JudgedRun[]): void {
  let earliestLater = Number.POSITIVE_INFINITY;
  for (const run of newestFirst) {
    if (run.type === "backfill" || run.type === "manual" || run.dueAt === null || run.startedAt === null)
      continue;
    // Runs that overlap may change places by a little.
    run.isRepeated = run.startedAt > earliestLater + 5 * MINUTE_MS;
    earliestLater = Math.min(earliestLater, run.startedAt);
  }
}

function isNewer(run: PastRun, other: PastRun): boolean {
  const gain = PROGRESS[run.state] - PROGRESS[other.state];
  if (gain !== 0) return gain > 0;
  return (run.endedAt?.getTime() ?? 0) > (other.endedAt?.getTime() ?? 0);
}

function knownRun(run: PastRun): JudgedRun {
  const startedAt = run.startedAt?.getTime() ?? null;
  const endedAt = run.endedAt?.getTime() ?? null;
  return {
    id: run.runId,
    type: run.type,
    state: run.state,
    dueAt: run.dueAt?.getTime() ?? null,
    queuedAt: run.queuedAt?.getTime() ?? null,
    startedAt,
    endedAt,
    durationMs: startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt),
    rowsWritten: run.rowsWritten,
    hasChangedOutput: run.hasChangedOutput,
    isRepeated: false,
  };
}

function regularRuns(runs: readonly JudgedRun[], schedule: Schedule): JudgedRun[] {
  const automatic = runs.filter((run) => run.type !== "backfill" && run.type !== "manual");
  if (schedule.kind === "times" || schedule.kind === "interval") return automatic;
  // What an external scheduler starts through the API is reported as manual.
  const manual = runs.filter((run) => run.type === "manual");
  return automatic.length * 2 >= manual.length ? automatic : manual;
}

function haveOverlapped(runs: readonly JudgedRun[]): boolean {
  let newestEnd = Number.NEGATIVE_INFINITY;
  const started = runs
    .filter((run) => run.startedAt !== null && run.endedAt !== null && run.type !== "backfill")
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  for (const { startedAt, endedAt } of started) {
    // A minute, because clocks differ.
    if ((startedAt ?? 0) < newestEnd - 60_000) return true;
    newestEnd = Math.max(newestEnd, endedAt ?? 0);
  }
  return false;
}
