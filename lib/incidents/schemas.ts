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

const IncidentName = z
  .union([z.string().min(1).max(100), z.number().int()], { error: "must be the id or number of an incident" })
  .transform(String);

/** Why a person resolved an incident. */
export const GIVEN_RESOLUTIONS = ["fixed", "false_alarm", "transient", "duplicate", "wont_fix"] as const;
/** `recovered`: the product resolved it, because what failed has succeeded since. */
export const RESOLUTIONS = [...GIVEN_RESOLUTIONS, "recovered"] as const;
export const Resolution = z.enum(RESOLUTIONS);
export type Resolution = z.infer<typeof Resolution>;
const GivenResolution = z.enum(GIVEN_RESOLUTIONS);

/** How a merged incident belongs to its parent: the same failure, or a consequence of it. */
export const MERGE_KINDS = ["duplicate", "symptom"] as const;
export type MergeKind = (typeof MERGE_KINDS)[number];

/** An incident snoozed until it fails again wakes after this time anyway, so that none is forgotten. */
export const MAX_SNOOZE_WITHOUT_END_DAYS = 30;
export const MAX_SNOOZE_DAYS = 366;

/** How many more failures end a snooze. */
const WakeAfterFailures = z.number().int().min(1).max(10_000);
const Reason = ProseText(2_000);

export const UpdateIncident = z.object({
  status: IncidentStatus.optional(),
  /** Null gives it back to the computation. */
  severity: Severity.nullable().optional(),
  assigneeId: z.string().nullable().optional(),
  ownerTeamId: z.string().nullable().optional(),
  /** Null ends the snooze. */
  snoozedUntil: Instant.nullable().optional(),
  /** Ends the snooze early. Without `snoozedUntil` it is the only condition, for up to 30 days. */
  wakeAfterFailures: WakeAfterFailures.optional(),
  resolution: GivenResolution.nullable().optional(),
  reason: Reason.optional(),
  comment: ProseText(10_000).pipe(z.string().min(1)).optional(),
});
export type UpdateIncident = z.infer<typeof UpdateIncident>;

/** At most this many incidents in one request. */
export const MAX_BULK = 500;
const Ids = z.array(z.string().min(1).max(100)).min(1).max(MAX_BULK);

/** One action on many incidents, given by id or number. */
export const BulkUpdate = z.discriminatedUnion("action", [
  z.object({ action: z.literal("acknowledge"), ids: Ids, reason: Reason.optional() }),
  z.object({
    action: z.literal("assign"),
    ids: Ids,
    assigneeId: z.string().nullable().optional(),
    ownerTeamId: z.string().nullable().optional(),
  }),
  z.object({
    action: z.literal("snooze"),
    ids: Ids,
    snoozedUntil: Instant.nullable().optional(),
    wakeAfterFailures: WakeAfterFailures.optional(),
  }),
  z.object({
    action: z.literal("resolve"),
    ids: Ids,
    resolution: GivenResolution.optional(),
    reason: Reason.optional(),
  }),
  z.object({ action: z.literal("merge"), ids: Ids, into: IncidentName }),
]);
export type BulkUpdate = z.infer<typeof BulkUpdate>;

type WithoutIds<T> = T extends BulkUpdate ? Omit<T, "ids"> : never;
/** What to do to many incidents. */
export type BulkAction = WithoutIds<BulkUpdate>;

export const BulkResults = z.object({
  results: z.array(
    z.object({
      /** As given. */
      id: z.string(),
      ok: z.boolean(),
      /** Timeline entries that can be undone. */
      changeIds: z.array(z.string()).optional(),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
});
export type BulkResults = z.infer<typeof BulkResults>;

export const MergeIncident = z.object({ into: IncidentName });

/** Either occurrences, which become a new incident, or merged incidents, which become their own again. */
export const SplitIncident = z
  .object({
    occurrenceIds: z.array(z.string()).min(1).max(1_000).optional(),
    symptomIds: z.array(z.string()).min(1).max(100).optional(),
  })
  .refine(
    ({ occurrenceIds, symptomIds }) => (occurrenceIds === undefined) !== (symptomIds === undefined),
    "must have either occurrenceIds or symptomIds",
  );

export const UndoChange = z.object({ timelineEntryId: z.string().min(1).max(100) });

export const DeletedIncident = z.object({ id: z.string(), number: z.number().int() });
