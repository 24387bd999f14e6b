import type { ChipTone } from "@/components/ui/chip";
import type { IncidentStatus } from "@/lib/incidents/schemas";

/** Button label for a transition. Ending a suppression reopens nothing: the incident was never closed. */
export function transitionLabel(from: IncidentStatus, to: IncidentStatus): string {
  return from === "suppressed" && to === "triggered" ? "Unsuppress" : TRANSITION_LABEL[to];
}

const TRANSITION_LABEL: Record<IncidentStatus, string> = {
  triggered: "Reopen",
  acknowledged: "Acknowledge",
  investigating: "Investigate",
  resolved: "Resolve",
  merged: "Merge",
  suppressed: "Suppress",
};

/** The usual next status; the others are in the menu. */
const USUAL_NEXT: Partial<Record<IncidentStatus, IncidentStatus>> = {
  triggered: "acknowledged",
  acknowledged: "investigating",
  investigating: "resolved",
  suppressed: "triggered",
  resolved: "triggered",
};

/** The transitions to offer, the usual one first. Merging has its own dialog. */
export function orderTransitions(
  status: IncidentStatus,
  available: readonly IncidentStatus[],
): IncidentStatus[] {
  const offered = available.filter((status) => status !== "merged");
  return [...offered].toSorted((a, b) => Number(b === USUAL_NEXT[status]) - Number(a === USUAL_NEXT[status]));
}

export const STATUS_TONE: Record<IncidentStatus, ChipTone> = {
  triggered: "danger",
  acknowledged: "neutral",
  investigating: "accent",
  resolved: "ok",
  merged: "neutral",
  suppressed: "neutral",
};

export const SORT_LABEL = {
  "-lastSeenAt": "Last seen",
  "-openedAt": "Newest first",
  openedAt: "Oldest first",
  severity: "Severity",
  "-occurrenceCount": "Most frequent",
} as const;
