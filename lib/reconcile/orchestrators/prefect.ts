import type { FailureReport } from "@/lib/failures/schemas";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";
import { prefectStateMeaning } from "@/lib/intake/sources/prefect/states";
import { AppError } from "@/lib/platform/errors";
import type {
  Catalog,
  Poller,
  ReadPipeline,
  ReadRun,
  ReadTry,
  Reading,
  RunningTry,
  SignOfLife,
  UnstartedRun,
} from "@/lib/reconcile/orchestrators/reading";
import { RequestMeter } from "@/lib/reconcile/orchestrators/request-meter";
import type { SourceConnection } from "@/lib/sources/data";
import { createPrefectClient, type PrefectClient } from "@/lib/vendors/prefect/client";
import type { Deployment, FlowRun, TaskRun } from "@/lib/vendors/prefect/schemas";

/** Prefect calls a run late after 15 s, but a worker may poll less often than that. */
const UNSTARTED_AFTER_MS = 5 * 60_000;
/** Heartbeats come every 180 s by default. */
const HEARTBEAT_LOST_MS = 10 * 60_000;
/** How far back a run's first heartbeat is looked for. */
const HEARTBEATS_SINCE_MS = 48 * 3_600_000;
const MAX_NAMES = 10_000;

/** Polls Prefect 3, self-hosted or Cloud. A pipeline is a flow, named as in webhooks. */
export function pollPrefect(connection: SourceConnection): Poller {
  const meter = new RequestMeter(Date.now);
  const client = createPrefectClient({ ...connection, onAnswer: (headers) => meter.note(headers) });
  const names = new Map<string, string>();
  return {
    read: (since, signal) => readChanges(client.withSignal(signal), names, since, nowOf(meter)),
    readCatalog: (signal) => readCatalog(client.withSignal(signal), names),
    // Deployments name the zone themselves.
    readZone: async () => null,
    readHistory: async (pipeline, signal) => {
      const runs = await client.withSignal(signal).poll.flowRunsOf(pipeline);
      return runs.flatMap((run) => toRun(run, pipeline) ?? []);
    },
    readSignOfLife: (running, signal) => readSignOfLife(client.withSignal(signal), running, nowOf(meter)),
    showsHeartbeats: true,
    // A flow may handle the failure of a task.
    areTasksReported: false,
    reportRun: ({ details }) => reportOf({ flow: details["flow"], flow_run: details["flowRun"] }),
    reportTry: ({ details }) =>
      reportOf({
        scope: "task",
        flow: details["flow"],
        flow_run: details["flowRun"],
        task_run: details["taskRun"],
      }),
    requests: () => meter.requests(),
    clockAheadMs: () => meter.clockAheadMs(),
  };
}

function nowOf(meter: RequestMeter): Date {
  return new Date(Date.now() + meter.clockAheadMs());
}

async function readChanges(
  client: PrefectClient,
  names: Map<string, string>,
  since: Date,
  now: Date,
): Promise<Reading> {
  // Unfinished runs first: one that ends in between is then among the ended ones, too.
  const unfinished = await client.poll.unfinishedFlowRuns();
  const [ended, tasks] = await Promise.all([
    client.poll.flowRunsEndedSince(since),
    client.poll.taskRunsEndedSince(since),
  ]);
  const endedIds = new Set(ended.rows.map(({ id }) => id));
  const open = unfinished.rows.filter(({ id }) => !endedIds.has(id));
  const known = new Map([...open, ...ended.rows].map((run) => [run.id, run]));
  const ofTasks = new Set(tasks.rows.flatMap(({ flowRunId }) => flowRunId ?? []));
  const missing = [...ofTasks].filter((id) => !known.has(id));
  for (const run of await client.poll.flowRuns(missing)) known.set(run.id, run);
  await learnNames(client, names, [...known.values()]);
  const pipelineOf = (run: FlowRun) => names.get(run.flowId ?? "") ?? run.flowId;
  return {
    runs: [...open, ...ended.rows].flatMap((run) => toRun(run, pipelineOf(run)) ?? []),
    tries: tasks.rows.flatMap((task) => {
      const run = known.get(task.flowRunId ?? "");
      return (run && toTry(task, run, pipelineOf(run))) ?? [];
    }),
    running: open.flatMap((run) => toRunning(run, pipelineOf(run)) ?? []),
    brokenFiles: null,
    unstarted: open.flatMap((run) => toUnstarted(run, pipelineOf(run), now) ?? []),
    lineage: [],
    trouble: null,
    notes:
      ended.isWhole && tasks.isWhole && unfinished.isWhole
        ? []
        : ["More has changed than one pass can read; the newest changes were read."],
  };
}

