import type { FailureReport, Normalised } from "@/lib/failures/schemas";
import { NO_FAILED_TASK } from "@/lib/failures/unreported";
import { airflowRoutine, normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { AppError, messageOf } from "@/lib/platform/errors";
import { assetDependencies, assetFacts } from "@/lib/reconcile/orchestrators/airflow-assets";
import type {
  Catalog,
  Poller,
  ReadPipeline,
  ReadRun,
  ReadTry,
  Reading,
  RunningTry,
  SignOfLife,
} from "@/lib/reconcile/orchestrators/reading";
import { RequestMeter } from "@/lib/reconcile/orchestrators/request-meter";
import type { SourceConnection } from "@/lib/sources/data";
import { createAirflowClient, type AirflowClient } from "@/lib/vendors/airflow/client";
import type { Dag, DagRun, TaskInstance } from "@/lib/vendors/airflow/schemas";

/** States of attempts that ended. `upstream_failed` is none: such a task never ran. */
const ENDED = ["failed", "up_for_retry", "success", "skipped"] as const;

/** One page of runs, less the one by which a client tells whether there are more. */
const HISTORY = 99;

/** Polls Airflow 2 and 3. */
export function pollAirflow(connection: SourceConnection): Poller {
  const meter = new RequestMeter(Date.now);
  const client = createAirflowClient({ ...connection, onAnswer: (headers) => meter.note(headers) });
  const links = new Links(connection.baseUrl);
  // Unknown until the catalog was read. Most have none, and then their events need not be asked for.
  let hasAssets = true;
  return {
    read: (since, signal) => readChanges(client.withSignal(signal), links, since, hasAssets),
    readCatalog: async (signal) => {
      const catalog = await readCatalog(client.withSignal(signal));
      hasAssets = catalog.lineage.length > 0;
      return catalog;
    },
    readZone: (pipeline, signal) => client.withSignal(signal).poll.timeZone(pipeline),
    readHistory: async (pipeline, signal) => {
      const reader = client.withSignal(signal);
      const { api } = await reader.version();
      const runs = await reader.listDagRuns(pipeline, { limit: HISTORY });
      return runs.flatMap((run) => toRun(run, links.run(api, run)) ?? []);
    },
    readSignOfLife: (running, signal) => readSignOfLife(client.withSignal(signal), running),
    showsHeartbeats: false,
    areTasksReported: true,
    reportRun,
    reportTry,
    requests: () => meter.requests(),
    clockAheadMs: () => meter.clockAheadMs(),
  };
}

async function readChanges(
  client: AirflowClient,
  links: Links,
  since: Date,
  hasAssets: boolean,
): Promise<Reading> {
  const { api } = await client.version();
  // Runs before tasks: the failed task of a failed run is then among the tasks that are read.
  const [runs, health] = await Promise.all([client.poll.runsSince(since), client.health()]);
  const notes: string[] = [];
  const [tries, running, brokenFiles, events] = await Promise.all([
    client.poll.tasksSince(since, ENDED),
    client.poll.runningTasks(),
    optional(() => client.importErrors(), notes),
    hasAssets ? optional(() => client.poll.assetEventsSince(since), notes) : null,
  ]);
  if (!runs.isWhole || !tries.isWhole)
    notes.push("More has changed than one pass can read; the oldest changes were read.");
  return {
    runs: runs.rows.flatMap((run) => toRun(run, links.run(api, run)) ?? []),
    tries: tries.rows.flatMap((instance) => toTry(instance, links.log(api, instance)) ?? []),
    running: running.rows.flatMap((instance) => toRunning(instance) ?? []),
    brokenFiles:
      brokenFiles?.flatMap(({ filename, bundleName, stackTrace }) =>
        filename === null ? [] : [{ file: filename, bundle: bundleName, stackTrace }],
      ) ?? null,
    unstarted: [],
    lineage: assetFacts([], events?.rows ?? []),
    trouble: health.ok ? null : health.detail,
    notes,
  };
}

/** The answer, or null with a note if this Airflow or this user cannot read it. */
async function optional<T>(read: () => Promise<T>, notes: string[]): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const isRefused = error instanceof AppError && ["FORBIDDEN", "NOT_FOUND", "INVALID"].includes(error.code);
    if (!isRefused) throw error;
    notes.push(messageOf(error));
    return null;
  }
}

async function readCatalog(client: AirflowClient): Promise<Catalog> {
  const { api } = await client.version();
  const notes: string[] = [];
  const dags = await client.poll.dags();
  const assets = await optional(() => client.poll.assets(), notes);
  return {
    pipelines: dags.rows.filter((dag) => dag.isActive !== false).map((dag) => toPipeline(api, dag)),
    dependencies: assetDependencies(assets?.rows ?? []),
    lineage: assetFacts(assets?.rows ?? [], []),
    notes,
  };
}

function toPipeline(api: "v1" | "v2", dag: Dag): ReadPipeline {
  return {
    pipeline: dag.dagId,
    name: dag.dagId,
    owner: dag.owners.join(", ") || null,
    // v2 names broken files by the path in their bundle, v1 by the whole path.
    filePath: (api === "v2" ? dag.relativeFileloc : null) ?? dag.fileloc,
    tags: dag.tags,
    schedule: isUnscheduled(dag.schedule) ? null : dag.schedule,
    zone: null,
    isPaused: dag.isPaused ?? false,
    nextRunAt: dag.nextRunAt,
  };
}

function isUnscheduled(schedule: string | null): boolean {
  return (
    schedule === null || schedule === "None" || schedule === "@once" || /^(?:Asset|Dataset)/.test(schedule)
  );
}

