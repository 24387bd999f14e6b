import type { Incident } from "@/lib/desk/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";

/**
 * The try that a report itself speaks of. A failure of a whole run (a Prefect flow) belongs to no task, so there is no
 * recorded attempt of one; the number of its try stands in the report alone.
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
  };
}
