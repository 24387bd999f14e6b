import type { Pool } from "pg";
import { AppError } from "@/lib/platform/errors";
import { type ServeEndpoint, fetchFunctions } from "./call";
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
  /** Holds all state. The pool can be shared; at most two connections are used at a time. */
  pool: Pool;
  /** The `serve()` handler. */
  handler: (request: Request) => Promise<Response>;
  /** URL of the handler as it appears in requests; nothing is sent there. */
  url: string;
  /** Hex key for signing requests; the handler needs the same. */
  signingKey: string;
  /** The process's clock, ms; only differences matter, see `RunnerClock`. */
  ownMs?: () => number;
  /** Backoff before the next attempt, with `attempt` counted from 0. Default 1, 2, 4 … s with jitter. */
  backoffMs?: (attempt: number) => number;
  /** Maximum concurrent calls. Default 16. */
  workers?: number;
  /** Milliseconds after which a call counts as failed. Default 15 minutes. */
  callDeadlineMs?: number;
  /** How long `stop` waits for running calls. Default 10 s. */
  stopGraceMs?: number;
  onExchange?: (exchange: Exchange) => void;
  log?: (level: "info" | "warn" | "error", message: string, detail?: unknown) => void;
}

interface RunnerStatus {
  queued: number;
  running: number;
  /** How long the oldest due call has been waiting; null if none is due. */
  oldestDueMs: number | null;
  /** How long ago the runner last polled. */
  silentMs: number;
}

export interface EmbeddedRunner {
  /** Loads the functions from the handler. Throws INVALID naming the function and its unsupported option. */
  sync(): Promise<void>;
  /** Processes work until `stop`. Takes over from dead workers on this machine at once. */
  start(): Promise<void>;
  /** Takes no more work, waits for running calls, and releases the rest. */
  stop(): Promise<void>;
  /** For the Inngest client's `fetch` option. */
  fetch: typeof fetch;
  /** Stores and routes events. Events with the same seed are stored once. */
  send(events: SentEvent | SentEvent[], seed?: string): Promise<{ ids: string[] }>;
  /** Polls now. */
  wake(): void;
  /** The time shared by all processes, epoch ms; valid once started. */
  now(): number;
  status(): Promise<RunnerStatus>;
}

const DEFAULT_WORKERS = 16;
const DEFAULT_DEADLINE_MS = 15 * 60_000;
const DEFAULT_GRACE_MS = 10_000;

/** Creates a runner that drives a `serve()` handler in this process like an Inngest server, with state in PostgreSQL. */
export function createEmbeddedRunner(options: EmbeddedRunnerOptions): EmbeddedRunner {
  const { pool } = options;
  const clock = new RunnerClock(pool, options.ownMs);
  const now = (): number => clock.now();
  const log = options.log ?? (() => undefined);
  const workerId = newUlid(Date.now());
  let functions = new Map<string, RunnerFunction>();
  const endpoint: ServeEndpoint = {
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
      const detail = isRecord(answer.body) ? answer.body["message"] : answer.body;
      const reason = answer.failure ?? `status ${answer.status}: ${String(detail).slice(0, 200)}`;
      throw new AppError("INTERNAL", `the workflow handler did not list its functions (${reason})`);
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
