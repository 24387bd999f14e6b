import { z } from "zod";

export const SEVERITIES = ["critical", "high", "warning", "info", "low"] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/**
 * What a delivery says happened to a task, run or system. `cancelled`: it ended and has neither failed nor succeeded,
 * such as a task that was skipped.
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

/** A task of a pipeline's run, or the whole run. */
export const TaskSubject = z.object({
  kind: z.literal("task"),
  /** `run`: the report speaks of the whole run (DAG-level callback, Prefect flow), not of one task. */
  scope: z.enum(["task", "run"]),
  pipeline: z.object({ externalId: z.string(), name: z.string(), owner: Text }),
  task: z.object({ externalId: z.string(), name: z.string(), operator: Text }).nullable().default(null),
  run: z
    .object({
      externalId: z.string(),
      type: Text,
      logicalDate: Text,
      startedAt: Text,
      url: Text,
      /** The run that started this one (Prefect subflow), as far as the payload tells. */
      parentTaskRunId: Text,
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
      logUrl: Text,
      /** Commit that ran, where the orchestrator knows it (Airflow git bundles). */
      version: Text,
    })
    .nullable()
    .default(null),
});
export type TaskSubject = z.infer<typeof TaskSubject>;

/** An application that answers requests or consumes messages. */
export const ServiceSubject = z.object({
  kind: z.literal("service"),
  service: z.object({ externalId: z.string(), name: z.string(), owner: Text }),
  /** What was asked of it, such as `GET /orders/{id}`. */
  endpoint: Text,
  release: Text,
  /** Host or instance that failed. */
  instance: Text,
});
export type ServiceSubject = z.infer<typeof ServiceSubject>;

/** Something that a cluster runs. */
export const WorkloadSubject = z.object({
  kind: z.literal("workload"),
  cluster: Text,
  namespace: Text,
  /** `kind` such as `Deployment`, `Job` or `Pod`. */
  workload: z.object({ kind: z.string(), name: z.string(), owner: Text }),
  container: Text,
});
export type WorkloadSubject = z.infer<typeof WorkloadSubject>;

/** A monitor, a freshness rule, a data test: something that is checked again and again. */
export const CheckSubject = z.object({
  kind: z.literal("check"),
  check: z.object({ externalId: z.string(), name: z.string(), owner: Text }),
  /** What it checks, such as a table or an address. */
  target: Text,
});
export type CheckSubject = z.infer<typeof CheckSubject>;

export const SUBJECT_KINDS = ["task", "service", "workload", "check"] as const;
export const SubjectKind = z.enum(SUBJECT_KINDS);
export type SubjectKind = z.infer<typeof SubjectKind>;

/** What a failure report speaks of. */
export const Subject = z.discriminatedUnion("kind", [
  TaskSubject,
  ServiceSubject,
  WorkloadSubject,
  CheckSubject,
]);
export type Subject = z.infer<typeof Subject>;

/**
 * What every source kind is normalised to: one thing that happened to one subject. Pure data, JSON only, times
 * ISO 8601 with `Z`. Reports are stored for as long as their incident: a field that is added needs a default, so that
 * those stored before stay readable (`readReport`).
 */
export const FailureReport = z.object({
  version: z.literal(2),
  event: z.enum(REPORT_EVENTS),
  subject: Subject,
  /**
   * The sender's own name for one spell of trouble, such as the fingerprint of an alert: reports with the same one
   * speak of the same failure, and the one that resolves it names it too. Null where runs and tries tell.
   */
  episode: Text,
  exception: ReportException.nullable().default(null),
  /** Log text that came with the payload itself. */
  log: Text,
  /** A sentence of the sender on what happened (Airflow's `reason`, Prefect's state message). */
  reason: Text,
  title: Text,
  severity: Severity.nullable().default(null),
  environment: Text,
  labels: z.record(z.string(), z.string()).default({}),
  occurredAt: Text,
  /** Ids of the sender that its vendor's API needs (Airflow `ti_id`, Prefect `flow_run_id`), kind-specific. */
  refs: z.record(z.string(), z.string().nullable()).default({}),
});
export type FailureReport = z.infer<typeof FailureReport>;

/** A report of a task or of a pipeline's run. */
export type TaskReport = FailureReport & { subject: TaskSubject };

/** One field of a payload that stops it from being understood. */
export interface FieldIssue {
  /** JSON path such as `exception.type`; empty for the body itself. */
  path: string;
  message: string;
}

/** What a payload says: the report, or why there is none. */
export type Normalised = { ok: true; report: FailureReport } | { ok: false; issues: FieldIssue[] };
