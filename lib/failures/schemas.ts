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

/**
 * What every source kind is normalised to: one thing that happened to one try of one task of one run.
 * Pure data, JSON only, times ISO 8601 with `Z`.
 */
export const FailureReport = z.object({
  event: z.enum(REPORT_EVENTS),
  /** `run`: the report speaks of the whole run (DAG-level callback, Prefect flow), not of one task. */
  scope: z.enum(["task", "run"]),
  pipeline: z.object({
    externalId: z.string(),
    name: z.string(),
    owner: z.string().nullable(),
  }),
  task: z.object({ externalId: z.string(), name: z.string(), operator: z.string().nullable() }).nullable(),
  run: z
    .object({
      externalId: z.string(),
      type: z.string().nullable(),
      logicalDate: z.string().nullable(),
      startedAt: z.string().nullable(),
      url: z.string().nullable(),
      /** The run that started this one (Prefect subflow), as far as the payload tells. */
      parentTaskRunId: z.string().nullable(),
    })
    .nullable(),
  attempt: z
    .object({
      tryNumber: z.number().int().nullable(),
      maxTries: z.number().int().nullable(),
      mapIndex: z.number().int(),
      state: z.string().nullable(),
      hostname: z.string().nullable(),
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      logUrl: z.string().nullable(),
      /** Commit that ran, where the orchestrator knows it (Airflow git bundles). */
      version: z.string().nullable(),
    })
    .nullable(),
  exception: ReportException.nullable(),
  /** Log text that came with the payload itself. */
  log: z.string().nullable(),
  /** A sentence of the sender on what happened (Airflow's `reason`, Prefect's state message). */
  reason: z.string().nullable(),
  title: z.string().nullable(),
  severity: Severity.nullable(),
  environment: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  occurredAt: z.string().nullable(),
  /** Ids of the sender that its vendor's API needs (Airflow `ti_id`, Prefect `flow_run_id`), kind-specific. */
  refs: z.record(z.string(), z.string().nullable()),
});
export type FailureReport = z.infer<typeof FailureReport>;

/** One field of a payload that stops it from being understood. */
export interface FieldIssue {
  /** JSON path such as `exception.type`; empty for the body itself. */
  path: string;
  message: string;
}

/** What a payload says: the report, or why there is none. */
export type Normalised = { ok: true; report: FailureReport } | { ok: false; issues: FieldIssue[] };
