import type { FailureReport } from "@/lib/failures/schemas";

const MEANINGS = new Map<string, FailureReport["event"]>([
  ["FAILED", "failed"],
  ["CRASHED", "failed"],
  ["COMPLETED", "succeeded"],
  ["CANCELLED", "cancelled"],
  ["SCHEDULED", "running"],
  ["RUNNING", "running"],
  ["PENDING", "running"],
  ["PAUSED", "running"],
  ["CANCELLING", "running"],
]);

/** The event that a Prefect state type means; null if unknown. */
export function prefectStateMeaning(type: string | null): FailureReport["event"] | null {
  return MEANINGS.get(type ?? "") ?? null;
}

/** Whether a state type is terminal. */
export function isPrefectEnd(type: string | null): boolean {
  const meaning = prefectStateMeaning(type);
  return meaning !== null && meaning !== "running";
}