async function learnNames(
  client: PrefectClient,
  names: Map<string, string>,
  runs: readonly FlowRun[],
): Promise<void> {
  const unknown = [...new Set(runs.flatMap(({ flowId }) => flowId ?? []))].filter((id) => !names.has(id));
  if (names.size > MAX_NAMES) names.clear();
  for (const { id, name } of await client.poll.flows(unknown)) names.set(id, name);
}

async function readCatalog(client: PrefectClient, names: Map<string, string>): Promise<Catalog> {
  const { rows } = await client.poll.deployments();
  const flowIds = [...new Set(rows.flatMap(({ flowId }) => flowId ?? []))];
  for (const { id, name } of await client.poll.flows(flowIds.filter((id) => !names.has(id))))
    names.set(id, name);
  const byFlow = new Map<string, Deployment[]>();
  for (const deployment of rows) {
    const name = names.get(deployment.flowId ?? "");
    if (name !== undefined) byFlow.set(name, [...(byFlow.get(name) ?? []), deployment]);
  }
  return {
    pipelines: [...byFlow].map(([name, deployments]) => toPipeline(name, deployments)),
    dependencies: [],
    lineage: [],
    notes: [],
  };
}

/** A flow with several schedules has none that says when its next run is due; its history may. */
function toPipeline(name: string, deployments: readonly Deployment[]): ReadPipeline {
  const schedules = deployments.flatMap(({ isPaused, schedules: all }) =>
    isPaused ? [] : all.filter(({ isActive }) => isActive),
  );
  const [only, ...others] = schedules;
  const cron = only && others.length === 0 ? only.cron : null;
  return {
    pipeline: name,
    name,
    owner: null,
    filePath: deployments[0]?.entrypoint?.split(":")[0] ?? null,
    tags: [...new Set(deployments.flatMap(({ tags }) => tags))],
    schedule: cron,
    zone: cron === null ? null : (only?.zone ?? "UTC"),
    isPaused: schedules.length === 0 && deployments.some(({ schedules: all }) => all.length > 0),
    nextRunAt: null,
  };
}

async function readSignOfLife(client: PrefectClient, running: RunningTry, now: Date): Promise<SignOfLife> {
  const since = new Date(now.getTime() - HEARTBEATS_SINCE_MS);
  const [heartbeat, entry] = await Promise.all([
    client.poll.lastHeartbeat(running.run, since),
    client.poll.lastLogEntry(running.run),
  ]);
  return {
    logMark: entry === null ? "empty" : `${entry.at ?? ""} ${entry.id ?? ""}`,
    isHeartbeatLost: heartbeat === null ? null : now.getTime() - Date.parse(heartbeat) > HEARTBEAT_LOST_MS,
  };
}

function toRun(run: FlowRun, pipeline: string | null): ReadRun | null {
  const event = eventOf(run);
  const at = run.endedAt ?? run.stateAt ?? run.startedAt ?? run.expectedStartAt;
  if (pipeline === null || event === null || at === null) return null;
  return {
    pipeline,
    run: run.id,
    type: typeOf(run),
    routine: null,
    event,
    at: event === "running" ? (run.stateAt ?? at) : at,
    dueAt: run.expectedStartAt,
    logicalDate: null,
    startedAt: run.startedAt,
    endedAt: event === "running" || event === "will_retry" ? null : run.endedAt,
    url: null,
    details: { flow: { id: run.flowId, name: pipeline }, flowRun: rawRun(run) },
  };
}

