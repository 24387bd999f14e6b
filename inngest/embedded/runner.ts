import type { Pool } from "pg";
import { AppError } from "@/lib/platform/errors";
import { type Endpoint, fetchFunctions } from "./call";
import { RunnerClock } from "./clock";
import { registerCrons } from "./crons";
import { defaultBackoffMs } from "./duration";
import { compileFunctions, type RunnerFunction } from "./function-config";
import { Inbox, type SentEvent } from "./inbox";
import { newUlid } from "./ids";
import { isRecord } from "./json";
import { createSdkFetch } from "./sdk-api";
import type { Exchange } from "./state";
import { WorkLoop } from "./work-loop";

export type { Exchange } from "./state";

export interface EmbeddedRunnerOptions {
  /** Where all state lives. A pool of its own is not needed; two connections are used at most at a time. */
  pool: Pool;
  /** The `serve()` handler. */
  handler: (request: Request) => Promise<Response>;
  /** Address of the handler as it appears in requests; nothing is sent there. */
  url: string;
  /** Hex key that requests are signed with; the handler has to know the same. */
  signingKey: string;
  /** The process's own clock, ms: only its differences count, see `RunnerClock`. */
  ownMs?: () => number;
  /** Wait before the next attempt, `attempt` counted from 0. Default 1, 2, 4 … s with jitter. */
  backoffMs?: (attempt: number) => number;
  /** How many calls are out at once. Default 16. */
  workers?: number;
  /** Milliseconds after which a call counts as failed. Default 15 minutes. */
  callDeadlineMs?: number;
  /** How long `stop` waits for calls that are out. Default 10 s. */
  stopGraceMs?: number;
  onExchange?: (exchange: Exchange) => void;
  log?: (level: "info" | "warn" | "error", message: string, detail?: unknown) => void;
}

interface RunnerStatus {
  queued: number;
  running: number;
  /** How long the oldest due call has been waiting; null when none is due. */
  oldestDueMs: number | null;
  /** How long ago the runner last looked for work. */
  silentMs: number;
}

export interface EmbeddedRunner {
  /** Learns the functions from the handler. Throws INVALID naming the function and what is not supported in it. */
  sync(): Promise<void>;
  /** Takes work until `stop`. What dead workers of this machine held is taken over at once. */
  start(): Promise<void>;
  /** Takes no more work, waits for calls that are out, gives the rest back. */
  stop(): Promise<void>;
  /** For the Inngest client's `fetch` option. */
  fetch: typeof fetch;
  /** Stores events and has them routed. With the same seed the same events are stored once. */
  send(events: SentEvent | SentEvent[], seed?: string): Promise<{ ids: string[] }>;
  /** Looks for work now instead of at the next poll. */
  wake(): void;
  /** The time that all processes agree on, epoch ms; once started. */
  now(): number;
  status(): Promise<RunnerStatus>;
}

const DEFAULT_WORKERS = 16;
const DEFAULT_DEADLINE_MS = 15 * 60_000;
const DEFAULT_GRACE_MS = 10_000;

/** A runner that drives a `serve()` handler in this process as an Inngest server would, with its state in PostgreSQL. */
export function createEmbeddedRunner(options: EmbeddedRunnerOptions): EmbeddedRunner {
  const { pool } = options;
  const clock = new RunnerClock(pool, options.ownMs);
  const now = (): number => clock.now();
  const log = options.log ?? (() => undefined);
  const workerId = newUlid(Date.now());
  let functions = new Map<string, RunnerFunction>();
  const endpoint: Endpoint = {
    handler: options.handler,
    url: options.url,
    signingKey: options.signingKey,
    deadlineMs: options.callDeadlineMs ?? DEFAULT_DEADLINE_MS,
    now,
    onExchange: options.onExchange,
  };
  const loop = new WorkLoop({
    pool,
    workerId,
    endpoint,
    functions: () => functions,
    clock,
    backoffMs: options.backoffMs ?? defaultBackoffMs,
    workers: options.workers ?? DEFAULT_WORKERS,
    stopGraceMs: options.stopGraceMs ?? DEFAULT_GRACE_MS,
    log,
  });
  const inbox = new Inbox({
    pool,
    now,
    owner: () => (loop.isRunning() ? workerId : null),
    onStored: (events) => loop.routeEvents(events),
  });
  const send: EmbeddedRunner["send"] = async (events, seed) => {
    await clock.whenReady();
    return inbox.send(events, seed);
  };
  const sync = async (): Promise<void> => {
    await clock.whenReady();
    const answer = await fetchFunctions(endpoint);
    const registered = isRecord(answer.body) ? answer.body["functions"] : undefined;
    if (answer.status !== 200 || registered === undefined) {
      const said = isRecord(answer.body) ? answer.body["message"] : answer.body;
      const what = answer.failure ?? `status ${answer.status}: ${String(said).slice(0, 200)}`;
      throw new AppError("INTERNAL", `the workflow handler did not say which functions it has (${what})`);
    }
    functions = compileFunctions(registered);
    await registerCrons(pool, functions, now());
  };
  return {
    sync,
    start: async () => {
      if (functions.size === 0) await sync();
      await loop.start();
    },
    stop: () => loop.stop(),
    fetch: createSdkFetch({
      pool,
      send: (events, seed) => send(events as SentEvent[], seed),
      refuseCheckpoint: (runId) => loop.refuseCheckpoint(runId),
      signal: (signal, data) => loop.signal(signal, data),
      onExchange: options.onExchange,
    }),
    send,
    wake: () => loop.wake(),
    now,
    status: async () => {
      await clock.whenReady();
      return readStatus(pool, now(), loop.lastTickAt());
    },
  };
}

async function readStatus(pool: Pool, now: number, lastTickAt: number): Promise<RunnerStatus> {
  const { rows } = await pool.query<{ queued: number; running: number; oldest: string | null }>(
    `SELECT (count(*) FILTER (WHERE lease_until <= $1))::int AS queued,
       (count(*) FILTER (WHERE lease_until > $1))::int AS running,
       min(due_at) FILTER (WHERE lease_until <= $1 AND due_at <= $1) AS oldest FROM runner_queue`,
    [Math.floor(now)],
  );
  const [row] = rows;
  const oldest = row?.oldest ?? null;
  return {
    queued: row?.queued ?? 0,
    running: row?.running ?? 0,
    oldestDueMs: oldest === null ? null : now - Number(oldest),
    silentMs: now - lastTickAt,
  };
}
