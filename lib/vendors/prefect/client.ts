import { z } from "zod";
import { createOutbound, pathSegment } from "@/lib/platform/http/outbound";
import { AppError } from "@/lib/platform/errors";
import { withRetries } from "@/lib/platform/http/retrying-outbound";
import { jsonOf, parseAnswer } from "@/lib/vendors/answer";
import {
  Deployment,
  Flow,
  FlowRun,
  LogEntry,
  State,
  TaskRun,
  prefectEvents,
  prefectRows,
  type FlowRunEvent,
} from "@/lib/vendors/prefect/schemas";
import { createPrefectPoller, type PrefectPoller } from "@/lib/vendors/prefect/poller";
import {
  createPrefectSession,
  type PrefectCredentials,
  type PrefectSession,
} from "@/lib/vendors/prefect/session";

const SetState = z.object({
  status: z.string(),
  details: z.object({ reason: z.string().nullish() }).nullish().catch(null),
});

async function retryFlowRun(session: PrefectSession, id: string): Promise<void> {
  const what = `flow run ${id}`;
  const state = { type: "SCHEDULED", name: "AwaitingRetry", message: "Rerun from Pipeline Debugger" };
  const answer = await session.post(`/flow_runs/${pathSegment(id)}/set_state`, { state }, what);
  // A refusal has the status 200 as well.
  const { status, details } = parseAnswer(answer, SetState, what, "Prefect");
  if (status === "ACCEPT") return;
  throw new AppError("CONFLICT", `Prefect refused to rerun it: ${details?.reason?.slice(0, 300) ?? status}`);
}

/** The most that Prefect returns at once. */
const PAGE = 200;
const MAX_ROWS = 1_000;
const MAX_POLLED_ROWS = 20_000;
/** The most that Prefect returns of events. */
const MAX_EVENTS = 50;
const DEFAULT_MAX_LINES = 10_000;
/** The most text to read of a list; a single log entry may be a megabyte. */
const DEFAULT_MAX_CHARS = 64 * 1024 * 1024;

export interface PrefectClientOptions {
  /** `http://host:4200/api`, or `https://api.prefect.cloud/api/accounts/…/workspaces/…`. */
  baseUrl: string;
  credentials: PrefectCredentials;
  signal?: AbortSignal;
  /** Timeout per call; default 10 s. */
  timeoutMs?: number;
  /** Called for each answer. */
  onAnswer?: (headers: Headers) => void;
}

export interface PrefectLog {
  /** Oldest first. */
  entries: LogEntry[];
  /** True if older entries were left out. */
  truncated: boolean;
}

export interface PrefectClient {
  /** The same client; calls are canceled when `signal` aborts, and its reason is thrown. */
  withSignal(signal: AbortSignal): PrefectClient;
  health(): Promise<{ ok: boolean; detail: string }>;
  /** The server's version; null for Prefect Cloud, which has none. */
  version(): Promise<string | null>;
  flowRun(id: string): Promise<FlowRun>;
  /**
   * Schedules a flow run again, as "Retry" of its pages does. Not repeated. @throws AppError CONFLICT if Prefect does not accept it,
   * as for a run without a deployment.
   */
  retryFlowRun(id: string): Promise<void>;
  flow(id: string): Promise<Flow>;
  deployment(id: string): Promise<Deployment>;
  /** The task runs of a flow run, in order of expected start, at most 1,000. */
  taskRuns(flowRunId: string): Promise<TaskRun[]>;
  taskRun(id: string): Promise<TaskRun>;
  /** Runs of a flow that have started, before `before` if given; newest first. */
  listFlowRuns(flowId: string, query: { limit: number; before?: string | null }): Promise<FlowRun[]>;
  /** State history, oldest first; a rerun keeps the flow run and adds states. */
  flowRunStates(id: string): Promise<State[]>;
  /** The newest log entries of a flow run and its tasks: `maxLines` (default 10,000) or about `maxChars` (64 Mi). */
  logs(
    flowRunId: string,
    query?: { maxLines?: number; maxChars?: number; taskRunId?: string; since?: Date },
  ): Promise<PrefectLog>;
  /** Events about a flow run, newest first, at most 50. */
  runEvents(flowRunId: string, since: Date): Promise<FlowRunEvent[]>;
  /** Flow runs that failed or crashed since then, newest first, at most 1,000. */
  listFailedSince(since: Date): Promise<FlowRun[]>;
  /** What has changed in all flows. */
  readonly poll: PrefectPoller;
}

