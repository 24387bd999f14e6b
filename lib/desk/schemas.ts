import { z } from "zod";
import { Diagnosis } from "@/lib/diagnosis/schemas";
import { CATEGORIES, Severity, SubjectKind } from "@/lib/failures/schemas";
import { INCIDENT_STATUSES, IncidentAction, IncidentStatus } from "@/lib/incidents/schemas";
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
  /** What failed. `name` is what people call it; the incident itself tells the rest. */
  subject: z.object({ kind: SubjectKind, name: z.string() }),
  /** Null where the subject has none. */
  pipeline: z.string().nullable(),
  task: z.string().nullable(),
  occurrenceCount: z.number().int(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  /** Set while it is snoozed: not once the time has passed, nor after the incident was resolved or merged. */
  snoozedUntil: z.string().nullable(),
  assignee: PersonRef.nullable(),
  workflow: WorkflowSummary.nullable(),
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
  /** `run_report`: the whole run was reported as failed too. It goes along with a failure and counts nothing. */
  kind: z.enum(["failure", "run_report"]),
  runId: z.string().nullable(),
  message: z.string(),
  at: z.string(),
});
export type OccurrenceView = z.infer<typeof OccurrenceView>;

export const Incident = IncidentSummary.extend({
  /** With the fields of its kind (`Subject`), as the incident was reported. */
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
    })
    .nullable(),
  /** Tries of this task seen lately, newest first, for the strip on the page. */
  attempts: z.array(AttemptView),
  /** What was folded into it, newest first, the last 100; `split` takes their ids. */
  occurrences: z.array(OccurrenceView),
  owner: z.string().nullable(),
  detectedBy: z.string(),
  availableTransitions: z.array(IncidentStatus),
  availableActions: z.array(IncidentAction),
  openedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  diagnosis: Diagnosis.nullable(),
  parentIncidentId: z.string().nullable(),
  /** The number of the incident that it is part of. */
  parentNumber: z.number().int().nullable(),
  symptomCount: z.number().int(),
  /** Incidents that are part of this one, with the run that failed along; the first 20. */
  symptoms: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      /** Name of what failed along. */
      pipeline: z.string(),
      runId: z.string().nullable(),
    }),
  ),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentPage = z.object({
  items: z.array(IncidentSummary),
  nextCursor: z.string().nullable(),
  /**
   * All that match the filter, over all pages; only on the first page. Counting stops at 10,000, and earlier for a common
   * text: `isLowerBound` then says that there are at least so many.
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

/** Several values: comma-separated, or the parameter several times. */
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

/** The list's filters, as they stand in a URL; several values are comma-separated. */
export const IncidentFilter = z.object({
  /** Besides the statuses: `open`, what waits for somebody now, and `snoozed`, what is open but hidden until later. */
  status: csv(z.enum(["open", "snoozed", ...INCIDENT_STATUSES])),
  severity: csv(Severity),
  category: csv(z.enum(CATEGORIES)),
  /** Kinds of what failed: task, service, workload, check. */
  subject: csv(SubjectKind),
  pipeline: z.string().optional(),
  task: z.string().optional(),
  environment: z.string().optional(),
  /** Source id or kind. */
  source: z.string().optional(),
  /** User id, `me` or `none`. */
  assignee: z.string().optional(),
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
