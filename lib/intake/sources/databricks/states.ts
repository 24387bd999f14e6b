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
