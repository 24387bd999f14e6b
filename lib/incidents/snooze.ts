import { SEVERITIES, type Severity } from "@/lib/failures/schemas";
import { availableActions } from "@/lib/incidents/actions";
import type { IncidentStatus } from "@/lib/incidents/schemas";

/** The columns that decide whether an incident is snoozed. */
export interface Snoozable {
  /** One of the incident statuses. */
  status: string;
  severity: Severity;
  occurrenceCount: number;
  snoozedUntil: Date | null;
  snoozedSeverity: Severity | null;
  wakeAtCount: number | null;
}

/** Whether an incident is hidden at `now`. The snooze expires without a write; `isSnoozedNow` is the same in SQL. */
export function isSnoozed(incident: Snoozable, now: Date): boolean {
  return (
    incident.snoozedUntil !== null &&
    availableActions(incident.status as IncidentStatus).includes("snooze") &&
    wakeReason(incident, now) === null
  );
}

/** Why a snooze is over at `now`; null if it is not. */
export function wakeReason(
  { severity, occurrenceCount, snoozedUntil, snoozedSeverity, wakeAtCount }: Omit<Snoozable, "status">,
  now: Date,
): "time" | "failures" | "severity" | null {
  if (snoozedSeverity !== null && SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(snoozedSeverity))
    return "severity";
  if (wakeAtCount !== null && occurrenceCount >= wakeAtCount) return "failures";
  return snoozedUntil !== null && snoozedUntil <= now ? "time" : null;
}

/** How many more failures wake a snoozed incident; null if they do not. */
export function failuresUntilAwake({ occurrenceCount, wakeAtCount }: Snoozable): number | null {
  return wakeAtCount === null ? null : wakeAtCount - occurrenceCount;
}
