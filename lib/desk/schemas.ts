import { z } from "zod";
import { Diagnosis } from "@/lib/diagnosis/schemas";
import { CATEGORIES, Severity, SeverityReason, SubjectKind } from "@/lib/failures/schemas";
import { Suppression } from "@/lib/incidents/noise/schemas";
import {
  INCIDENT_STATUSES,
  IncidentAction,
  IncidentStatus,
  MERGE_KINDS,
  Resolution,
} from "@/lib/incidents/schemas";
import { IncidentPattern } from "@/lib/knowledge/patterns/schemas";
import { ConfirmedCause, DiagnosisVerdict } from "@/lib/knowledge/verdicts/schemas";
import { IncidentImpact } from "@/lib/pipelines/impact/schemas";
import { TeamRef } from "@/lib/pipelines/schemas";
import { Instant } from "@/lib/platform/instant";
import { WorkflowSummary } from "@/lib/workflows/schemas";

export const PersonRef = z.object({ id: z.string(), name: z.string(), image: z.string().nullable() });
export type PersonRef = z.infer<typeof PersonRef>;

export const IncidentSummary = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: IncidentStatus,
  severity: Severity,
  category: z.enum(CATEGORIES).nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  rootCause: z.string().nullable(),
  environment: z.string().nullable(),
  source: z.object({ kind: z.string(), name: z.string() }),
  /** What failed, by display name; `Incident` has the details. */
  subject: z.object({ kind: SubjectKind, name: z.string() }),
  /** Null if the subject has none. */
  pipeline: z.string().nullable(),
  task: z.string().nullable(),
  occurrenceCount: z.number().int(),
  /** When its first and latest failures were received or found. */
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  /**
   * When the latest failure happened, where that is known to differ from `lastSeenAt`: the reconciler may find it long after.
   * Of a missing or late run, when it was due.
   */
  failedAt: z.string(),
  /** Set only while the incident is snoozed: null once the time has passed or it was resolved or merged. */
  snoozedUntil: z.string().nullable(),
  /** The noise policy that suppresses it; null unless the status is `suppressed`, and if a person suppressed it. */
  suppressedBy: Suppression.nullable(),
  /** How many more failures wake it; null if they do not. */
  wakeAfterFailures: z.number().int().nullable(),
  /** Why it was resolved, if anyone said; null while it is open. */
  resolution: Resolution.nullable(),
  assignee: PersonRef.nullable(),
  ownerTeam: TeamRef.nullable(),
  workflow: WorkflowSummary.nullable(),
  availableTransitions: z.array(IncidentStatus),
  availableActions: z.array(IncidentAction),
  url: z.string(),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const AttemptView = z.object({
  id: z.string(),
  runId: z.string(),
  tryNumber: z.number().int(),
  maxTries: z.number().int().nullable(),
  mapIndex: z.number().int(),
  state: z.string().nullable(),
  willRetry: z.boolean(),
  reportedAt: z.string(),
});
export type AttemptView = z.infer<typeof AttemptView>;

export const OccurrenceView = z.object({
  id: z.string(),
  /** `run_report`: the run was reported as failed too. It accompanies a failure and is not counted. */
  kind: z.enum(["failure", "run_report"]),
  runId: z.string().nullable(),
  message: z.string(),
  at: z.string(),
});
export type OccurrenceView = z.infer<typeof OccurrenceView>;

/** A root or a symptom, with its run. */
const CascadeMember = z.object({
  id: z.string(),
  number: z.number().int(),
  /** Name of the pipeline or other subject that failed. */
  pipeline: z.string(),
  task: z.string().nullable(),
  runId: z.string().nullable(),
  externalUrl: z.string().nullable(),
  lastSeenAt: z.string(),
  /** For a symptom: when it succeeded since; null while it still fails. */
  recoveredAt: z.string().nullable(),
  /** Why the symptom was joined, as a clause about its run; null if a person merged it. */
  because: z.string().nullable(),
});

