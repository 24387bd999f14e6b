import { z } from "zod";
import { numberField, rowsField, textField, timeField } from "@/lib/vendors/lenient-fields";

/** A run of a workflow, or one of its attempts (REST API 2022-11-28, `workflow-run`). */
export const WorkflowRun = z
  .object({
    id: z.union([z.number(), z.bigint()]).transform(String),
    name: textField,
    path: textField,
    workflow_id: numberField,
    run_attempt: numberField,
    status: textField,
    conclusion: textField,
    event: textField,
    head_branch: textField,
    head_sha: textField,
    created_at: timeField,
    run_started_at: timeField,
    updated_at: timeField,
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    path: raw.path,
    workflowId: raw.workflow_id,
    attempt: raw.run_attempt ?? 1,
    status: raw.status,
    /** `success`, `failure`, `timed_out`, `cancelled`, …; null while it runs. */
    conclusion: raw.conclusion,
    event: raw.event,
    branch: raw.head_branch,
    sha: raw.head_sha,
    createdAt: raw.created_at,
    startedAt: raw.run_started_at ?? raw.created_at,
    endedAt: raw.status === "completed" ? raw.updated_at : null,
  }));
export type WorkflowRun = z.output<typeof WorkflowRun>;

const Step = z.object({ name: z.string(), conclusion: textField });

/** A job of one attempt of a run. Its id is also that of its check run. */
export const Job = z
  .object({
    id: z.union([z.number(), z.bigint()]).transform(String),
    name: z.string(),
    status: textField,
    conclusion: textField,
    started_at: timeField,
    completed_at: timeField,
    runner_name: textField,
    labels: rowsField(z.string()),
    steps: rowsField(Step),
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    conclusion: raw.conclusion,
    startedAt: raw.started_at,
    endedAt: raw.completed_at,
    runner: raw.runner_name || null,
    labels: raw.labels,
    steps: raw.steps.map(({ name, conclusion }) => ({ name, conclusion })),
  }));
export type Job = z.output<typeof Job>;

export const WorkflowRuns = z.object({ workflow_runs: rowsField(WorkflowRun) });
export const Jobs = z.object({ jobs: rowsField(Job) });

/** A message that GitHub or a step attached to a job. */
export const Annotation = z.object({ annotation_level: textField, message: z.string(), title: textField });
export type Annotation = z.output<typeof Annotation>;
