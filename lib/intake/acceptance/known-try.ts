import { isNewer, type Outcome } from "@/lib/failures/report-time";
import type { FailureReport, TaskReport } from "@/lib/failures/schemas";

/** One try of one task of one run, as far as it was reported. */
export interface KnownAttempt {
  runId: string;
  taskId: string;
  mapIndex: number;
  tryNumber: number;
  /** State as the orchestrator names it. */
  state: string | null;
  /** What its newest report says, and when that was (milliseconds since 1970, by the sender's clock). */
  outcome: FailureReport["event"] | null;
  outcomeAt: number | null;
  incidentId: string | null;
  /** A report has called it failed; stays when the try is marked as a success later. */
  isFailureCounted: boolean;
}

/** Which try a report is about: the first one of an unmapped task when it does not say. */
export function reportedTry(report: TaskReport): Pick<KnownAttempt, "mapIndex" | "tryNumber"> {
  const { attempt } = report.subject;
  return { mapIndex: attempt?.mapIndex ?? -1, tryNumber: attempt?.tryNumber ?? 1 };
}

/** Whether a report of a try is what is known of it now. A try that has ended does not run again. */
export function isTrysNewest(next: Outcome, known: KnownAttempt): boolean {
  if (known.outcome === null) return true;
  const hasEnded = known.outcome !== "running";
  if (hasEnded !== (next.event !== "running")) return !hasEnded;
  return isNewer(next, { event: known.outcome, at: known.outcomeAt });
}

export function hasFailed(attempt: KnownAttempt): boolean {
  return attempt.outcome === "failed" || attempt.outcome === "will_retry" || attempt.isFailureCounted;
}

/**
 * Whether a failed try is over: it or a later try of the same task in the same run succeeded. `attempts` may hold
 * other tasks and runs.
 */
export function hasRecovered(failed: KnownAttempt, attempts: Iterable<KnownAttempt>): boolean {
  for (const attempt of attempts) {
    if (
      attempt.outcome === "succeeded" &&
      isSameWork(attempt, failed) &&
      attempt.tryNumber >= failed.tryNumber
    ) {
      return true;
    }
  }
  return false;
}

/** The same task, or the same instance of a mapped one, in the same run. */
export function isSameWork(a: KnownAttempt, b: Pick<KnownAttempt, "runId" | "taskId" | "mapIndex">): boolean {
  return a.runId === b.runId && a.taskId === b.taskId && a.mapIndex === b.mapIndex;
}