export const Incident = IncidentSummary.extend({
  /** As reported, with the fields of its kind (`Subject`). */
  subject: z.looseObject({ kind: SubjectKind, name: z.string() }),
  fingerprint: z.string(),
  fingerprintParts: z.array(z.object({ name: z.string(), value: z.string() })),
  run: z
    .object({ runId: z.string(), externalUrl: z.string().nullable(), state: z.string().nullable() })
    .nullable(),
  attempt: z
    .object({
      tryNumber: z.number().int(),
      maxTries: z.number().int().nullable(),
      mapIndex: z.number().int(),
      state: z.string().nullable(),
      willRetry: z.boolean(),
      /** Why a retry was advised against, if it was. */
      retryPrevented: z.object({ reason: z.string(), at: z.string() }).nullable(),
    })
    .nullable(),
  /** Recent attempts of this task, newest first, for the strip on the page. */
  attempts: z.array(AttemptView),
  /** The last 100 occurrences, newest first; `split` takes their ids. */
  occurrences: z.array(OccurrenceView),
  pipelineId: z.string().nullable(),
  /** Why it has its severity; empty for incidents from before severities were computed. */
  severityReasons: z.array(SeverityReason),
  /** A person has set the severity, so it is not computed again; null in `PATCH` gives it back. */
  isSeveritySet: z.boolean(),
  /**
   * What depends on what failed; null until it has been assessed, and for a service, workload or check that keeps no pipeline
   * from running.
   */
  impact: IncidentImpact.nullable(),
  owner: z.string().nullable(),
  detectedBy: z.string(),
  openedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  diagnosis: Diagnosis.nullable(),
  /** The confirmed cause. A correction stands before what was diagnosed. */
  confirmedCause: ConfirmedCause.nullable(),
  /** What people said about its diagnoses, the latest first, with those that they replaced. */
  verdicts: z.array(DiagnosisVerdict),
  /** Known patterns that it matched, the one that leads its diagnosis first. */
  patterns: z.array(IncidentPattern),
  parentIncidentId: z.string().nullable(),
  /** For a merged incident: how it belongs to its parent; null for older ones. */
  mergeKind: z.enum(MERGE_KINDS).nullable(),
  /** Number of the parent incident. */
  parentNumber: z.number().int().nullable(),
  symptomCount: z.number().int(),
  /** The first 50 symptoms of this incident, with their runs. */
  symptoms: z.array(CascadeMember),
  /** The first 50 incidents that a person merged into this one. */
  duplicates: z.array(CascadeMember),
  /** For a symptom: the incident that it is part of. */
  root: CascadeMember.extend({ title: z.string() }).nullable(),
  /** Tasks of the same run that did not run because of the failure, as reported; pipelines that cannot run because of it. */
  notRun: z.array(z.string()),
  /** The run that resolved it: by its success or, if it was missing, by starting. */
  resolvedBy: z.object({ runId: z.string(), externalUrl: z.string().nullable() }).nullable(),
  /** Share of its task's recent runs that succeeded only on a retry, 0 to 1, newer runs weighing more. */
  flakeScore: z.number().min(0).max(1).nullable(),
  /** The runs behind the score. */
  flakiness: z
    .object({ score: z.number().min(0).max(1), runs: z.number().int(), retried: z.number().int() })
    .nullable(),
});
export type Incident = z.infer<typeof Incident>;

/** The answer to a change: the incident, and the timeline entries to undo it by, oldest first. */
export const ChangedIncident = Incident.extend({ changeIds: z.array(z.string()) });
export type ChangedIncident = z.infer<typeof ChangedIncident>;

export const IncidentReceipt = ChangedIncident.pick({
  id: true,
  number: true,
  status: true,
  severity: true,
  snoozedUntil: true,
  availableTransitions: true,
  availableActions: true,
  changeIds: true,
  url: true,
});

export const IncidentPage = z.object({
  items: z.array(IncidentSummary),
  nextCursor: z.string().nullable(),
  /**
   * Counts of all matches, across all pages; on the first page only. Counting stops at 10,000, or earlier for a common
   * search text; `isLowerBound` is then true.
   */
  counts: z
    .object({
      total: z.number(),
      critical: z.number(),
      unowned: z.number(),
      isLowerBound: z.boolean(),
    })
    .nullable(),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

/** A list of values: comma-separated, or a repeated parameter. */
const csv = <T extends z.ZodType>(item: T) =>
  z
    .preprocess(
      (value) =>
        typeof value === "string" || Array.isArray(value)
          ? [value]
              .flat()
              .flatMap((item) => (typeof item === "string" ? item.split(",").filter(Boolean) : [item]))
          : value,
      z.array(item),
    )
    .optional();

/** The list filter, as in the URL; lists are comma-separated. */
export const IncidentFilter = z.object({
  /** A status, `open` (needs attention now) or `snoozed` (open but hidden until later). */
  status: csv(z.enum(["open", "snoozed", ...INCIDENT_STATUSES])),
  severity: csv(Severity),
  category: csv(z.enum(CATEGORIES)),
  /** Subject kind: task, service, workload or check. */
  subject: csv(SubjectKind),
  pipeline: z.string().optional(),
  task: z.string().optional(),
  environment: z.string().optional(),
  /** Source id or kind. */
  source: z.string().optional(),
  /** User id, `me` or `none`. */
  assignee: z.string().optional(),
  /** The owner team: id, slug, `mine` (one that the caller belongs to) or `none`. */
  team: z.string().optional(),
  resolution: csv(Resolution),
  q: z.string().max(200).optional(),
  since: Instant.optional(),
  until: Instant.optional(),
  sort: z
    .enum(["-lastSeenAt", "lastSeenAt", "-openedAt", "openedAt", "severity", "-occurrenceCount"])
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().optional(),
});
export type IncidentFilter = z.infer<typeof IncidentFilter>;
