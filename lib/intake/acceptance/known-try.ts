import { isNewer, type Outcome } from "@/lib/failures/report-time";
import type { FailureReport, TaskReport } from "@/lib/failures/schemas";

/** An attempt of a task in a run, as far as reported. */
export interface KnownAttempt {
  runId: string;
  taskId: string;
  mapIndex: number;
  tryNumber: number;
  /** State in the orchestrator's terms. */
  state: string | null;
  /** Outcome and time of its latest report (epoch ms by the sender's clock). */
  outcome: FailureReport["event"] | null;
  outcomeAt: number | null;
  incidentId: string | null;
  /** Whether a report called it failed; stays set if the attempt is later marked as a success. */
  isFailureCounted: boolean;
}

/** The attempt a report is about; defaults to the first attempt of an unmapped task. */
export function reportedTry(report: TaskReport): Pick<KnownAttempt, "mapIndex" | "tryNumber"> {
  const { attempt } = report.subject;
  return { mapIndex: attempt?.mapIndex ?? -1, tryNumber: attempt?.tryNumber ?? 1 };
}

/** Whether a report is the latest of its attempt. An ended attempt does not run again. */
export function isLatestOutcome(next: Outcome, known: KnownAttempt): boolean {
  if (known.outcome === null) return true;
  const hasEnded = known.outcome !== "running";
  if (hasEnded !== (next.event !== "running")) return !hasEnded;
  return isNewer(next, { event: known.outcome, at: known.outcomeAt });
}

export function hasFailed(attempt: KnownAttempt): boolean {
  return attempt.outcome === "failed" || attempt.outcome === "will_retry" || attempt.isFailureCounted;
}

/**
 * Whether a failed attempt is over: it, or a later attempt of the same task in the same run, succeeded. `attempts` may
 * include other tasks and runs.
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

/** Whether both are the same task, or mapped instance, in the same run. */
export function isSameWork(a: KnownAttempt, b: Pick<KnownAttempt, "runId" | "taskId" | "mapIndex">): boolean {
  return a.runId === b.runId && a.taskId === b.taskId && a.mapIndex === b.mapIndex;
}
