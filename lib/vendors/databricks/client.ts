import { AppError } from "@/lib/platform/errors";
import {
  ClusterEvents,
  DatabricksRun,
  Repaired,
  Repairs,
  RunList,
  RunOutput,
  type ClusterEvent,
  type DatabricksTaskRun,
} from "@/lib/vendors/databricks/schemas";
import { createJsonApi, type JsonApi } from "@/lib/vendors/json-api";

/** The most runs that Databricks lists at once. */
const MAX_RUNS = 25;
/** Pages of a run, 100 tasks each. */
const MAX_PAGES = 5;
const MAX_EVENTS = 50;

export interface DatabricksOptions {
  /** The workspace, such as `https://dbc-a1b2.cloud.databricks.com`; a path is ignored. */
  baseUrl: string;
  /** A personal access token, or an OAuth access token of a service principal. */
  token: string | null;
  signal?: AbortSignal;
  /** Timeout per call; default 10 s. */
  timeoutMs?: number;
}

export interface DatabricksClient {
  /** The same client; calls are canceled when `signal` aborts, and its reason is thrown. */
  withSignal(signal: AbortSignal): DatabricksClient;
  /** A run with all attempts of its tasks, at most 500. */
  run(id: string): Promise<DatabricksRun>;
  /** The newest runs of a job, or of all jobs, that started until `before`; at most 25, without tasks. */
  listRuns(query: { job?: string; before?: string | null; limit?: number }): Promise<DatabricksRun[]>;
  /** Runs the failed tasks of a job's run again, with what depends on them. Not repeated. @throws AppError CONFLICT if it is refused. */
  repairRun(id: string): Promise<void>;
  /** What a task run printed, and its error. */
  output(taskRunId: string): Promise<RunOutput>;
  /** Why a cluster lost nodes or ended, oldest first, at most 50. */
  clusterEvents(clusterId: string, span: { from: string | null; to: string | null }): Promise<ClusterEvent[]>;
}

/**
 * A client for Databricks' Jobs API 2.2 and Clusters API 2.1, read only (https://docs.databricks.com/api/workspace/jobs).
 * Repeats throttled calls. Every method throws AppError: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, INVALID,
 * UNAVAILABLE; if `signal` aborts, its reason is thrown.
 */
export function createDatabricksClient({ baseUrl, token, ...options }: DatabricksOptions): DatabricksClient {
  const api = createJsonApi({
    ...options,
    baseUrl: URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    messages: {
      system: "Databricks",
      unauthenticated:
        token === null ? "Databricks requires an access token" : "Databricks rejected the access token",
      forbidden: "Databricks rejected the token, or it may not read this; it needs Can View on the job",
    },
  });
  return clientOf(api);
}

function clientOf(api: JsonApi): DatabricksClient {
  return {
    withSignal: (signal) => clientOf(api.withSignal(signal)),
    run: (id) => readRun(api, id),
    listRuns: async ({ job, before, limit = MAX_RUNS }) => {
      const query = new URLSearchParams({
        limit: String(Math.min(limit, MAX_RUNS)),
        ...(job === undefined ? {} : { job_id: job }),
        ...(before ? { start_time_to: String(Date.parse(before)) } : {}),
      });
      const what = job === undefined ? "its runs" : `the runs of job ${job}`;
      return (await api.get(`/api/2.2/jobs/runs/list?${query}`, RunList, what)).runs;
    },
    repairRun: (id) => repairRun(api, id),
    output: (taskRunId) =>
      api
        .get(
          `/api/2.2/jobs/runs/get-output?run_id=${encodeURIComponent(taskRunId)}`,
          RunOutput,
          `the output of run ${taskRunId}`,
        )
        .catch(throwNotFound),
    clusterEvents: (clusterId, span) => listClusterEvents(api, clusterId, span),
  };
}

async function readRun(api: JsonApi, id: string): Promise<DatabricksRun> {
  const query = { run_id: id, include_history: "true" };
  const readPage = (token: string | null) =>
    api.get(
      `/api/2.2/jobs/runs/get?${new URLSearchParams({ ...query, ...(token !== null && { page_token: token }) })}`,
      DatabricksRun,
      `run ${id}`,
    );
  const run = await readPage(null).catch(throwNotFound);
  const tasks: DatabricksTaskRun[] = [...run.tasks];
  let token = run.nextPageToken;
  for (let page = 1; token !== null && page < MAX_PAGES; page += 1) {
    const next = await readPage(token);
    tasks.push(...next.tasks);
    token = next.nextPageToken;
  }
  return { ...run, tasks };
}

/** A second repair has to name the one before (https://docs.databricks.com/api/workspace/jobs/repairrun). */
async function repairRun(api: JsonApi, id: string): Promise<void> {
  const run_id = Number(id);
  if (!Number.isSafeInteger(run_id)) throw new AppError("INVALID", `${id.slice(0, 40)} is not a run id.`);
  const path = `/api/2.2/jobs/runs/get?${new URLSearchParams({ run_id: id, include_history: "true" })}`;
  const { repair_history } = await api.get(path, Repairs, `run ${id}`).catch(throwNotFound);
  const latest_repair_id = repair_history.findLast((repair) => repair.id !== null)?.id;
  const body = {
    run_id,
    rerun_all_failed_tasks: true,
    ...(latest_repair_id != null && { latest_repair_id }),
  };
  await api
    .send("/api/2.2/jobs/runs/repair", body, Repaired, `the repair of run ${id}`)
    .catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "INVALID") throw error;
      throw new AppError("CONFLICT", error.message, { cause: error });
    });
}

/** Databricks answers 400 for a run that it does not have; it removes runs after 60 days. */
function throwNotFound(error: unknown): never {
  const isGone =
    error instanceof AppError && error.code === "INVALID" && /does not exist|not found/i.test(error.message);
  if (!isGone) throw error;
  throw new AppError("NOT_FOUND", "Databricks no longer has this run; it keeps runs for 60 days.", {
    cause: error,
  });
}

/** Events that can explain why a run ended. */
const EVENT_TYPES = [
  "TERMINATING",
  "DRIVER_NOT_RESPONDING",
  "DRIVER_UNAVAILABLE",
  "SPARK_EXCEPTION",
  "NODES_LOST",
  "NODE_BLACKLISTED",
  "DID_NOT_EXPAND_DISK",
  "INIT_SCRIPTS_FINISHED",
  "DBFS_DOWN",
  "METASTORE_DOWN",
];

async function listClusterEvents(
  api: JsonApi,
  clusterId: string,
  { from, to }: { from: string | null; to: string | null },
): Promise<ClusterEvent[]> {
  const body = {
    cluster_id: clusterId,
    order: "DESC",
    limit: MAX_EVENTS,
    event_types: EVENT_TYPES,
    ...(from !== null && { start_time: Date.parse(from) }),
    ...(to !== null && { end_time: Date.parse(to) }),
  };
  const what = `the events of cluster ${clusterId}`;
  return (await api.post("/api/2.1/clusters/events", body, ClusterEvents, what)).events.toReversed();
}
