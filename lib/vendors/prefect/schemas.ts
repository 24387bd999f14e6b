import { z } from "zod";
import { numberField, textField, timeField } from "@/lib/vendors/lenient-fields";

const tags = z
  .array(z.string())
  .nullish()
  .catch(null)
  .transform((value) => value ?? []);
const policy = z.object({ retries: numberField }).nullish().catch(null);

const Details = z.object({ child_flow_run_id: textField }).nullish().catch(null);

export const State = z
  .object({
    type: textField,
    name: textField,
    message: textField,
    timestamp: timeField,
    state_details: Details,
  })
  .transform(({ timestamp, state_details: details, ...raw }) => ({
    ...raw,
    at: timestamp,
    /** The subflow's run, for a task run that represents a subflow. */
    childFlowRunId: details?.child_flow_run_id ?? null,
  }));
export type State = z.output<typeof State>;

export const FlowRun = z
  .object({
    id: z.string(),
    name: textField,
    flow_id: textField,
    deployment_id: textField,
    parent_task_run_id: textField,
    state_type: textField,
    state_name: textField,
    state: State.nullish().catch(null),
    run_count: numberField,
    empirical_policy: policy,
    expected_start_time: timeField,
    start_time: timeField,
    end_time: timeField,
    work_pool_name: textField,
    auto_scheduled: z.boolean().nullish().catch(null),
    deployment_version: textField,
    flow_version: textField,
    parameters: z.record(z.string(), z.unknown()).nullish().catch(null),
    job_variables: z.object({ image: textField }).nullish().catch(null),
    tags,
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    flowId: raw.flow_id,
    deploymentId: raw.deployment_id,
    /** For a subflow: the parent's task run that represents it. */
    parentTaskRunId: raw.parent_task_run_id,
    stateType: raw.state_type ?? raw.state?.type ?? null,
    stateName: raw.state_name ?? raw.state?.name ?? null,
    stateMessage: raw.state?.message ?? null,
    stateAt: raw.state?.at ?? null,
    /** Attempts so far; 0 for a run that died before it started. */
    runCount: raw.run_count,
    retries: raw.empirical_policy?.retries ?? null,
    expectedStartAt: raw.expected_start_time,
    startedAt: raw.start_time,
    endedAt: raw.end_time,
    workPool: raw.work_pool_name,
    /** Whether a schedule created it, rather than a person or another run. */
    isAutoScheduled: raw.auto_scheduled ?? false,
    deploymentVersion: raw.deployment_version,
    /** A hash of the flow's source file, unless the flow names its version. */
    flowVersion: raw.flow_version,
    parameters: raw.parameters ?? {},
    /** The container image that the run asked for; others of its job variables may be secrets. */
    image: raw.job_variables?.image ?? null,
    tags: raw.tags,
  }));
export type FlowRun = z.output<typeof FlowRun>;

export const Flow = z.object({ id: z.string(), name: z.string(), tags });
export type Flow = z.output<typeof Flow>;

const CLONE = "prefect.deployments.steps.git_clone";
/** The steps that fetch a deployment's code; they may hold tokens, so nothing but the commit is kept. */
const PullSteps = z.array(z.object({ [CLONE]: z.object({ commit_sha: textField }).nullish().catch(null) }));

const Schedules = z
  .array(
    z.object({
      active: z.boolean().nullish().catch(null),
      schedule: z.object({ cron: textField, timezone: textField, interval: numberField }),
    }),
  )
  .nullish()
  .catch(null)
  .transform((rows) =>
    (rows ?? []).map(({ active, schedule }) => ({
      isActive: active ?? true,
      cron: schedule.cron,
      zone: schedule.timezone,
      intervalSeconds: schedule.interval,
    })),
  );

export const Deployment = z
  .object({
    id: z.string(),
    name: textField,
    flow_id: textField,
    entrypoint: textField,
    path: textField,
    version: textField,
    pull_steps: PullSteps.nullish().catch(null),
    tags,
    paused: z.boolean().nullish().catch(null),
    schedules: Schedules,
  })
  .transform(({ flow_id: flowId, pull_steps: steps, paused, ...raw }) => ({
    ...raw,
    flowId,
    isPaused: paused ?? false,
    /** The commit that the deployment pins, if it clones its code from git. */
    clonedCommit: steps?.map((step) => step[CLONE]?.commit_sha ?? null).find((sha) => sha !== null) ?? null,
  }));
