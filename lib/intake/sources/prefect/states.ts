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

/** What a run of Prefect has come to in a state of this type; null for a type that is not known. */
export function prefectStateMeaning(type: string | null): FailureReport["event"] | null {
  return MEANINGS.get(type ?? "") ?? null;
}

/** Whether a run does not leave a state of this type by itself. */
export function isPrefectEnd(type: string | null): boolean {
  const meaning = prefectStateMeaning(type);
  return meaning !== null && meaning !== "running";
}
