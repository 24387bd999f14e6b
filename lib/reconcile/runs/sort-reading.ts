import type { ReadRun, ReadTry } from "@/lib/reconcile/orchestrators/reading";
import { runKey, taskKey, workKey, type KnownRuns, type StoredRun } from "@/lib/reconcile/runs/known-runs";

/** A sender's own callback arrives within seconds and says more, so it goes first. */
const CALLBACK_GRACE_MS = 20_000;

interface Circumstances {
  /** By the orchestrator's clock. */
  now: Date;
  /** Whether nothing was ever read of this source: most of what has failed is then history. */
  isFirstPass: boolean;
  /** Whether the source has sent webhooks. */
  hasWebhooks: boolean;
  /** Whether a failed task is a failure by itself, rather than only as part of its run. */
  areTasksReported: boolean;
}

/** Where the rows of a reading go. */
export interface SortedReading {
  /** To store. The state is null for a run that is reported, because the report sets it. */
  runs: (Omit<ReadRun, "event"> & { event: ReadRun["event"] | null })[];
  tries: ReadTry[];
  /** To report, because they may open or resolve incidents. */
  runReports: ReadRun[];
  tryReports: ReadTry[];
}

/**
 * Sorts what was read into rows that are only stored and rows that are reported. What is stored already is left out, so
 * reading the same again changes nothing. Reported are failures that nobody has reported, and successes that may end
 * one. A failed run is reported only if none of its tasks failed. On the first pass, a failure is reported only if its
 * run is the latest of its pipeline. Pure.
 */
export function sortReading(
  reading: { runs: readonly ReadRun[]; tries: readonly ReadTry[] },
  known: KnownRuns,
  circumstances: Circumstances,
): SortedReading {
  const isReportable = reportableBy(reading.runs, circumstances);
  const sorted: SortedReading = { runs: [], tries: [], runReports: [], tryReports: [] };
  const failedTaskOf = new Set<string>();
  for (const found of reading.tries) {
    if (found.event === "failed") failedTaskOf.add(runKey(found));
    if (isKnownTry(found, known)) continue;
    switch (placeOfTry(found, known, circumstances, isReportable)) {
      case "report":
        sorted.tryReports.push(found);
        break;
      case "store":
        sorted.tries.push(found);
        break;
      case "wait":
        break;
    }
  }
  for (const run of reading.runs) {
    const stored = known.runs.get(runKey(run));
    const hasFailedTask = failedTaskOf.has(runKey(run)) || stored?.hasFailedTask === true;
    const isNews =
      run.event === "failed"
        ? isRunNews(run, stored, circumstances.areTasksReported && hasFailedTask) && isReportable(run)
        : isRecovery(run, stored, known);
    if (isNews && isWithinGrace(run, circumstances)) continue;
    if (isNews) sorted.runReports.push(run);
    if (isNews || !isStored(run, stored)) sorted.runs.push(isNews ? { ...run, event: null } : run);
  }
  return sorted;
}

function isRunNews(run: ReadRun, stored: StoredRun | undefined, isReportedByTask: boolean): boolean {
  return !isKnownFailure(run, stored) && !isReportedByTask;
}

function isRecovery(run: ReadRun, stored: StoredRun | undefined, known: KnownRuns): boolean {
  if (run.event !== "succeeded" || stored?.state === "succeeded") return false;
  return known.failingPipelines.has(run.pipeline) || stored?.failedAt != null;
}

function placeOfTry(
  found: ReadTry,
  known: KnownRuns,
  circumstances: Circumstances,
  isReportable: (found: ReadTry) => boolean,
): "report" | "store" | "wait" {
  if (found.event === "failed") {
    if (!circumstances.areTasksReported || !isReportable(found)) return "store";
    return isWithinGrace(found, circumstances) ? "wait" : "report";
  }
  if (found.event !== "succeeded") return "store";
  const hasFailed = known.tries.get(workKey(found))?.some((other) => other.isFailureCounted) ?? false;
  return hasFailed || known.failingTasks.has(taskKey(found)) ? "report" : "store";
}

/** Before Airflow 2.10 a callback's try number is one too high, so a later failed try is this one, too. */
function isKnownTry(found: ReadTry, known: KnownRuns): boolean {
  const tries = known.tries.get(workKey(found)) ?? [];
  return tries.some((other) => {
    if (found.event === "failed") return other.outcome === "failed" && other.tryNumber >= found.tryNumber;
    return other.tryNumber === found.tryNumber && other.outcome === found.event;
  });
}

function isKnownFailure(run: ReadRun, stored: StoredRun | undefined): boolean {
  return stored?.failedAt != null && stored.failedAt >= Date.parse(run.at);
}

/** Whether storing the run would change nothing. */
function isStored(run: ReadRun, stored: StoredRun | undefined): boolean {
  if (!stored) return false;
  const isSame =
    stored.state === run.event && stored.dueAt === msOf(run.dueAt) && stored.endedAt === msOf(run.endedAt);
  return isSame && (stored.stateAt ?? 0) >= Date.parse(run.at);
}

function msOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function isWithinGrace(
  { event, endedAt }: Pick<ReadRun, "event" | "endedAt">,
  { hasWebhooks, now }: Circumstances,
): boolean {
  if (!hasWebhooks || event !== "failed" || endedAt === null) return false;
  return now.getTime() - Date.parse(endedAt) < CALLBACK_GRACE_MS;
}

/** On the first pass, only the latest run of a pipeline is news. */
function reportableBy(
  runs: readonly ReadRun[],
  { isFirstPass }: Circumstances,
): (found: Pick<ReadRun, "pipeline" | "run">) => boolean {
  if (!isFirstPass) return () => true;
  const latest = new Map<string, ReadRun>();
  for (const run of runs) {
    const other = latest.get(run.pipeline);
    if (!other || orderOf(run) > orderOf(other)) latest.set(run.pipeline, run);
  }
  return ({ pipeline, run }) => latest.get(pipeline)?.run === run;
}

/** A run that is queued has not said anything yet. */
function orderOf({ startedAt, dueAt, event }: ReadRun): string {
  return startedAt ?? (event === "running" ? "" : (dueAt ?? ""));
}