export type Deployment = z.output<typeof Deployment>;

const Input = z.object({ input_type: z.string(), id: z.string().optional() });

export const TaskRun = z
  .object({
    id: z.string(),
    name: textField,
    flow_run_id: textField,
    task_key: textField,
    state_type: textField,
    state_name: textField,
    state: State.nullish().catch(null),
    run_count: numberField,
    flow_run_run_count: numberField,
    empirical_policy: policy,
    start_time: timeField,
    end_time: timeField,
    task_inputs: z.record(z.string(), z.array(z.unknown())).nullish().catch(null),
    tags,
  })
  .transform((raw) => ({
    id: raw.id,
    /** `transform-a2b`. */
    name: raw.name,
    /** `transform`: the task's key without its hash. */
    taskName: raw.task_key?.replace(/(?<=.)-[0-9a-f]{8}$/, "") ?? raw.name,
    flowRunId: raw.flow_run_id,
    stateType: raw.state_type ?? raw.state?.type ?? null,
    stateName: raw.state_name ?? raw.state?.name ?? null,
    stateMessage: raw.state?.message ?? null,
    /** The subflow's run, if this task run represents a subflow. */
    childFlowRunId: raw.state?.childFlowRunId ?? null,
    runCount: raw.run_count,
    flowRunRunCount: raw.flow_run_run_count,
    retries: raw.empirical_policy?.retries ?? null,
    startedAt: raw.start_time,
    endedAt: raw.end_time,
    /** Task runs whose results this task run uses. */
    upstreamIds: Object.values(raw.task_inputs ?? {}).flatMap((inputs) =>
      inputs.flatMap((row) => {
        const input = Input.safeParse(row);
        return input.success && input.data.input_type === "task_run" && input.data.id ? [input.data.id] : [];
      }),
    ),
    tags: raw.tags,
  }));
export type TaskRun = z.output<typeof TaskRun>;

export const LogEntry = z
  .object({
    id: textField,
    name: textField,
    level: z.number().catch(20),
    message: z.string().catch(""),
    timestamp: timeField,
    flow_run_id: textField,
    task_run_id: textField,
  })
  .transform((raw) => ({
    id: raw.id,
    /** `prefect.flow_runs`, `prefect.task_runs` or a user's logger. */
    logger: raw.name,
    /** Python's numbers: 20 info, 30 warning, 40 error, 50 critical. */
    level: raw.level,
    /** May have many lines (tracebacks) and ANSI codes. */
    message: raw.message,
    at: raw.timestamp,
    taskRunId: raw.task_run_id,
  }));
export type LogEntry = z.output<typeof LogEntry>;

export const Heartbeats = z.object({ events: z.array(z.object({ occurred: timeField })) });
/** An event about a flow run; one that only repeats a change of state has `isStateChange`. */
export const FlowRunEvent = z
  .object({
    id: textField,
    occurred: timeField,
    event: z.string(),
    resource: z.record(z.string(), z.unknown()).nullish().catch(null),
    payload: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .transform((raw) => ({
    id: raw.id,
    at: raw.occurred,
    event: raw.event,
    isStateChange: raw.payload?.["validated_state"] !== undefined,
  }));
export type FlowRunEvent = z.output<typeof FlowRunEvent>;

const EventPage = z.object({ events: z.array(z.unknown()) });

/** The events of an answer; null if it is something else. */
export function prefectEvents(raw: unknown): FlowRunEvent[] | null {
  const page = EventPage.safeParse(raw);
  return page.success ? prefectRows(page.data.events, FlowRunEvent) : null;
}

export const CsrfToken = z.object({ token: z.string(), client: z.string() });

/** Skips rows that do not parse, so that one bad row does not hide the others. */
export function prefectRows<T>(raw: unknown, schema: z.ZodType<T>): T[] | null {
  if (!Array.isArray(raw)) return null;
  return raw.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
