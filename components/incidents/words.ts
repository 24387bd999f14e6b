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
