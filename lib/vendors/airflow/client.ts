import { createOutbound, pathSegment, withSignal, type Outbound } from "@/lib/platform/http/outbound";
import { AppError } from "@/lib/platform/errors";
import { withRetries } from "@/lib/platform/http/retrying-outbound";
import { clearFailed, type FailedTask } from "@/lib/vendors/airflow/clear-failed";
import { createAirflowPoller, type AirflowPoller } from "@/lib/vendors/airflow/poller";
import { AirflowReader, MAX_ROWS, type Query } from "@/lib/vendors/airflow/reader";
import {
  AssetEvent,
  Dag,
  DagRun,
  DagSource,
  DagVersionRow,
  EventLog,
  Health,
  ImportError,
  Provider,
  RenderedFields,
  Task,
  TaskInstance,
} from "@/lib/vendors/airflow/schemas";
import {
  createAirflowSession,
  type AirflowCredentials,
  type AirflowSession,
  type AirflowVersion,
} from "@/lib/vendors/airflow/session";
import {
  readTaskLog,
  type OpenLogSink,
  type TaskLog,
  type TaskLogQuery,
} from "@/lib/vendors/airflow/task-log";
import { parseAnswer, statusError } from "@/lib/vendors/answer";

const DEFAULT_EVENTS = 100;
const DEFAULT_CHANGES = 200;
const MAX_VERSIONS = 20;

export interface AirflowClientOptions {
  /** URL of the web server, with or without a trailing `/api/v1` or `/api/v2`. */
  baseUrl: string;
  credentials: AirflowCredentials;
  signal?: AbortSignal;
  /** Timeout per call; default 10 s, 50 s for a log. */
  timeoutMs?: number;
  /** Called for each answer. */
  onAnswer?: (headers: Headers) => void;
}

export interface AirflowHealth {
  ok: boolean;
  /** A sentence that names the unhealthy components. */
  detail: string;
}

export interface AirflowClient {
  /**
   * The same client and login; calls are canceled when `signal` aborts, and its reason is thrown. Version detection and
   * login are shared between callers, so they are not canceled.
   */
  withSignal(signal: AbortSignal): AirflowClient;
  version(): Promise<AirflowVersion>;
  health(): Promise<AirflowHealth>;
  taskInstance(dag: string, run: string, task: string, mapIndex?: number): Promise<TaskInstance>;
  /** The templated fields of the latest try, as rendered. */
  renderedFields(dag: string, run: string, task: string, mapIndex?: number): Promise<RenderedFields>;
  /** The task instances of a run, at most 1,000. */
  listTaskInstances(dag: string, run: string): Promise<TaskInstance[]>;
  /**
   * Clears a failed task and what failed because of it, or all failed tasks of a run, so that they run again, with the newest
   * code where Airflow keeps versions. Not repeated. @throws AppError also if nothing was cleared.
   */
  clearFailed(query: FailedTask): Promise<void>;
  dagRun(dag: string, run: string): Promise<DagRun>;
  /** Runs that started before `before`, newest first. */
  listDagRuns(
    dag: string,
    query?: { before?: Date; limit?: number; state?: readonly string[] },
  ): Promise<DagRun[]>;
  /** The tries of a task so far, oldest first; empty if the API has no tries (before 2.10). */
  tries(dag: string, run: string, task: string, mapIndex?: number): Promise<TaskInstance[]>;
  taskLog(query: TaskLogQuery, open: OpenLogSink): Promise<TaskLog>;
  dag(dag: string): Promise<Dag>;
  /** The file that defines the DAG, as Airflow parsed it. */
  dagSource(dag: string, versionNumber?: number): Promise<DagSource>;
  tasks(dag: string): Promise<Task[]>;
  /** Audit log, newest first: manual changes, and `heartbeat timeout` or `state mismatch` for silent failures. */
  eventLogs(query: {
    dag: string;
    run?: string;
    task?: string;
    after?: Date;
    limit?: number;
  }): Promise<EventLog[]>;
  /** Changes that people made to connections, variables, pools and DAGs in a period, newest first. */
  listChanges(query: { after: Date; before: Date; limit?: number }): Promise<EventLog[]>;
  /** The versions of a DAG, newest first; empty for Airflow 2, which keeps none. */
  dagVersions(dag: string): Promise<DagVersionRow[]>;
  /** The asset events that triggered a run. */
  upstreamAssetEvents(dag: string, run: string): Promise<AssetEvent[]>;
  /** Installed provider packages. */
  providers(): Promise<Provider[]>;
  importErrors(): Promise<ImportError[]>;
  /** Task instances and runs that failed since then, oldest first, at most 1,000 of each. */
  listFailedSince(since: Date): Promise<{ taskInstances: TaskInstance[]; dagRuns: DagRun[] }>;
  /** What has changed in all DAGs. */
  readonly poll: AirflowPoller;
}

/**
 * A client for Airflow's REST API, v1 (Airflow 2) and v2 (Airflow 3); detects the version and logs in if needed. Repeats
 * throttled calls. Every method throws AppError: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, INVALID,
 * UNAVAILABLE; if `signal` aborts, its reason is thrown.
 */
