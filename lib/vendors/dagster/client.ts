import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import {
  CAPTURED_QUERY,
  EVENTS_QUERY,
  RETRY_MUTATION,
  RUN_QUERY,
  RUNS_QUERY,
  VERSION_QUERY,
} from "@/lib/vendors/dagster/queries";
import {
  Answer,
  Captured,
  EventPage,
  Launched,
  Refusal,
  DagsterRun,
  DagsterRuns,
  type DagsterEvent,
} from "@/lib/vendors/dagster/schemas";
import { createJsonApi, type JsonApi } from "@/lib/vendors/json-api";

/** Events of one request; the server's own limit is 1,000. */
const PAGE = 1_000;
const MAX_EVENTS = 20_000;
/** Captured output of one request, and in all. */
const CAPTURED_PAGE = 1024 * 1024;
const MAX_CAPTURED = 8 * CAPTURED_PAGE;

export interface DagsterOptions {
  /** The webserver, such as `http://dagster:3000`, or the deployment in Dagster+, `https://acme.dagster.cloud/prod`. */
  baseUrl: string;
  /** A user token of Dagster+; null for a server without a login. */
  token: string | null;
  signal?: AbortSignal;
  /** Timeout per call; default 10 s. */
  timeoutMs?: number;
}

export interface CapturedOutput {
  stdout: string;
  stderr: string;
  /** False if there is more than 8 MiB. */
  isWhole: boolean;
}

export interface DagsterClient {
  /** The same client; calls are canceled when `signal` aborts, and its reason is thrown. */
  withSignal(signal: AbortSignal): DagsterClient;
  version(): Promise<string>;
  /** A run with its steps, its plan and its configuration. */
  run(id: string): Promise<DagsterRun>;
  /** The newest runs of a job, created before `before` if given. */
  listRuns(job: string, query: { limit: number; before?: string | null }): Promise<DagsterRun[]>;
  /** Starts a run that repeats what failed in a run, and what follows. Not repeated. @returns the id of the new run */
  retryRun(id: string): Promise<string>;
  /** The runs that retry a run, newest first. */
  listRetries(rootId: string, limit: number): Promise<DagsterRun[]>;
  /** The events of a run, oldest first; its first 20,000. */
  events(id: string): Promise<{ events: DagsterEvent[]; isWhole: boolean }>;
  /** What the processes of steps printed, from the beginning. */
  captured(id: string, fileKey: string): Promise<CapturedOutput>;
}

/**
 * A client for Dagster's GraphQL API, open source and Dagster+, read only. The API is not versioned; its schema was read
 * from dagster-webserver 1.13.27 by introspection. Repeats throttled calls. Every method throws AppError: UNAUTHENTICATED,
 * FORBIDDEN, NOT_FOUND, RATE_LIMITED, INVALID, UNAVAILABLE; if `signal` aborts, its reason is thrown.
 */
export function createDagsterClient({ baseUrl, token, ...options }: DagsterOptions): DagsterClient {
  const unauthenticated =
    token === null
      ? "Dagster requires a login: enter a user token of Dagster+"
      : "Dagster rejected the token";
  const api = createJsonApi({
    ...options,
    baseUrl: baseUrl.trim().replace(/\/{0,10}(?:graphql)?\/{0,10}$/, ""),
    headers: token === null ? {} : { "dagster-cloud-api-token": token },
    messages: {
      system: "Dagster",
      unauthenticated,
      forbidden: "The token may not read this deployment of Dagster; it needs the role Viewer",
    },
  });
  return clientOf(api);
}

function clientOf(api: JsonApi): DagsterClient {
  return {
    withSignal: (signal) => clientOf(api.withSignal(signal)),
    version: () =>
      ask(api, { query: VERSION_QUERY, field: "version", schema: z.string(), what: "its version" }),
    run: (id) =>
      ask(api, {
        query: RUN_QUERY,
        variables: { runId: id },
        field: "runOrError",
        schema: DagsterRun,
        what: `run ${id}`,
      }),
    listRuns: (job, { limit, before }) => {
      const createdBefore = before ? { createdBefore: Date.parse(before) / 1_000 } : {};
      return listRuns(api, { pipelineName: job, ...createdBefore }, limit, `the runs of job ${job}`);
    },
    listRetries: (rootId, limit) => {
      const tags = [{ key: "dagster/root_run_id", value: rootId }];
      return listRuns(api, { tags }, limit, `the retries of run ${rootId}`);
    },
    retryRun: async (id) => {
      const { run } = await ask(api, {
        query: RETRY_MUTATION,
        variables: { id },
        field: "launchRunReexecution",
        schema: Launched,
        what: `the rerun of ${id}`,
        isWrite: true,
      });
      return run.runId;
    },
    events: (id) => readEvents(api, id),
    captured: (id, fileKey) => readCaptured(api, [id, "compute_logs", fileKey]),
  };
}

