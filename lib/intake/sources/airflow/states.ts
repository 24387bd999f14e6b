import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["success", "succeeded"],
  ["skipped", "cancelled"],
  ["removed", "cancelled"],
  ["failed", "failed"],
  // It did not run; the failure is the upstream task's.
  ["upstream_failed", "cancelled"],
  ["up_for_retry", "will_retry"],
]);

/**
 * The event that an Airflow state means: a terminal state, or one that ends the attempt. Null for any other, because
 * Airflow calls notifiers while the task is still running.
 */
export function airflowStateMeaning(state: string | null): FailureReport["event"] | null {
  return MEANINGS.get(state ?? "") ?? null;
}
