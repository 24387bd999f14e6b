import type { Pool } from "pg";
import { AppError, httpStatusOf, messageOf } from "@/lib/platform/errors";
import { isRecord, parseJsonOrText } from "./json";
import type { Exchange } from "./state";

interface SdkApiSettings {
  pool: Pool;
  send: (events: unknown, seed?: string) => Promise<{ ids: string[] }>;
  /** Delivers a signal to the waiting run and returns its id; null if none waits. */
  signal: (signal: string, data: unknown) => Promise<string | null>;
  /** Called with a run whose function tries to checkpoint, which cannot continue. */
  refuseCheckpoint: (runId: string) => void;
  onExchange?: (exchange: Exchange) => void;
}

interface Reply {
  status: number;
  body: unknown;
}

interface SdkRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: unknown;
}

/**
 * The Inngest client's `fetch`: serves the SDK's server requests (events, signals, the state of runs too big for one
 * request) inside the process.
 */
export function createSdkFetch(settings: SdkApiSettings): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const read: SdkRequest = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: text === "" ? null : parseJsonOrText(text),
    };
    const startedAt = performance.now();
    const { status, body } = await replyTo(settings, read).catch(errorReply);
    settings.onExchange?.({
      direction: "app->server",
      method: read.method,
      path: read.url.pathname + read.url.search,
      headers: Object.fromEntries(request.headers),
      body: read.body,
      response: { status, headers: {}, body },
      ms: performance.now() - startedAt,
    });
    return Response.json(body, { status });
  };
}

async function replyTo(settings: SdkApiSettings, { url, headers, body }: SdkRequest): Promise<Reply> {
  const path = url.pathname;
  if (path.startsWith("/e/")) {
    const { ids } = await settings.send(body, headers.get("x-inngest-event-id-seed") ?? undefined);
    return { status: 200, body: { ids, status: 200 } };
  }
  const state = /^\/v0\/runs\/([^/]+)\/(batch|actions)$/.exec(path);
  if (state) return runState(settings.pool, decodeURIComponent(state[1] ?? ""), state[2] === "batch");
  if (path === "/v1/signals") return sendSignal(settings, body);
  if (path === "/fn/register") return { status: 200, body: { ok: true, modified: false } };
  const checkpoint = /^\/v1\/checkpoint\/([^/]+)/.exec(path);
  if (checkpoint) {
    settings.refuseCheckpoint(decodeURIComponent(checkpoint[1] ?? ""));
    // 409 ends the call permanently; the SDK would retry any other status.
    return { status: 409, body: { error: "checkpointing is not supported", status: 409 } };
  }
  return { status: 404, body: { error: `the embedded runner does not serve ${path}`, status: 404 } };
}

async function runState(pool: Pool, runId: string, isBatch: boolean): Promise<Reply> {
  const { rows } = await pool.query<{ events: string; steps: string | null }>(
    `SELECT r.events, (SELECT string_agg('"' || s.step_id || '":' || s.value, ',') FROM runner_steps s
       WHERE s.run_id = r.id) AS steps FROM runner_runs r WHERE r.id = $1`,
    [runId],
  );
  const [row] = rows;
  if (row === undefined) return { status: 404, body: { error: "run not found", status: 404 } };
  return { status: 200, body: parseJsonOrText(isBatch ? row.events : `{${row.steps ?? ""}}`) };
}

async function sendSignal(settings: SdkApiSettings, body: unknown): Promise<Reply> {
  const { signal, data } = isRecord(body) ? body : {};
  if (typeof signal !== "string") return { status: 400, body: { error: "signal is missing", status: 400 } };
  const runId = await settings.signal(signal, data ?? null);
  if (runId === null) return { status: 404, body: { error: "signal not found", status: 404 } };
  return { status: 200, body: { data: { run_id: runId } } };
}

function errorReply(error: unknown): Reply {
  const status = error instanceof AppError ? httpStatusOf(error.code) : 500;
  return { status, body: { error: messageOf(error), status } };
}
