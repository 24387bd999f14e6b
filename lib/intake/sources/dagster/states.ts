import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["run_failure", "failed"],
  ["failure", "failed"],
  ["run_success", "succeeded"],
  ["success", "succeeded"],
  ["run_canceled", "cancelled"],
  ["canceled", "cancelled"],
  ["canceling", "cancelled"],
  ["run_started", "running"],
  ["started", "running"],
  ["starting", "running"],
  ["queued", "running"],
]);

/** The event that a run status of Dagster means, or an event of our sensor; null if unknown. */
export function dagsterStateMeaning(state: string | null): FailureReport["event"] | null {
  return MEANINGS.get((state ?? "").toLowerCase()) ?? null;
}
