import type { ChipTone } from "@/components/ui/chip";
import type { IncidentStatus } from "@/lib/incidents/schemas";

/** What a button says that moves an incident to a status. */
export const TRANSITION_LABEL: Record<IncidentStatus, string> = {
  triggered: "Reopen",
  acknowledged: "Acknowledge",
  investigating: "Investigate",
  resolved: "Resolve",
  merged: "Merge",
  suppressed: "Suppress",
};

/** What a person usually does next in a status; everything else stands in the menu behind it. */
const USUAL_NEXT: Partial<Record<IncidentStatus, IncidentStatus>> = {
  triggered: "acknowledged",
  acknowledged: "investigating",
  investigating: "resolved",
  suppressed: "triggered",
  resolved: "triggered",
};

/** The transitions to offer, the usual one first. Merging has a dialog of its own. */
export function orderTransitions(
  status: IncidentStatus,
  available: readonly IncidentStatus[],
): IncidentStatus[] {
  const offered = available.filter((one) => one !== "merged");
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
