import { z } from "zod";
import { safeUrl } from "@/lib/failures/safe-url";

/** The failure categories, in display order. */
export const CATEGORIES = [
  "code_bug",
  "missing_dependency",
  "configuration",
  "auth_permission",
  "network_timeout",
  "rate_limit",
  "resource_exhausted",
  "infrastructure",
  "warehouse_sql",
  "schema_change",
  "data_quality",
  "upstream_missing_data",
  "unknown",
] as const;

export const Category = z.enum(CATEGORIES);
export type Category = z.infer<typeof Category>;
/** What people can say that it was. */
export const KnownCategory = Category.exclude(["unknown"]);
export type KnownCategory = z.infer<typeof KnownCategory>;

/** Whether retrying without a change can help. */
export const TRANSIENCES = ["permanent", "transient", "intermittent", "unknown"] as const;

export const Transience = z.enum(TRANSIENCES);
export type Transience = z.infer<typeof Transience>;

export const SEVERITIES = ["critical", "high", "warning", "info", "low"] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** How much depends on a pipeline or task. */
export const CRITICALITIES = ["low", "normal", "high", "critical"] as const;
export const Criticality = z.enum(CRITICALITIES);
export type Criticality = z.infer<typeof Criticality>;

export const SEVERITY_REASON_CODES = [
  "reported",
  "environment",
  "criticality",
  "downstream",
  "repeats",
  "deadline",
] as const;

/** One of the reasons for a computed severity: what it adds, and the bounds it sets. */
export const SeverityReason = z.object({
  code: z.enum(SEVERITY_REASON_CODES),
  text: z.string(),
  points: z.number().int(),
  /** It is at least this severe, whatever else is known. */
  atLeast: Severity.optional(),
  atMost: Severity.optional(),
});
export type SeverityReason = z.infer<typeof SeverityReason>;

/**
 * What a delivery reports about its subject. `cancelled`: it ended without failing or succeeding, such as a skipped
 * task.
 */
export const REPORT_EVENTS = ["failed", "will_retry", "succeeded", "running", "cancelled"] as const;

export const ReportException = z.object({
  /** Qualified type name, e.g. `builtins.KeyError`; null when only text is known. */
  type: z.string().nullable(),
  message: z.string(),
  traceback: z.string().nullable(),
});
export type ReportException = z.infer<typeof ReportException>;

const Text = z.string().nullable().default(null);
/** An http(s) address; null for any other, which earlier versions stored as it was sent. */
const Link = Text.transform(safeUrl);

/** A task in a pipeline run, or the whole run. */
export const TaskSubject = z.object({
  kind: z.literal("task"),
  /** `run`: the report is about the whole run (DAG-level callback, Prefect flow), not a single task. */
  scope: z.enum(["task", "run"]),
  pipeline: z.object({ externalId: z.string(), name: z.string(), owner: Text }),
  task: z.object({ externalId: z.string(), name: z.string(), operator: Text }).nullable().default(null),
  run: z
    .object({
      externalId: z.string(),
      type: Text,
      logicalDate: Text,
      startedAt: Text,
      url: Link,
      /** The task run that started this run (Prefect subflow), if the payload names it. */
      parentTaskRunId: Text,
      /**
       * What starts runs like this one, such as a schedule, with everything that makes their work differ (branch, target,
       * parameters): runs of a pipeline with the same value do the same work again. Null for what people started, and where
       * the sender does not tell.
       */
      routine: z.string().nullish(),
      /** It may have left tasks out, so that its success says nothing about them. */
      isPartial: z.boolean().nullish(),
      /** The branch whose code ran, unless it is the default one: the failures of each branch are a matter of their own. */
      branch: z.string().nullish(),
    })
    .nullable()
    .default(null),
  attempt: z
    .object({
      tryNumber: z.number().int().nullable().default(null),
      maxTries: z.number().int().nullable().default(null),
      mapIndex: z.number().int().default(-1),
      state: Text,
      hostname: Text,
      startedAt: Text,
      endedAt: Text,
      logUrl: Link,
      /** The commit that ran, if the orchestrator knows it (Airflow git bundles). */
      version: Text,
    })
    .nullable()
    .default(null),
});
export type TaskSubject = z.infer<typeof TaskSubject>;

