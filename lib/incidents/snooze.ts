import { availableActions } from "@/lib/incidents/actions";
import type { IncidentStatus } from "@/lib/incidents/schemas";

interface Snoozable {
  /** One of the incident statuses. */
  status: string;
  snoozedUntil: Date | null;
}

/** Whether an incident is hidden at `now`. The snooze expires without a write. */
export function isSnoozed({ status, snoozedUntil }: Snoozable, now: Date): boolean {
  return (
    snoozedUntil !== null &&
    snoozedUntil > now &&
    availableActions(status as IncidentStatus).includes("snooze")
  );
}
