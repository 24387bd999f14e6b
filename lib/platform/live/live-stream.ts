import { LiveBuffer } from "@/lib/platform/live/live-buffer";
import { followWorkspace } from "@/lib/platform/live/listen";
import { log } from "@/lib/platform/log";

const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 4_000;
const COALESCE_MS = 60;
/** A reader that missed this many heartbeats is gone. */
const MAX_MISSED_HEARTBEATS = 4;

interface LiveStreamOptions {
  workspaceId: string;
  /** Ends the stream. */
  signal: AbortSignal;
  /** Whether the caller still has access. If the check fails, the stream stays open. */
  recheck: () => Promise<boolean>;
  /** Called once when the stream has ended, for any reason. */
  onEnd: () => void;
}

/**
 * A workspace's changes as Server-Sent Events. `resync` comes first and after every gap, `stale` while changes are not
 * delivered. Pending events are bounded by `LiveBuffer`, however slow the reader.
 */
export function liveStream(options: LiveStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const buffer = new LiveBuffer();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let timer: NodeJS.Timeout | undefined;
  let missedHeartbeats = 0;
  let isOver = false;
  const cleanUps: (() => void)[] = [];

  const end = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    for (const cleanUp of cleanUps) cleanUp();
    options.onEnd();
  };
  const close = () => {
    if (isOver) return;
    end();
    controller.close();
  };
  const flush = () => {
    timer = undefined;
    // Wait until the reader has caught up; `pull` calls this again.
    if (isOver || (controller.desiredSize ?? 0) <= 0) return;
    const text = buffer.take();
    if (text) controller.enqueue(encoder.encode(text));
  };
  const flushSoon = () => {
    if (buffer.isUrgent) flush();
    else timer ??= setTimeout(flush, COALESCE_MS);
  };
  const beat = () => {
    if ((controller.desiredSize ?? 0) > 0) {
      missedHeartbeats = 0;
      controller.enqueue(encoder.encode(": still here\n\n"));
    } else if (++missedHeartbeats >= MAX_MISSED_HEARTBEATS) close();
  };

  return new ReadableStream<Uint8Array>({
    start(started) {
      controller = started;
      if (options.signal.aborted) return close();
      controller.enqueue(encoder.encode("retry: 2000\n: connected\n\n"));
      const heartbeat = setInterval(beat, HEARTBEAT_MS);
      const recheck = recheckOften(options.recheck, close);
      options.signal.addEventListener("abort", close);
      cleanUps.push(
        () => clearInterval(heartbeat),
        recheck.stop,
        () => options.signal.removeEventListener("abort", close),
        followWorkspace(options.workspaceId, {
          onChange(change) {
            buffer.add(change);
            flushSoon();
          },
          onAccess: recheck.now,
          onStatus(status) {
            buffer.announce(status === "listening" ? "resync" : "stale");
            flush();
          },
        }),
      );
    },
    pull: () => flush(),
    cancel: end,
  });
}

/** Rechecks access every few seconds and on demand, never concurrently. */
function recheckOften(recheck: () => Promise<boolean>, onRefused: () => void) {
  let isAsking = false;
  let isAskedAgain = false;
  const now = async () => {
    isAskedAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      if (!(await recheck())) onRefused();
    } catch (error) {
      log.debug({ err: error }, "could not recheck the access of a live stream");
    } finally {
      isAsking = false;
    }
    if (isAskedAgain) await now();
  };
  const timer = setInterval(() => void now(), RECHECK_MS);
  return { now: () => void now(), stop: () => clearInterval(timer) };
}
