import { z } from "zod";
import { keysFor, LiveMessage } from "@/components/layout/live-keys";

/** `elsewhere`: the session has switched to another workspace than the one shown. */
export type LiveState = "connecting" | "live" | "down" | "elsewhere";

/** The part of `EventSource` used here. */
export interface LiveSource {
  readyState: number;
  addEventListener: (type: string, listener: (event: MessageEvent<string>) => void) => void;
  close: () => void;
}

interface Follower {
  open: () => LiveSource;
  onState: (state: LiveState) => void;
  /** Parts of the page may be stale. */
  onKeys: (keys: ReturnType<typeof keysFor>) => void;
  /** Everything on the page may be stale. */
  onResync: () => void;
  /** The server did not return a stream; it is retried after a while. */
  onRefused: () => void;
}

const CLOSED = 2;
const REOPEN_MS = 5_000;

const Message = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(LiveMessage);

/**
 * Follows the server's event stream. It is live once the server says so (`resync`), not when the connection opens: the
 * server may be cut off from changes itself (`stale`). Returns a function that stops it.
 */
export function followLive({ open, onState, onKeys, onResync, onRefused }: Follower): () => void {
  let source: LiveSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    const opened = open();
    source = opened;
    opened.addEventListener("resync", () => {
      onState("live");
      onResync();
    });
    opened.addEventListener("stale", () => onState("down"));
    opened.addEventListener("message", (event) => {
      const message = Message.safeParse(event.data);
      if (message.success) onKeys(keysFor(message.data));
    });
    opened.addEventListener("error", () => {
      onState("down");
      // Browsers reconnect after a dropped connection, but not after a response other than 200.
      if (opened.readyState !== CLOSED || timer) return;
      timer = setTimeout(reopen, REOPEN_MS);
      onRefused();
    });
  };
  const reopen = () => {
    timer = undefined;
    source.close();
    connect();
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
