import type { IncidentStatus } from "@/lib/incidents/schemas";

const TRANSITIONS: Record<IncidentStatus, readonly IncidentStatus[]> = {
  triggered: ["acknowledged", "investigating", "resolved", "suppressed"],
  acknowledged: ["investigating", "resolved", "suppressed", "triggered"],
  investigating: ["acknowledged", "resolved", "suppressed"],
  suppressed: ["triggered", "resolved"],
  resolved: ["triggered"],
  // A merged incident lives on in its parent; `split` extracts occurrences again.
  merged: [],
};

/** The statuses a person may move an incident to from `status`. */
export function availableTransitions(status: IncidentStatus): IncidentStatus[] {
  return [...TRANSITIONS[status]];
}
