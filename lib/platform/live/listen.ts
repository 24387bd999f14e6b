import { EventEmitter } from "node:events";
import type { PoolClient } from "pg";
import { pool } from "@/lib/platform/db/pool";
import type { LiveChange } from "@/lib/platform/live/live-buffer";
import { log } from "@/lib/platform/log";
import { processWide } from "@/lib/platform/process-wide";

const CHANNEL = "pd_live";
const RETRY_MS = 2_000;
/** A listener sends nothing, so a silently dropped connection is only detected by a probe query. */
const PROBE_MS = 10_000;

/** Callbacks of a stream. */
export interface LiveListener {
  onChange: (change: LiveChange) => void;
  /** A token or session in the workspace may have been revoked. */
  onAccess: () => void;
  onStatus: (status: "listening" | "down") => void;
}

interface Hub {
  emitter: EventEmitter;
  status: "idle" | "connecting" | "listening" | "down" | "closed";
  /** Closes the listening connection. */
  hangUp: (() => void) | null;
  retry: NodeJS.Timeout | undefined;
}

const STATUS = "status";

/** One listening connection per process, shared by all streams. */
function hub(): Hub {
  return processWide("live", () => {
    const emitter = new EventEmitter();
    emitter.setMaxListeners(0);
    return { emitter, status: "idle", hangUp: null, retry: undefined };
  });
}

/** Subscribes to a workspace's changes and the listener's status. Returns a function that unsubscribes. */
export function followWorkspace(workspaceId: string, listener: LiveListener): () => void {
  const { emitter, status } = hub();
  const [changes, access] = [`change ${workspaceId}`, `access ${workspaceId}`];
  emitter.on(changes, listener.onChange).on(access, listener.onAccess).on(STATUS, listener.onStatus);
  if (status === "listening" || status === "down") listener.onStatus(status);
  if (status === "idle" || status === "closed") void connect();
  return () => {
    emitter.off(changes, listener.onChange).off(access, listener.onAccess).off(STATUS, listener.onStatus);
  };
}

/** Releases the listening connection, so that the pool can end. */
export function stopListening(): void {
  const state = hub();
  state.hangUp?.();
  clearTimeout(state.retry);
  state.status = "closed";
}

async function connect(): Promise<void> {
  const state = hub();
  state.status = "connecting";
  try {
    const client = await pool().connect();
    if (state.status !== "connecting") {
      client.release();
      return;
    }
    attend(client);
    await client.query(`LISTEN ${CHANNEL}`);
    if (state.status !== "connecting") return;
    state.status = "listening";
    state.emitter.emit(STATUS, "listening");
  } catch (error) {
    breakOff(error);
  }
}

/** Forwards a connection's notifications until it breaks or stops responding. */
function attend(client: PoolClient): void {
  const state = hub();
  const onBreak = (error?: Error) => breakOff(error ?? new Error("the connection was closed"));
  const onNotification = ({ payload }: { payload?: string | undefined }) => publish(payload ?? "");
  const probe = setInterval(() => void client.query("SELECT 1").catch(onBreak), PROBE_MS);
  probe.unref();
  client.on("notification", onNotification).on("error", onBreak).on("end", onBreak);
  state.hangUp = () => {
    state.hangUp = null;
    clearInterval(probe);
    client.off("notification", onNotification).off("error", onBreak).off("end", onBreak);
    client.release(true);
  };
}

/** Drops the connection and reconnects in a moment. */
function breakOff(error: unknown): void {
  const state = hub();
  state.hangUp?.();
  if (state.status === "down" || state.status === "closed") return;
  log.warn({ err: error }, "live updates interrupted; reconnecting");
  state.status = "down";
  state.emitter.emit(STATUS, "down");
  state.retry = setTimeout(() => void reconnect(), RETRY_MS);
  state.retry.unref();
}

/** Reconnects only if there are streams; otherwise the next stream connects. */
function reconnect(): Promise<void> | void {
  const state = hub();
  if (state.emitter.listenerCount(STATUS) > 0) return connect();
  state.status = "idle";
}

/** The payload is `<workspace>|<incident or empty>|<table, or access>`. */
function publish(payload: string): void {
  const [workspaceId, incidentId, table] = payload.split("|");
  if (!workspaceId || !table) return;
  if (table === "access") {
    hub().emitter.emit(`access ${workspaceId}`);
    return;
  }
  const change: LiveChange = { incidentId: incidentId || null, table };
  hub().emitter.emit(`change ${workspaceId}`, change);
}
