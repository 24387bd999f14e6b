import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["on_start", "running"],
  ["on_success", "succeeded"],
  ["on_failure", "failed"],
]);

/** The event that a notification such as `jobs.on_failure` means; null for one that is no change of state. */
export function databricksEventMeaning(eventType: string | null): FailureReport["event"] | null {
  return MEANINGS.get((eventType ?? "").replace(/^(?:jobs?|tasks?)\./, "")) ?? null;
}

/** What a run or a task came to, by its `result_state` or, while it has none, its `life_cycle_state`. */
const RESULTS = new Map<string, FailureReport["event"]>([
  ["success", "succeeded"],
  ["success_with_failures", "succeeded"],
  ["failed", "failed"],
  ["timedout", "failed"],
  ["internal_error", "failed"],
  ["maximum_concurrent_runs_reached", "cancelled"],
  ["canceled", "cancelled"],
  ["excluded", "cancelled"],
  ["skipped", "cancelled"],
  ["disabled", "cancelled"],
  ["upstream_failed", "cancelled"],
  ["upstream_canceled", "cancelled"],
  ["queued", "running"],
  ["pending", "running"],
  ["running", "running"],
  ["blocked", "running"],
  ["waiting_for_retry", "running"],
  ["terminating", "running"],
]);

/** The event that a state in a notification or in the API means; null if unknown. */
export function databricksStateMeaning(state: string | null): FailureReport["event"] | null {
  return databricksEventMeaning(state) ?? RESULTS.get((state ?? "").toLowerCase()) ?? null;
}
