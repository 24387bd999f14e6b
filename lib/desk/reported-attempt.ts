import type { Incident } from "@/lib/desk/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";

/**
 * The attempt named in the report, or null. A failed run (a Prefect flow) has no task and so no stored attempt; only the
 * report knows its attempt number.
 */
export function reportedAttempt(report: FailureReport): Incident["attempt"] {
  const attempt = taskOf(report)?.attempt;
  if (!attempt || attempt.tryNumber === null) return null;
  return {
    tryNumber: attempt.tryNumber,
    maxTries: attempt.maxTries,
    mapIndex: attempt.mapIndex,
    state: attempt.state,
    willRetry: report.event === "will_retry",
    retryPrevented: null,
  };
}
