import { z } from "zod";
import { Severity, SeverityReason } from "@/lib/failures/schemas";
import { Suppression } from "@/lib/incidents/noise/schemas";
import { IncidentStatus, MERGE_KINDS, Resolution } from "@/lib/incidents/schemas";

const Time = z.string().nullable();
const Ids = z.array(z.string());

/** Fields that people change, as stored in `timeline_entries.undo`; times are ISO 8601. */
export const LifecycleFields = z
  .object({
    status: IncidentStatus,
    severity: Severity,
    isSeveritySet: z.boolean(),
    severityReasons: z.array(SeverityReason),
    suppressedBy: Suppression.nullable(),
    assigneeId: z.string().nullable(),
    ownerTeamId: z.string().nullable(),
    snoozedUntil: Time,
    snoozedSeverity: Severity.nullable(),
    wakeAtCount: z.number().int().nullable(),
    resolution: Resolution.nullable(),
    resolvedByRunId: z.string().nullable(),
    acknowledgedAt: Time,
    resolvedAt: Time,
  })
  .partial();
export type LifecycleFields = z.infer<typeof LifecycleFields>;

/** What a merge moved to the other incident. */
const Moved = { occurrenceIds: Ids, attemptIds: Ids, childIds: Ids };

/** The description of an incident before a split changed it. */
const Described = z.object({
  title: z.string(),
  fingerprint: z.string(),
  fingerprintParts: z.unknown(),
  environment: z.string().nullable(),
  sourceId: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  pipelineId: z.string().nullable(),
  taskId: z.string().nullable(),
  runId: z.string().nullable(),
  report: z.unknown(),
});
export type Described = z.infer<typeof Described>;

/** A report that a symptom left in its root, as a row of `occurrences`. */
const RunReport = z.object({
  id: z.string(),
  runId: z.string().nullable(),
  deliveryId: z.string().nullable(),
  message: z.string(),
  at: z.string(),
});

/** What undoing a timeline entry takes (`timeline_entries.undo`). */
export const Undo = z.discriminatedUnion("type", [
  z.object({ type: z.literal("fields"), before: LifecycleFields, after: LifecycleFields }),
  z.object({ type: z.literal("comment") }),
  /** `previousId`: what the same person had said before. */
  z.object({ type: z.literal("verdict"), verdictId: z.string(), previousId: z.string().nullable() }),
  /** This incident was merged into another. `addedKeys`: the alias keys that the other one got. */
  z.object({
    type: z.literal("merge"),
    into: z.string(),
    before: LifecycleFields,
    addedKeys: Ids,
    ...Moved,
  }),
  /** This incident was split from another. `fingerprint`: of the other one, if it was described anew. */
  z.object({
    type: z.literal("split"),
    from: z.string(),
    described: z.object({ before: Described, fingerprint: z.string() }).nullable(),
  }),
  /** This incident was taken out of another. */
  z.object({
    type: z.literal("unmerge"),
    from: z.string(),
    mergeKind: z.enum(MERGE_KINDS).nullable(),
    removedKeys: Ids,
    runReports: z.array(RunReport),
    ...Moved,
  }),
  /** The other side of a merge or a split: the entry with the details is on the timeline of `incidentId`. */
  z.object({ type: z.literal("entry"), incidentId: z.string(), entryId: z.string() }),
]);
export type Undo = z.infer<typeof Undo>;
export type UndoOf<Type extends Undo["type"]> = Extract<Undo, { type: Type }>;
