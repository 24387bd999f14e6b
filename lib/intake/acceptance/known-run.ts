import { isNewer, RESEND_WINDOW_MS } from "@/lib/failures/report-time";
import type { FailureReport, TaskReport } from "@/lib/failures/schemas";

/** A run's state from run-level reports. Times are epoch ms by the sender's clock. */
export interface KnownRun {
  id: string;
  state: FailureReport["event"] | null;
  stateAt: number | null;
  failedAt: number | null;
  succeededAt: number | null;
  /** Failed run-level attempts, if the sender counts them. */
  failedTries: number[];
  /** As in `DatedRun`. */
  routine: string | null;
  logicalDate: number | null;
  startedAt: number | null;
}

const MAX_FAILED_TRIES = 100;

/**
 * The run-level attempt a report is about: Prefect's run count of a flow run, or how often an Airflow DAG run was
 * cleared. Null if unknown.
 */
export function runTryOf(report: TaskReport): number | null {
  if (report.subject.attempt?.tryNumber != null) return report.subject.attempt.tryNumber;
  const clears = Number.parseInt(report.refs["clear_number"] ?? "", 10);
  return Number.isNaN(clears) ? null : clears + 1;
}

/** A run's state after another run-level report, in any order of arrival. */
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

/** Whether a run has succeeded since its failure at `at`. */
export function hasRunRecovered(run: KnownRun | null, at: number): boolean {
  return run?.succeededAt != null && run.succeededAt >= at;
}

/**
 * Whether a run-level failure differs from the one reported before because the run was retried. `"earlier"`: a late
 * report of an attempt before the last failed one.
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
  // Two reports of one failure (from a hook and an automation) arrive close together.
  if (Math.abs(at - run.failedAt) <= RESEND_WINDOW_MS) return "same";
  return at > run.failedAt ? "later" : "earlier";
}

function hasFailedAfterSuccess(run: KnownRun | null, at: number): boolean {
  return run?.succeededAt != null && run.succeededAt < at && run.succeededAt > (run.failedAt ?? -Infinity);
}