interface Asked<T> {
  query: string;
  variables?: Record<string, unknown>;
  /** The field of the query that is answered. */
  field: string;
  schema: z.ZodType<T>;
  what: string;
  /** It changes something, so it is not repeated. */
  isWrite?: true;
}

/** Errors come with the status 200 as well: as `errors`, or as a type of their own in place of the answer. */
async function ask<T>(api: JsonApi, asked: Asked<T>): Promise<T> {
  const { query, variables = {}, field, schema, what, isWrite } = asked;
  const call = isWrite ? api.send : api.post;
  const { data, errors } = await call("/graphql", { query, variables }, Answer, what);
  const answer = data?.[field];
  if (answer == null) {
    const said = errors[0]?.message;
    const message = said ? `Dagster did not answer the query for ${what}: ${said.slice(0, 300)}` : null;
    throw new AppError(
      message === null ? "UNAVAILABLE" : "INVALID",
      message ?? `Dagster returned something else instead of ${what}. Is the API URL correct?`,
    );
  }
  const refusal = Refusal.safeParse(answer).data;
  if (refusal !== undefined && refusal.__typename.endsWith("Error")) throw refused(refusal, what);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  if (isWrite && refusal?.message)
    throw new AppError("CONFLICT", `Dagster refused ${what}: ${refusal.message.slice(0, 300)}`);
  throw new AppError("UNAVAILABLE", `Dagster's answer about ${what} could not be understood.`, {
    cause: parsed.error,
  });
}

function refused({ __typename: type, message }: z.output<typeof Refusal>, what: string): AppError {
  if (type.endsWith("NotFoundError")) return new AppError("NOT_FOUND", `Dagster could not find ${what}.`);
  const said = message.trim().slice(0, 300);
  if (type === "UnauthorizedError")
    return new AppError("FORBIDDEN", `Dagster does not allow reading ${what}. ${said}`);
  return new AppError("UNAVAILABLE", `Dagster failed while reading ${what}: ${said || type}`);
}

async function listRuns(
  api: JsonApi,
  filter: Record<string, unknown>,
  limit: number,
  what: string,
): Promise<DagsterRun[]> {
  const variables = { filter, limit };
  return (await ask(api, { query: RUNS_QUERY, variables, field: "runsOrError", schema: DagsterRuns, what }))
    .results;
}

async function readEvents(api: JsonApi, id: string): Promise<{ events: DagsterEvent[]; isWhole: boolean }> {
  const events: DagsterEvent[] = [];
  let afterCursor: string | null = null;
  while (events.length < MAX_EVENTS) {
    const page: z.output<typeof EventPage> = await ask(api, {
      query: EVENTS_QUERY,
      variables: { runId: id, afterCursor, limit: PAGE },
      field: "logsForRun",
      schema: EventPage,
      what: `the events of run ${id}`,
    });
    events.push(...page.events);
    // A server that repeats its cursor would be asked forever.
    const isStuck = page.cursor === null || page.cursor === afterCursor;
    if (!page.hasMore || isStuck) return { events, isWhole: !page.hasMore };
    afterCursor = page.cursor;
  }
  return { events, isWhole: false };
}

async function readCaptured(api: JsonApi, logKey: readonly string[]): Promise<CapturedOutput> {
  const read = { stdout: "", stderr: "" };
  let cursor: string | null = null;
  while (read.stdout.length + read.stderr.length < MAX_CAPTURED) {
    const page: z.output<typeof Captured> = await ask(api, {
      query: CAPTURED_QUERY,
      variables: { logKey, cursor, limit: CAPTURED_PAGE },
      field: "capturedLogs",
      schema: Captured,
      what: "the captured output",
    });
    read.stdout += page.stdout ?? "";
    read.stderr += page.stderr ?? "";
    // Nothing new: this is the end of what has been written.
    const isEnd = !page.stdout && !page.stderr;
    const isShort = Math.max(page.stdout?.length ?? 0, page.stderr?.length ?? 0) < CAPTURED_PAGE / 4;
    if (isEnd || isShort || page.cursor === null || page.cursor === cursor) return { ...read, isWhole: true };
    cursor = page.cursor;
  }
  return { ...read, isWhole: false };
}