/** An application that serves requests or consumes messages. */
export const ServiceSubject = z.object({
  kind: z.literal("service"),
  service: z.object({ externalId: z.string(), name: z.string(), owner: Text }),
  /** The operation that failed, such as `GET /orders/{id}`. */
  endpoint: Text,
  release: Text,
  /** Host or instance that failed. */
  instance: Text,
});
export type ServiceSubject = z.infer<typeof ServiceSubject>;

/** A workload in a cluster. */
export const WorkloadSubject = z.object({
  kind: z.literal("workload"),
  cluster: Text,
  namespace: Text,
  /** `kind` is for example `Deployment`, `Job` or `Pod`. */
  workload: z.object({ kind: z.string(), name: z.string(), owner: Text }),
  container: Text,
});
export type WorkloadSubject = z.infer<typeof WorkloadSubject>;

/** A recurring check: a monitor, a freshness rule, a data test. */
export const CheckSubject = z.object({
  kind: z.literal("check"),
  check: z.object({ externalId: z.string(), name: z.string(), owner: Text }),
  /** What it checks, such as a table or a URL. */
  target: Text,
  /** The pipeline it watches, if it is about exactly one. */
  pipeline: z.object({ externalId: z.string(), name: z.string() }).nullish(),
  /** The run that it found fault with. */
  run: z.object({ externalId: z.string(), url: Link }).nullish(),
});
export type CheckSubject = z.infer<typeof CheckSubject>;

export const SUBJECT_KINDS = ["task", "service", "workload", "check"] as const;
export const SubjectKind = z.enum(SUBJECT_KINDS);
export type SubjectKind = z.infer<typeof SubjectKind>;

/** What a report is about. */
export const Subject = z.discriminatedUnion("kind", [
  TaskSubject,
  ServiceSubject,
  WorkloadSubject,
  CheckSubject,
]);
export type Subject = z.infer<typeof Subject>;

/**
 * What every source kind is normalized to: one event for one subject. JSON only, times
 * ISO 8601 with `Z`. Reports live as long as their incident: a new field needs a default, so that older
 * reports stay readable (`readReport`).
 */
export const FailureReport = z.object({
  version: z.literal(2),
  event: z.enum(REPORT_EVENTS),
  subject: Subject,
  /**
   * The sender's id for one ongoing problem, such as an alert fingerprint: reports that share it are about the same
   * failure, and the resolving report carries it too. Null for senders whose runs and attempts identify the failure.
   */
  episode: Text,
  exception: ReportException.nullable().default(null),
  /** Log text included in the payload. */
  log: Text,
  /** The sender's description of what happened (Airflow's `reason`, Prefect's state message). */
  reason: Text,
  title: Text,
  severity: Severity.nullable().default(null),
  /** Null for its source's. Reports stored by earlier versions may name that one too. */
  environment: Text,
  labels: z.record(z.string(), z.string()).default({}),
  occurredAt: Text,
  /** What the definition of the failed task declares about it; missing or null where definitions are not sent. */
  declared: z.object({ criticality: Criticality.nullable().default(null), owner: Text }).nullish(),
  /** The orchestrator's ids of pipelines that cannot run until this is repaired; only for files that cannot be parsed. */
  blocked: z.array(z.string()).nullish(),
  /** Sender ids that the vendor's API needs (Airflow `ti_id`, Prefect `flow_run_id`), specific to the kind. */
  refs: z.record(z.string(), z.string().nullable()).default({}),
});
export type FailureReport = z.infer<typeof FailureReport>;

/** A report about a task or a pipeline run. */
export type TaskReport = FailureReport & { subject: TaskSubject };

/** A payload field that failed validation. */
export interface FieldIssue {
  /** JSON path such as `exception.type`; empty for the whole body. */
  path: string;
  message: string;
}

/** The report read from a payload, or why there is none. */
export type Normalised = { ok: true; report: FailureReport } | { ok: false; issues: FieldIssue[] };