function typeOf(run: FlowRun): string {
  if (run.parentTaskRunId !== null) return "subflow";
  return run.isAutoScheduled ? "scheduled" : "manual";
}

function eventOf({
  stateType,
  stateName,
}: Pick<FlowRun, "stateType" | "stateName">): FailureReport["event"] | null {
  if (stateType === "SCHEDULED" && stateName === "AwaitingRetry") return "will_retry";
  return prefectStateMeaning(stateType);
}

/** As Prefect itself writes it, so that webhooks and polls are read alike. */
function rawRun(run: FlowRun) {
  return {
    id: run.id,
    name: run.name,
    flow_id: run.flowId,
    deployment_id: run.deploymentId,
    parent_task_run_id: run.parentTaskRunId,
    ...rawCommon(run, run.stateAt),
    work_pool_name: run.workPool,
  };
}

function rawTask(task: TaskRun) {
  return {
    id: task.id,
    name: task.name,
    flow_run_id: task.flowRunId,
    task_key: task.taskName,
    ...rawCommon(task, task.endedAt),
  };
}

function rawCommon(run: FlowRun | TaskRun, at: string | null) {
  const { stateType, stateName, stateMessage } = run;
  return {
    state_type: stateType,
    state_name: stateName,
    state: { type: stateType, name: stateName, message: stateMessage, timestamp: at },
    run_count: run.runCount,
    empirical_policy: { retries: run.retries },
    start_time: run.startedAt,
    end_time: run.endedAt,
    tags: run.tags,
  };
}

function toTry(task: TaskRun, run: FlowRun, pipeline: string | null): ReadTry | null {
  const event = eventOf(task);
  if (pipeline === null || event === null || task.stateType === null) return null;
  const name = task.taskName ?? task.id;
  const tryNumber = Math.max(task.runCount ?? 1, 1);
  return {
    pipeline,
    run: run.id,
    task: name,
    taskName: name,
    operator: null,
    mapIndex: -1,
    tryNumber,
    maxTries: task.retries === null ? null : Math.max(task.retries + 1, tryNumber),
    state: task.stateName ?? task.stateType,
    event,
    startedAt: task.startedAt,
    endedAt: task.endedAt,
    hostname: null,
    logUrl: null,
    version: null,
    details: { flow: { id: run.flowId, name: pipeline }, flowRun: rawRun(run), taskRun: rawTask(task) },
  };
}

function toRunning(run: FlowRun, pipeline: string | null): RunningTry | null {
  if (pipeline === null || run.stateType !== "RUNNING" || run.startedAt === null) return null;
  return {
    pipeline,
    run: run.id,
    task: null,
    tryNumber: Math.max(run.runCount ?? 1, 1),
    mapIndex: -1,
    startedAt: run.startedAt,
  };
}

function toUnstarted(run: FlowRun, pipeline: string | null, now: Date): UnstartedRun | null {
  if (pipeline === null || run.stateName !== "Late" || run.expectedStartAt === null) return null;
  if (now.getTime() - Date.parse(run.expectedStartAt) < UNSTARTED_AFTER_MS) return null;
  return {
    pipeline,
    run: run.id,
    dueAt: run.expectedStartAt,
    because:
      run.workPool === null
        ? "no process serves its deployment"
        : `no worker of the work pool ${run.workPool} has picked it up`,
  };
}

function reportOf(body: Record<string, unknown>): FailureReport {
  const result = normalisePrefect(body);
  if (!result.ok) throw new AppError("INVALID", "Prefect named a run that cannot be stored.");
  return result.report;
}
