import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["success", "succeeded"],
  ["neutral", "succeeded"],
  ["failure", "failed"],
  ["timed_out", "failed"],
  ["startup_failure", "failed"],
  ["cancelled", "cancelled"],
  ["skipped", "cancelled"],
  ["stale", "cancelled"],
  ["action_required", "cancelled"],
  ["requested", "running"],
  ["queued", "running"],
  ["pending", "running"],
  ["waiting", "running"],
  ["in_progress", "running"],
]);

/** The event that the conclusion of a workflow run means, or its status before it has one; null if unknown. */
export function githubStateMeaning(state: string | null): FailureReport["event"] | null {
  return MEANINGS.get(state ?? "") ?? null;
}