export function createAirflowClient(options: AirflowClientOptions): AirflowClient {
  const baseUrl = options.baseUrl.trim().replace(/\/{0,10}(?:api\/v[12])?\/{0,10}$/, "");
  const once = createOutbound({ ...options, system: "Airflow", baseUrl });
  const outbound = withRetries(once);
  return clientOf({ outbound, once }, createAirflowSession(outbound, options.credentials));
}

/** `once` repeats no calls. */
function clientOf(
  { outbound, once }: Record<"outbound" | "once", Outbound>,
  session: AirflowSession,
): AirflowClient {
  const api = new AirflowReader(outbound, session);
  return {
    withSignal: (signal) =>
      clientOf({ outbound: withSignal(outbound, signal), once: withSignal(once, signal) }, session),
    version: () => session.version(),
    health: () => readHealth(outbound, session),
    taskInstance: (dag, run, task, mapIndex = -1) =>
      api.get(instancePath(dag, run, task, mapIndex), TaskInstance, `task ${task} of run ${run}`),
    renderedFields: (dag, run, task, mapIndex = -1) =>
      api.get(
        instancePath(dag, run, task, mapIndex),
        RenderedFields,
        `the rendered fields of task ${task} of run ${run}`,
      ),
    listTaskInstances: (dag, run) =>
      api.list(
        `${runPath(dag, run)}/taskInstances`,
        "task_instances",
        TaskInstance,
        {},
        `the tasks of run ${run}`,
      ),
    clearFailed: (query) => clearFailed(once, session, query),
    dagRun: (dag, run) => api.get(runPath(dag, run), DagRun, `run ${run} of DAG ${dag}`),
    listDagRuns: (dag, query = {}) => listDagRuns(api, dag, query),
    tries: (dag, run, task, mapIndex = -1) => listTries(api, taskPath(dag, run, task), task, mapIndex),
    taskLog: (query, open) => readTaskLog(outbound, session, query, open),
    dag: (dag) => api.get(dagPath(dag), Dag, `DAG ${dag}`),
    dagSource: (dag, versionNumber) => readSource(api, dag, versionNumber),
    tasks: (dag) => api.list(`${dagPath(dag)}/tasks`, "tasks", Task, null, `the tasks of DAG ${dag}`),
    eventLogs: (query) => listEventLogs(api, query),
    listChanges: (query) => listChanges(api, query),
    dagVersions: (dag) => listDagVersions(api, dag),
    upstreamAssetEvents: (dag, run) => listAssetEvents(api, runPath(dag, run), run),
    providers: () => api.list("/providers", "providers", Provider, {}, "the providers"),
    importErrors: () => api.list("/importErrors", "import_errors", ImportError, {}, "the import errors"),
    listFailedSince: (since) => listFailedSince(api, since),
    poll: createAirflowPoller(api),
  };
}

const dagPath = (dag: string) => `/dags/${pathSegment(dag)}`;
const runPath = (dag: string, run: string) => `${dagPath(dag)}/dagRuns/${pathSegment(run)}`;
const taskPath = (dag: string, run: string, task: string) =>
  `${runPath(dag, run)}/taskInstances/${pathSegment(task)}`;
const instancePath = (dag: string, run: string, task: string, mapIndex: number) =>
  `${taskPath(dag, run, task)}${mapIndex >= 0 ? `/${mapIndex}` : ""}`;

async function readHealth(outbound: Outbound, session: AirflowSession): Promise<AirflowHealth> {
  const { api, version } = await session.version();
  const path = api === "v2" ? "/monitor/health" : "/health";
  const answer = await session.run((prefix, headers) => outbound.call(prefix + path, { headers }));
  if (answer.status !== 200) throw statusError(answer, "its health", session.messages(api));
  const parts = Object.entries(parseAnswer(answer, Health, "its health", "Airflow"));
  // A component that is not deployed separately (Airflow 2's DAG processor) has no status.
  const ill = parts.filter(([, part]) => part?.status != null && part.status !== "healthy");
  return ill.length === 0
    ? { ok: true, detail: `Airflow ${version} is healthy.` }
    : {
        ok: false,
        detail: `Airflow ${version}: ${ill.map(([name, part]) => `${name} is ${part?.status}`).join(", ")}.`,
      };
}

async function listDagRuns(
  api: AirflowReader,
  dag: string,
  { before, limit = 20, state = [] }: { before?: Date; limit?: number; state?: readonly string[] },
): Promise<DagRun[]> {
  const query: Query = {
    order_by: "-start_date",
    ...(state.length > 0 ? { state } : {}),
    ...(before ? { start_date_lte: before.toISOString() } : {}),
  };
  const max = Math.min(limit + 1, MAX_ROWS);
  const runs = await api.list(
    `${dagPath(dag)}/dagRuns`,
    "dag_runs",
    DagRun,
    query,
    `the runs of DAG ${dag}`,
    max,
  );
  // v2 ignores unknown filters, so filter again here.
  const kept = runs.filter(
    (run) =>
      (!before || (run.startedAt !== null && run.startedAt < before.toISOString())) &&
      (state.length === 0 || (run.state !== null && state.includes(run.state))),
  );
  return kept.slice(0, limit);
}

