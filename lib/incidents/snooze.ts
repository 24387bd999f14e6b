import { availableActions } from "@/lib/incidents/actions";
import type { IncidentStatus } from "@/lib/incidents/schemas";

interface Snoozable {
  /** One of the incident statuses. */
  status: string;
  snoozedUntil: Date | null;
}

/** Whether an incident is out of the list at `now`. It wakes by itself when the time passes: nothing is written then. */
export function isSnoozed({ status, snoozedUntil }: Snoozable, now: Date): boolean {
  return (
    snoozedUntil !== null &&
    snoozedUntil > now &&
    availableActions(status as IncidentStatus).includes("snooze")
  );
}
