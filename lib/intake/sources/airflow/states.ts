import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["success", "succeeded"],
  ["skipped", "cancelled"],
  ["removed", "cancelled"],
  ["failed", "failed"],
  ["upstream_failed", "failed"],
  ["up_for_retry", "will_retry"],
]);

/**
 * What a task, try or run of Airflow has come to in this state: one that it does not leave by itself, or that ends the
 * try. Null for every other: Airflow calls a notifier while the task still counts as running.
 */
export function airflowStateMeaning(state: string | null): FailureReport["event"] | null {
  return MEANINGS.get(state ?? "") ?? null;
}
