import { isNewer, RESEND_WINDOW_MS } from "@/lib/failures/report-time";
import type { FailureReport, TaskReport } from "@/lib/failures/schemas";

/** What was reported of a run as a whole. Times are milliseconds since 1970, by the sender's clock. */
export interface KnownRun {
  id: string;
  state: FailureReport["event"] | null;
  stateAt: number | null;
  failedAt: number | null;
  succeededAt: number | null;
  /** Tries of the whole run that were reported as failed, where the sender counts them. */
  failedTries: number[];
}

const MAX_FAILED_TRIES = 100;

/**
 * Which try of the whole run a report speaks of: Prefect counts the runs of a flow run, Airflow how often a DAG run
 * was cleared. Null when the report does not tell.
 */
export function runTryOf(report: TaskReport): number | null {
  if (report.subject.attempt?.tryNumber != null) return report.subject.attempt.tryNumber;
  const clears = Number.parseInt(report.refs["clear_number"] ?? "", 10);
  return Number.isNaN(clears) ? null : clears + 1;
}

/** What is known of a run after one more report of it as a whole, in whatever order reports arrive. */
export function withRunReport(run: KnownRun, report: TaskReport, at: number): KnownRun {
  const { event } = report;
  const isCurrent = run.state === null || isNewer({ event, at }, { event: run.state, at: run.stateAt });
  const tryNumber = event === "failed" ? runTryOf(report) : null;
  const isNewTry = tryNumber !== null && !run.failedTries.includes(tryNumber);
  return {
    ...run,
    ...(isCurrent && { state: event, stateAt: at }),
    failedAt: event === "failed" ? Math.max(run.failedAt ?? at, at) : run.failedAt,
    succeededAt: event === "succeeded" ? Math.max(run.succeededAt ?? at, at) : run.succeededAt,
    failedTries: isNewTry ? [...run.failedTries, tryNumber].slice(-MAX_FAILED_TRIES) : run.failedTries,
  };
}

/** Whether a failure of the whole run at `at` is over: the run has succeeded since. */
export function hasRunRecovered(run: KnownRun | null, at: number): boolean {
  return run?.succeededAt != null && run.succeededAt >= at;
}

/**
 * Whether a report of a failed run speaks of another failure than the one that was reported before: the run was
 * tried again since. `"earlier"` is one of a try before the last that failed, whose report comes late.
 */
export function isAnotherFailure(
  run: KnownRun | null,
  report: TaskReport,
  at: number,
): "same" | "earlier" | "later" {
  if (run?.failedAt == null) return hasFailedAfterSuccess(run, at) ? "later" : "same";
  if (hasFailedAfterSuccess(run, at)) return "later";
  const tryNumber = runTryOf(report);
  if (tryNumber !== null && run.failedTries.length > 0) {
    if (run.failedTries.includes(tryNumber)) return "same";
    return tryNumber > Math.max(...run.failedTries) ? "later" : "earlier";
  }
  // Two reports of one failure (a hook's and an automation's) come close together.
  if (Math.abs(at - run.failedAt) <= RESEND_WINDOW_MS) return "same";
  return at > run.failedAt ? "later" : "earlier";
}

function hasFailedAfterSuccess(run: KnownRun | null, at: number): boolean {
  return run?.succeededAt != null && run.succeededAt < at && run.succeededAt > (run.failedAt ?? -Infinity);
}