/** A growing log has more bytes. Airflow ends tasks without a heartbeat by itself and does not show heartbeats. */
async function readSignOfLife(client: AirflowClient, running: RunningTry): Promise<SignOfLife> {
  let bytes = 0;
  await client.taskLog(
    {
      dag: running.pipeline,
      run: running.run,
      task: running.task ?? "",
      tryNumber: running.tryNumber,
      mapIndex: running.mapIndex,
    },
    () => {
      bytes = 0;
      return { push: (chunk) => void (bytes += chunk.length) };
    },
  );
  return { logMark: `${bytes} bytes`, isHeartbeatLost: null };
}

function toRun(run: DagRun, url: string): ReadRun | null {
  const event = runEvent(run.state);
  const dueAt = run.runAfter ?? run.dataIntervalEnd ?? run.logicalDate;
  const at = event === "running" ? (run.startedAt ?? dueAt) : (run.endedAt ?? run.startedAt ?? dueAt);
  if (event === null || at === null) return null;
  return {
    pipeline: run.dagId,
    run: run.runId,
    type: run.runType,
    routine: airflowRoutine(run.runType),
    event,
    at,
    dueAt,
    logicalDate: run.logicalDate,
    startedAt: run.startedAt,
    endedAt: event === "running" ? null : run.endedAt,
    url,
    details: { bundleVersion: run.bundleVersion, note: run.note },
  };
}

function runEvent(state: string | null): FailureReport["event"] | null {
  return state === "running" || state === "queued" ? "running" : airflowStateMeaning(state);
}

function toTry(instance: TaskInstance, logUrl: string): ReadTry | null {
  const event = airflowStateMeaning(instance.state);
  if (event === null || instance.state === null) return null;
  const tryNumber = Math.max(instance.tryNumber ?? 1, 1);
  return {
    pipeline: instance.dagId,
    run: instance.runId,
    task: instance.taskId,
    taskName: instance.taskId,
    operator: instance.operator,
    mapIndex: instance.mapIndex,
    tryNumber,
    maxTries: instance.retriesAllowed === null ? null : Math.max(instance.retriesAllowed + 1, tryNumber),
    state: instance.state,
    event,
    startedAt: instance.startedAt,
    endedAt: instance.endedAt,
    hostname: instance.hostname,
    logUrl,
    version: instance.bundleVersion,
    details: { id: instance.id, retriesAllowed: instance.retriesAllowed, logicalDate: instance.logicalDate },
  };
}

function toRunning(instance: TaskInstance): RunningTry | null {
  if (instance.startedAt === null) return null;
  return {
    pipeline: instance.dagId,
    run: instance.runId,
    task: instance.taskId,
    tryNumber: Math.max(instance.tryNumber ?? 1, 1),
    mapIndex: instance.mapIndex,
    startedAt: instance.startedAt,
  };
}

/** The same report as from Airflow's callback, without the exception, which only the task's process knows. */
function reportTry(found: ReadTry): FailureReport {
  const { details } = found;
  return reportOf(
    normaliseAirflow({
      scope: "task",
      dag_id: found.pipeline,
      run_id: found.run,
      task_id: found.task,
      map_index: found.mapIndex,
      try_number: found.tryNumber,
      max_tries: details["retriesAllowed"],
      state: found.state,
      operator: found.operator,
      hostname: found.hostname,
      start_date: found.startedAt,
      end_date: found.endedAt,
      logical_date: details["logicalDate"],
      log_url: found.logUrl,
      bundle_version: found.version,
      ti_id: details["id"],
    }),
  );
}

function reportRun(run: ReadRun): FailureReport {
  const report = reportOf(
    normaliseAirflow({
      scope: "dag",
      dag_id: run.pipeline,
      run_id: run.run,
      run_type: run.type,
      logical_date: run.logicalDate,
      state: run.event === "succeeded" ? "success" : "failed",
      reason: run.event === "failed" ? NO_FAILED_TASK : null,
      bundle_version: run.details["bundleVersion"],
    }),
  );
  const title = run.event === "failed" ? `${run.pipeline} failed, but none of its tasks did` : null;
  return { ...report, title, occurredAt: run.at };
}

function reportOf(result: Normalised): FailureReport {
  if (!result.ok) throw new AppError("INVALID", "Airflow named a run that cannot be stored.");
  return result.report;
}

/** Links to Airflow's pages. */
class Links {
  private readonly base: string;

  constructor(baseUrl: string) {
    this.base = baseUrl.trim().replace(/\/{0,10}(?:api\/v[12])?\/{0,10}$/, "");
  }

  run(api: "v1" | "v2", { dagId, runId }: DagRun): string {
    const [dag, run] = [encodeURIComponent(dagId), encodeURIComponent(runId)];
    return api === "v2"
      ? `${this.base}/dags/${dag}/runs/${run}`
      : `${this.base}/dags/${dag}/grid?dag_run_id=${run}`;
  }

  log(api: "v1" | "v2", { dagId, runId, taskId, mapIndex, tryNumber }: TaskInstance): string {
    const [dag, run, task] = [dagId, runId, taskId].map(encodeURIComponent);
    if (api === "v1") {
      const mapped = mapIndex >= 0 ? `&map_index=${mapIndex}` : "";
      return `${this.base}/dags/${dag}/grid?dag_run_id=${run}&task_id=${task}${mapped}&tab=logs`;
    }
    const mapped = mapIndex >= 0 ? `/mapped/${mapIndex}` : "";
    return `${this.base}/dags/${dag}/runs/${run}/tasks/${task}${mapped}?try_number=${tryNumber ?? 1}`;
  }
}