async function listTries(
  api: AirflowReader,
  path: string,
  task: string,
  mapIndex: number,
): Promise<TaskInstance[]> {
  const full = `${path}${mapIndex >= 0 ? `/${mapIndex}` : ""}/tries`;
  const tries = await api
    .list(full, "task_instances", TaskInstance, null, `the tries of task ${task}`)
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === "NOT_FOUND") return [];
      throw error;
    });
  return tries.toSorted((a, b) => (a.tryNumber ?? 0) - (b.tryNumber ?? 0));
}

async function readSource(
  api: AirflowReader,
  dag: string,
  versionNumber: number | undefined,
): Promise<DagSource> {
  const what = `the source of DAG ${dag}`;
  if ((await api.apiVersion()) === "v2") {
    const version = versionNumber === undefined ? "" : `?version_number=${versionNumber}`;
    return api.get(`/dagSources/${pathSegment(dag)}${version}`, DagSource, what);
  }
  const { fileToken } = await api.get(dagPath(dag), Dag, `DAG ${dag}`);
  if (fileToken === null) throw new AppError("NOT_FOUND", `Airflow grants no access to ${what}.`);
  return api.get(`/dagSources/${pathSegment(fileToken)}`, DagSource, what);
}

async function listEventLogs(
  api: AirflowReader,
  {
    dag,
    run,
    task,
    after,
    limit = DEFAULT_EVENTS,
  }: { dag: string; run?: string; task?: string; after?: Date; limit?: number },
): Promise<EventLog[]> {
  const query: Query = {
    dag_id: dag,
    ...(run === undefined ? {} : { run_id: run }),
    ...(task === undefined ? {} : { task_id: task }),
    ...(after === undefined ? {} : { after: after.toISOString() }),
    order_by: "-when",
  };
  const rows = await api.list(
    "/eventLogs",
    "event_logs",
    EventLog,
    query,
    `the event log of DAG ${dag}`,
    limit,
  );
  return rows.filter((row) => row.dagId === null || row.dagId === dag);
}

/** Events of tasks, which are most of the log. */
const TASK_EVENTS = [
  "running",
  "success",
  "failed",
  "skipped",
  "up_for_retry",
  "up_for_reschedule",
  "queued",
  "scheduled",
  "cli_task_run",
];

async function listChanges(
  api: AirflowReader,
  { after, before, limit = DEFAULT_CHANGES }: { after: Date; before: Date; limit?: number },
): Promise<EventLog[]> {
  const isV2 = (await api.apiVersion()) === "v2";
  const rows = await api.list(
    "/eventLogs",
    "event_logs",
    EventLog,
    {
      after: after.toISOString(),
      before: before.toISOString(),
      excluded_events: isV2 ? TASK_EVENTS : TASK_EVENTS.join(","),
      order_by: "-when",
    },
    "the event log",
    limit,
  );
  const [from, to] = [after.toISOString(), before.toISOString()];
  return rows.filter(
    ({ at, event }) => at !== null && at >= from && at <= to && !TASK_EVENTS.includes(event),
  );
}

async function listDagVersions(api: AirflowReader, dag: string): Promise<DagVersionRow[]> {
  if ((await api.apiVersion()) === "v1") return [];
  const query = { order_by: "-version_number" };
  const what = `the versions of DAG ${dag}`;
  return api.list(`${dagPath(dag)}/dagVersions`, "dag_versions", DagVersionRow, query, what, MAX_VERSIONS);
}

async function listAssetEvents(api: AirflowReader, path: string, run: string): Promise<AssetEvent[]> {
  const [end, key] =
    (await api.apiVersion()) === "v2"
      ? ["upstreamAssetEvents", "asset_events"]
      : ["upstreamDatasetEvents", "dataset_events"];
  return api.list(`${path}/${end}`, key, AssetEvent, null, `what triggered run ${run}`);
}

async function listFailedSince(api: AirflowReader, since: Date) {
  const from = since.toISOString();
  const version = await api.apiVersion();
  // v1 cannot sort task instances.
  const order: Query = version === "v2" ? { order_by: "end_date" } : {};
  const query: Query = { state: ["failed"], end_date_gte: from };
  const [taskInstances, dagRuns] = await Promise.all([
    api.list(
      "/dags/~/dagRuns/~/taskInstances",
      "task_instances",
      TaskInstance,
      { ...query, ...order },
      "the failed tasks",
    ),
    api.list("/dags/~/dagRuns", "dag_runs", DagRun, { ...query, order_by: "end_date" }, "the failed runs"),
  ]);
  const isRecent = (row: { state: string | null; endedAt: string | null }) =>
    row.state === "failed" && row.endedAt !== null && row.endedAt >= from;
  const byEnd = (a: { endedAt: string | null }, b: { endedAt: string | null }) =>
    (a.endedAt ?? "").localeCompare(b.endedAt ?? "");
  return {
    taskInstances: taskInstances.filter(isRecent).toSorted(byEnd),
    dagRuns: dagRuns.filter(isRecent).toSorted(byEnd),
  };
}