/**
 * A client for Prefect's REST API, self-hosted 3.x or Cloud. Every method throws AppError: UNAUTHENTICATED, FORBIDDEN,
 * NOT_FOUND, RATE_LIMITED, INVALID, UNAVAILABLE; if `signal` aborts, its reason is thrown.
 */
export function createPrefectClient(options: PrefectClientOptions): PrefectClient {
  const outbound = createOutbound({ ...options, system: "Prefect", baseUrl: withApi(options.baseUrl) });
  const { credentials } = options;
  return clientOf(
    createPrefectSession(withRetries(outbound), credentials),
    createPrefectSession(outbound, credentials),
  );
}

/** `once` repeats no calls. */
function clientOf(session: PrefectSession, once: PrefectSession): PrefectClient {
  const getRow = async <T>(path: string, schema: z.ZodType<T>, what: string) =>
    parseAnswer(await session.get(path, what), schema, what, "Prefect");
  return {
    withSignal: (signal) => clientOf(session.withSignal(signal), once.withSignal(signal)),
    retryFlowRun: (id) => retryFlowRun(once, id),
    health: () => readHealth(session),
    version: () => readVersion(session),
    flowRun: (id) => getRow(`/flow_runs/${pathSegment(id)}`, FlowRun, `flow run ${id}`),
    flow: (id) => getRow(`/flows/${pathSegment(id)}`, Flow, `flow ${id}`),
    deployment: (id) => getRow(`/deployments/${pathSegment(id)}`, Deployment, `deployment ${id}`),
    taskRuns: (flowRunId) => listTaskRuns(session, flowRunId),
    taskRun: (id) => getRow(`/task_runs/${pathSegment(id)}`, TaskRun, `task run ${id}`),
    listFlowRuns: (flowId, query) => listFlowRuns(session, flowId, query),
    flowRunStates: async (id) => {
      const what = `the states of flow run ${id}`;
      const answer = await session.get(`/flow_run_states/?flow_run_id=${encodeURIComponent(id)}`, what);
      const states = prefectRows(jsonOf(answer.text), State) ?? failAsNotApi(what);
      return states.toSorted((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
    },
    logs: (flowRunId, query = {}) => readLogs(session, flowRunId, query),
    runEvents: async (id, since) => {
      const what = `the events of flow run ${id}`;
      const filter = {
        occurred: { since: since.toISOString() },
        resource: { id: [`prefect.flow-run.${id}`] },
        order: "DESC",
      };
      const answer = await session.post("/events/filter", { filter, limit: MAX_EVENTS }, what);
      return prefectEvents(jsonOf(answer.text)) ?? failAsNotApi(what);
    },
    listFailedSince: (since) => listFailedSince(session, since),
    poll: createPrefectPoller(session, (path, body, row, what) =>
      filterRows(session, path, body, row, what, MAX_POLLED_ROWS),
    ),
  };
}

/** Accepts the UI's URL as well as the API's. */
function withApi(baseUrl: string): string {
  const trimmed = baseUrl.trim().replace(/\/{1,10}$/, "");
  return URL.canParse(trimmed) && new URL(trimmed).pathname === "/" ? `${trimmed}/api` : trimmed;
}

function failAsNotApi(what: string): never {
  throw new AppError(
    "UNAVAILABLE",
    `Prefect returned something else instead of ${what}. Is the API URL correct?`,
  );
}

async function readVersion(session: PrefectSession): Promise<string | null> {
  try {
    return parseAnswer(
      await session.get("/admin/version", "its version"),
      z.string(),
      "its version",
      "Prefect",
    );
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** `/health` needs no login, so a minimal filter query checks the credentials. */
async function readHealth(session: PrefectSession): Promise<{ ok: boolean; detail: string }> {
  const version = await readVersion(session);
  const answer = await session.post("/flow_runs/filter", { limit: 1 }, "its flow runs");
  if (!Array.isArray(jsonOf(answer.text))) failAsNotApi("its flow runs");
  return {
    ok: true,
    detail: version === null ? "Prefect Cloud is reachable." : `Prefect ${version} is reachable.`,
  };
}

/** Reads the pages of a filter until the last one, `max` rows or `maxChars` of text. */
async function filterRows<T extends { id: string | null }>(
  session: PrefectSession,
  path: string,
  body: Record<string, unknown>,
  row: z.ZodType<T>,
  what: string,
  max: number,
  maxChars = DEFAULT_MAX_CHARS,
): Promise<{ rows: T[]; isWhole: boolean }> {
  const rows = new Map<string, T>();
  let chars = 0;
  for (let offset = 0; ; offset += PAGE) {
    const { text } = await session.post(path, { ...body, limit: PAGE, offset }, what);
    chars += text.length;
    const raw = jsonOf(text);
    const page = prefectRows(raw, row) ?? failAsNotApi(what);
    // New rows shift the pages while paging, so a row may appear twice.
    page.forEach((row, index) => rows.set(row.id ?? `${offset}-${index}`, row));
    const isLast = (raw as unknown[]).length < PAGE;
    if (isLast || rows.size >= max || offset >= max || chars >= maxChars) {
      return { rows: [...rows.values()].slice(0, max), isWhole: isLast && rows.size <= max };
    }
  }
}

async function listTaskRuns(session: PrefectSession, flowRunId: string): Promise<TaskRun[]> {
  const body = { flow_runs: { id: { any_: [flowRunId] } }, sort: "EXPECTED_START_TIME_ASC" };
  const what = `the task runs of flow run ${flowRunId}`;
  return (await filterRows(session, "/task_runs/filter", body, TaskRun, what, MAX_ROWS)).rows;
}

async function readLogs(
  session: PrefectSession,
  flowRunId: string,
  {
    maxLines = DEFAULT_MAX_LINES,
    maxChars,
    taskRunId,
    since,
  }: { maxLines?: number; maxChars?: number; taskRunId?: string; since?: Date },
): Promise<PrefectLog> {
  const logs = {
    flow_run_id: { any_: [flowRunId] },
    ...(taskRunId === undefined ? {} : { task_run_id: { any_: [taskRunId] } }),
    ...(since === undefined ? {} : { timestamp: { after_: since.toISOString() } }),
  };
  // Newest first, because the end of a long log matters most.
  const body = { logs, sort: "TIMESTAMP_DESC" };
  const { rows, isWhole } = await filterRows(
    session,
    "/logs/filter",
    body,
    LogEntry,
    `the log of flow run ${flowRunId}`,
    maxLines,
    maxChars,
  );
  return { entries: rows.toReversed(), truncated: !isWhole };
}

async function listFailedSince(session: PrefectSession, since: Date): Promise<FlowRun[]> {
  const body = {
    flow_runs: {
      state: { type: { any_: ["FAILED", "CRASHED"] } },
      end_time: { after_: since.toISOString() },
    },
    sort: "END_TIME_DESC",
  };
  return (await filterRows(session, "/flow_runs/filter", body, FlowRun, "the failed flow runs", MAX_ROWS))
    .rows;
}

async function listFlowRuns(
  session: PrefectSession,
  flowId: string,
  { limit, before }: { limit: number; before?: string | null },
): Promise<FlowRun[]> {
  const body = {
    flows: { id: { any_: [flowId] } },
    ...(before ? { flow_runs: { start_time: { before_: before } } } : {}),
    sort: "START_TIME_DESC",
  };
  const what = "the runs of the flow";
  return (await filterRows(session, "/flow_runs/filter", body, FlowRun, what, limit)).rows;
}
