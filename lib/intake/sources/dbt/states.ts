import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["success", "succeeded"],
  ["pass", "succeeded"],
  ["warn", "succeeded"],
  ["no-op", "succeeded"],
  ["error", "failed"],
  ["fail", "failed"],
  ["runtime error", "failed"],
  // Some batches of a microbatch model failed.
  ["partial success", "failed"],
  ["skipped", "cancelled"],
  // dbt Cloud
  ["errored", "failed"],
  ["cancelled", "cancelled"],
  ["queued", "running"],
  ["starting", "running"],
  ["running", "running"],
]);

/** The event that a node's status means, or the status of a run of dbt Cloud; null if unknown. */
export function dbtStateMeaning(state: string | null): FailureReport["event"] | null {
  return MEANINGS.get((state ?? "").toLowerCase()) ?? null;
}
