import { z } from "zod";
import { idField, numberField, rowsField, textField } from "@/lib/vendors/lenient-fields";

/** Epoch milliseconds, 0 for "not yet", as ISO 8601. */
const milliseconds = numberField.transform((value) => {
  const date = value === null || value <= 0 ? null : new Date(value);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
});

const RunState = z
  .object({ life_cycle_state: textField, result_state: textField, state_message: textField })
  .nullish()
  .catch(null);

/** Newer than `state`, with a code that says why the run ended. */
const RunStatus = z
  .object({
    state: textField,
    termination_details: z
      .object({ code: textField, type: textField, message: textField })
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);

const STATE = { state: RunState, status: RunStatus, start_time: milliseconds, end_time: milliseconds };

interface RawState {
  state?: z.output<typeof RunState>;
  status?: z.output<typeof RunStatus>;
  start_time: string | null;
  end_time: string | null;
}

function stateOf({ state, status, start_time: startedAt, end_time: endedAt }: RawState) {
  const details = status?.termination_details ?? null;
  return {
    /** `SUCCESS`, `FAILED`, `TIMEDOUT`, `UPSTREAM_FAILED`, …; while it runs, or without a result, the life cycle's. */
    result: state?.result_state ?? state?.life_cycle_state ?? status?.state ?? null,
    /** Whether it has ended. */
    isOver: /^(?:TERMINATED|SKIPPED|INTERNAL_ERROR)$/.test(state?.life_cycle_state ?? status?.state ?? ""),
    message: state?.state_message?.trim() || details?.message?.trim() || null,
    /** Why it ended: `RUN_EXECUTION_ERROR`, `CLUSTER_ERROR`, `USER_CANCELED`, … */
    code: details?.code ?? null,
    startedAt,
    endedAt,
  };
}

const Cluster = z.object({ cluster_id: textField }).nullish().catch(null);
const NewCluster = z.object({ spark_version: textField, node_type_id: textField }).nullish().catch(null);
const DependsOn = z.object({ task_key: z.string() });
const SourceFile = z
  .object({
    notebook_path: textField,
    python_file: textField,
    file: z.object({ path: textField }).nullish().catch(null),
  })
  .partial()
  .nullish()
  .catch(null);

/** An attempt of a task: a run of its own inside the job's run. */
const DatabricksTaskRun = z
  .object({
    run_id: z.union([z.string(), z.number()]).transform(String),
    task_key: z.string(),
    attempt_number: numberField,
    ...STATE,
    depends_on: rowsField(DependsOn),
    cluster_instance: Cluster,
    existing_cluster_id: textField,
    new_cluster: NewCluster,
    notebook_task: SourceFile,
    spark_python_task: SourceFile,
    sql_task: SourceFile,
  })
  .transform((raw) => ({
    runId: raw.run_id,
    key: raw.task_key,
    attempt: raw.attempt_number ?? 0,
    ...stateOf(raw),
    upstream: raw.depends_on.map(({ task_key: key }) => key),
    clusterId: raw.cluster_instance?.cluster_id ?? raw.existing_cluster_id,
    sparkVersion: raw.new_cluster?.spark_version ?? null,
    nodeType: raw.new_cluster?.node_type_id ?? null,
    /** The notebook or file that it runs. */
    path:
      raw.notebook_task?.notebook_path ??
      raw.spark_python_task?.python_file ??
      raw.sql_task?.file?.path ??
      null,
  }));
export type DatabricksTaskRun = z.output<typeof DatabricksTaskRun>;

const GitSource = z
  .object({
    git_commit: textField,
    git_branch: textField,
    git_snapshot: z.object({ used_commit: textField }).nullish().catch(null),
  })
  .nullish()
  .catch(null);
const Parameter = z.object({ name: z.string(), value: textField, default: textField });

/** A page of a run: of its tasks and parameters at most 100 at a time. Jobs API 2.2, `jobs/runs/get`. */
export const DatabricksRun = z
  .object({
    run_id: z.union([z.string(), z.number()]).transform(String),
    job_id: idField,
    run_name: textField,
    trigger: textField,
    ...STATE,
    tasks: rowsField(DatabricksTaskRun),
    git_source: GitSource,
    job_parameters: rowsField(Parameter),
    next_page_token: textField,
  })
  .transform((raw) => ({
    id: raw.run_id,
    jobId: raw.job_id,
    name: raw.run_name,
    trigger: raw.trigger,
    ...stateOf(raw),
    /** Every attempt of every task, also those of repairs. */
    tasks: raw.tasks,
    commit: raw.git_source?.git_snapshot?.used_commit ?? raw.git_source?.git_commit ?? null,
    branch: raw.git_source?.git_branch ?? null,
    parameters: Object.fromEntries(
      raw.job_parameters.map(({ name, value, default: usual }) => [name, value ?? usual]),
    ),
    nextPageToken: raw.next_page_token || null,
  }));
export type DatabricksRun = z.output<typeof DatabricksRun>;

export const RunList = z.object({ runs: rowsField(DatabricksRun) });

/** The output of one task run; Databricks keeps the first 5 MB. */
export const RunOutput = z
  .object({
    error: textField,
    error_trace: textField,
    logs: textField,
    logs_truncated: z.boolean().nullish().catch(null),
  })
  .transform((raw) => ({
    error: raw.error,
    /** May have ANSI codes, as notebooks print them. */
    trace: raw.error_trace,
    logs: raw.logs,
    isTruncated: raw.logs_truncated ?? false,
  }));
export type RunOutput = z.output<typeof RunOutput>;

const Reason = z.object({
  code: textField,
  type: textField,
  parameters: z.record(z.string(), z.unknown()).nullish().catch(null),
});
const Details = z
  .object({ reason: Reason.nullish().catch(null), cause: textField, user: textField })
  .nullish()
  .catch(null);

/** What happened to a cluster (Clusters API, `clusters/events`). */
const ClusterEvent = z
  .object({ timestamp: milliseconds, type: z.string(), details: Details })
  .transform((raw) => ({
    at: raw.timestamp,
    /** `TERMINATING`, `DRIVER_NOT_RESPONDING`, `NODES_LOST`, … */
    type: raw.type,
    code: raw.details?.reason?.code ?? raw.details?.cause ?? null,
    parameters: raw.details?.reason?.parameters ?? {},
    user: raw.details?.user ?? null,
  }));
export type ClusterEvent = z.output<typeof ClusterEvent>;

export const ClusterEvents = z.object({ events: rowsField(ClusterEvent) });

/** The repairs of a run, oldest first; the first entry is the run itself, without an id. */
export const Repairs = z.object({ repair_history: rowsField(z.object({ id: numberField })) });

export const Repaired = z.object({ repair_id: numberField });
