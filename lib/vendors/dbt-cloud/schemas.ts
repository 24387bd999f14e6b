import { z } from "zod";
import {
  flagField,
  idField,
  numberField,
  rowsField,
  textField,
  timeField,
} from "@/lib/vendors/lenient-fields";

/** dbt Cloud's codes of a run or a step that ended. */
export const DBT_CLOUD_STATUS = { success: 10, error: 20, cancelled: 30 } as const;

export const Account = z.object({ id: z.number().transform(String), name: textField });
export type Account = z.output<typeof Account>;

/** A command of a run, such as `dbt build`. Lines may have ANSI codes. */
const Step = z
  .object({
    index: numberField,
    name: textField,
    status: numberField,
    status_humanized: textField,
    logs: textField,
    debug_logs: textField,
    truncated_debug_logs: textField,
    started_at: timeField,
    finished_at: timeField,
  })
  .transform((raw) => ({
    index: raw.index,
    /** "Invoke dbt with `dbt build`". */
    name: raw.name ?? "step",
    status: raw.status,
    statusName: raw.status_humanized,
    /** What dbt printed; the last 1,000 lines of its debug log where the console is empty. */
    log: [raw.logs, raw.debug_logs, raw.truncated_debug_logs].find((log) => log?.trim()) ?? "",
    startedAt: raw.started_at,
    endedAt: raw.finished_at,
  }));
export type Step = z.output<typeof Step>;

const Trigger = z.object({ cause: textField }).nullish().catch(null);
const Job = z.object({ name: textField, dbt_version: textField }).nullish().catch(null);

/** A run, with steps if they were asked for. dbt Cloud's API v2, openapi-v2.yaml `RunResponse`. */
export const DbtCloudRun = z
  .object({
    id: z.number().transform(String),
    job_definition_id: idField,
    status: numberField,
    status_humanized: textField,
    status_message: textField,
    is_complete: flagField,
    artifacts_saved: flagField,
    git_sha: textField,
    git_branch: textField,
    dbt_version: textField,
    created_at: timeField,
    started_at: timeField,
    finished_at: timeField,
    trigger: Trigger,
    job: Job,
    run_steps: rowsField(Step),
  })
  .transform((raw) => ({
    id: raw.id,
    jobId: raw.job_definition_id,
    jobName: raw.job?.name ?? null,
    status: raw.status,
    /** `Success`, `Error`, `Cancelled`, `Running`. */
    statusName: raw.status_humanized,
    message: raw.status_message,
    isComplete: raw.is_complete ?? raw.finished_at !== null,
    /** Artifacts are saved some time after the run has ended. */
    hasArtifacts: raw.artifacts_saved,
    gitSha: raw.git_sha,
    gitBranch: raw.git_branch,
    dbtVersion: raw.dbt_version ?? raw.job?.dbt_version ?? null,
    /** A run that was canceled in the queue never started. */
    startedAt: raw.started_at ?? raw.created_at,
    endedAt: raw.finished_at,
    cause: raw.trigger?.cause ?? null,
    steps: raw.run_steps.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)),
  }));
export type DbtCloudRun = z.output<typeof DbtCloudRun>;

/** The envelope of all answers but artifacts. */
export const enveloped = <T>(data: z.ZodType<T>) => z.object({ data }).transform((raw) => raw.data);

const Timing = z.object({ completed_at: timeField });

/** A node in `run_results.json` (schemas.getdbt.com, run-results v6). */
const Result = z
  .object({
    unique_id: z.string(),
    status: textField,
    message: textField,
    compiled_code: textField,
    execution_time: numberField,
    timing: rowsField(Timing),
  })
  .transform((raw) => ({
    id: raw.unique_id,
    status: raw.status,
    message: raw.message,
    compiledCode: raw.compiled_code,
    durationMs: raw.execution_time === null ? null : Math.round(raw.execution_time * 1_000),
    endedAt: raw.timing.at(-1)?.completed_at ?? null,
  }));
export type Result = z.output<typeof Result>;

export const RunResults = z.object({ results: rowsField(Result) });

const Node = z.object({
  original_file_path: textField,
  depends_on: z
    .object({ nodes: rowsField(z.string()) })
    .nullish()
    .catch(null),
});

/** Where a node is defined and what it selects from (schemas.getdbt.com, manifest v12). */
export interface ManifestNode {
  path: string | null;
  parents: string[];
}

/** The nodes of `manifest.json` by unique id. */
export const ManifestNodes = z.object({ nodes: z.record(z.string(), z.unknown()) }).transform(
  ({ nodes }) =>
    new Map(
      Object.entries(nodes).flatMap(([nodeId, raw]): [string, ManifestNode][] => {
        const { data } = Node.safeParse(raw);
        if (!data) return [];
        return [[nodeId, { path: data.original_file_path, parents: data.depends_on?.nodes ?? [] }]];
      }),
    ),
);
