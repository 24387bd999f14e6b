import { EventEmitter } from "node:events";
import type { PoolClient } from "pg";
import { pool } from "@/lib/platform/db/pool";
import { log } from "@/lib/platform/log";

/** One change that a page may want to follow. */
export interface LiveChange {
  incidentId: string | null;
  table: string;
}

const CHANNEL = "pd_live";
const RETRY_MS = 2_000;
const HEARTBEAT_MS = 15_000;
const COALESCE_MS = 60;

interface Hub {
  emitter: EventEmitter;
  listening: boolean;
}

const HUB = Symbol.for("pipeline-debugger.live");

/** One listening connection per process, shared by all streams. */
function hub(): Hub {
  const holder = globalThis as { [HUB]?: Hub };
  if (!holder[HUB]) {
    const emitter = new EventEmitter();
    emitter.setMaxListeners(0);
    holder[HUB] = { emitter, listening: false };
  }
  return holder[HUB];
}

async function listen(): Promise<void> {
  const state = hub();
  if (state.listening) return;
  state.listening = true;
  let client: PoolClient | undefined;
  try {
    client = await pool().connect();
    client.on("notification", ({ payload }) => publish(payload ?? ""));
    client.once("error", (error) => stopListening(client, error));
    await client.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    stopListening(client, error);
  }
}

function stopListening(client: PoolClient | undefined, error: unknown): void {
  log.warn({ err: error }, "live updates interrupted; trying again");
  client?.release(true);
  setTimeout(() => {
    hub().listening = false;
    if (hub().emitter.eventNames().length > 0) void listen();
  }, RETRY_MS).unref();
}

function publish(payload: string): void {
  const [workspaceId, incidentId, table] = payload.split("|");
  if (!workspaceId || !table) return;
  const change: LiveChange = { incidentId: incidentId || null, table };
  hub().emitter.emit(workspaceId, change);
}

/** Changes of a workspace as a stream of Server-Sent Events; equal ones within a moment are sent once. */
export function liveStream(workspaceId: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const pending = new Map<string, LiveChange>();
      let timer: NodeJS.Timeout | undefined;
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          stop();
        }
      };
      const flush = () => {
        timer = undefined;
        for (const change of pending.values()) send(`data: ${JSON.stringify(change)}\n\n`);
        pending.clear();
      };
      const onChange = (change: LiveChange) => {
        pending.set(`${change.incidentId}|${change.table}`, change);
        timer ??= setTimeout(flush, COALESCE_MS);
      };
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      stop = () => {
        clearInterval(heartbeat);
        clearTimeout(timer);
        hub().emitter.off(workspaceId, onChange);
      };
      signal.addEventListener("abort", () => {
        stop();
        try {
          controller.close();
        } catch {
          // The other side closed it first.
        }
      });
      hub().emitter.on(workspaceId, onChange);
      send("retry: 2000\n: connected\n\n");
      void listen();
    },
    cancel: () => stop(),
  });
}
