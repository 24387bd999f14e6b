import type { Incident } from "@/lib/desk/schemas";
import { FailureReport } from "@/lib/failures/schemas";

/**
 * The try that a report itself speaks of. A failure of a whole run (a Prefect flow) belongs to no task, so there is no
 * recorded attempt of one; the number of its try stands in the report alone.
 */
export function reportedAttempt(report: unknown): Incident["attempt"] {
  const parsed = FailureReport.safeParse(report);
  const attempt = parsed.success ? parsed.data.attempt : null;
  if (!attempt || attempt.tryNumber === null) return null;
  return {
    tryNumber: attempt.tryNumber,
    maxTries: attempt.maxTries,
    mapIndex: attempt.mapIndex,
    state: attempt.state,
    willRetry: parsed.data?.event === "will_retry",
  };
}
