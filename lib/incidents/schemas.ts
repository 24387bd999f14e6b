import { z } from "zod";
import { Severity } from "@/lib/failures/schemas";
import { Instant } from "@/lib/platform/instant";
import { ProseText } from "@/lib/platform/written-text";

export const INCIDENT_STATUSES = [
  "triggered",
  "acknowledged",
  "investigating",
  "resolved",
  "merged",
  "suppressed",
] as const;
export const IncidentStatus = z.enum(INCIDENT_STATUSES);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

/** Statuses in which a new failure with the same fingerprint is grouped into the incident. */
export const OPEN_STATUSES: readonly IncidentStatus[] = [
  "triggered",
  "acknowledged",
  "investigating",
  "suppressed",
];

/** What a person may do to an incident besides changing its status. */
export const INCIDENT_ACTIONS = [
  "analyze",
  "propose_fixes",
  "set_severity",
  "assign",
  "snooze",
  "merge",
  "split",
] as const;
export const IncidentAction = z.enum(INCIDENT_ACTIONS);
export type IncidentAction = z.infer<typeof IncidentAction>;

export const UpdateIncident = z.object({
  status: IncidentStatus.optional(),
  /** Null gives it back to the computation. */
  severity: Severity.nullable().optional(),
  assigneeId: z.string().nullable().optional(),
  snoozedUntil: Instant.nullable().optional(),
  reason: ProseText(2_000).optional(),
  comment: ProseText(10_000).pipe(z.string().min(1)).optional(),
});
export type UpdateIncident = z.infer<typeof UpdateIncident>;
