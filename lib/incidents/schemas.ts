import { z } from "zod";
import { CATEGORIES } from "@/lib/diagnosis/category";
import { Diagnosis } from "@/lib/diagnosis/schemas";
import { Instant } from "@/lib/platform/instant";
import { Prose } from "@/lib/platform/written-text";
import { WorkflowSummary } from "@/lib/workflows/schemas";

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

/** Statuses in which a new failure of the same kind folds into the incident. */
export const OPEN_STATUSES: readonly IncidentStatus[] = [
  "triggered",
  "acknowledged",
  "investigating",
  "suppressed",
];

/** What a person may do to an incident besides moving it to another status. */
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

export const SEVERITIES = ["critical", "high", "warning", "info", "low"] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

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
  pipeline: z.string(),
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
      pipeline: z.string(),
      runId: z.string().nullable(),
    }),
  ),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentPage = z.object({
  items: z.array(IncidentSummary),
  nextCursor: z.string().nullable(),
  /** Of all that the filter lets through, however many pages; only on the first page. */
  counts: z.object({ total: z.number(), critical: z.number(), unowned: z.number() }).nullable(),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

export const TimelineEntry = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  actorName: z.string(),
  data: z.record(z.string(), z.unknown()),
  at: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const TimelinePage = z.object({ items: z.array(TimelineEntry) });
export type TimelinePage = z.infer<typeof TimelinePage>;

/** Several values: comma-separated, or the parameter several times. */
const csv = <T extends z.ZodType>(item: T) =>
  z
    .preprocess(
      (value) =>
        typeof value === "string" || Array.isArray(value)
          ? [value]
              .flat()
              .flatMap((one) => (typeof one === "string" ? one.split(",").filter(Boolean) : [one]))
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

export const UpdateIncident = z.object({
  status: IncidentStatus.optional(),
  severity: Severity.optional(),
  assigneeId: z.string().nullable().optional(),
  snoozedUntil: Instant.nullable().optional(),
  reason: Prose(2_000).optional(),
  comment: Prose(10_000).pipe(z.string().min(1)).optional(),
});
export type UpdateIncident = z.infer<typeof UpdateIncident>;
