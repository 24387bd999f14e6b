import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/platform/errors";
import type { Outbound, OutboundAnswer, OutboundRequest } from "@/lib/platform/http/outbound";

/** Throttled, or a server or its gateway that is busy or restarting. Other errors will not pass within seconds. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Waits before the repeated calls, with jitter. */
const BACKOFF_MS = [250, 500, 1_000, 2_000];
/** The longest wait in all, so that a throttled call fails with the server's answer before its caller's deadline. */
const MAX_WAIT_MS = 6_000;
/** A call that timed out is repeated once. */
const MAX_TIMEOUTS = 2;

/**
 * Repeats calls that were throttled, found the server busy, or timed out, with backoff and as `Retry-After` asks. Only for
 * calls that read. Waits end when the request's signal aborts, and its reason is thrown. The last answer is returned as it
 * is, whatever its status.
 */
export function withRetries(outbound: Outbound): Outbound {
  return {
    ...outbound,
    call: (path, request = {}) => retrying(request.signal, () => outbound.call(path, request)),
    // Nothing has been passed on when a stream fails with a status or throws.
    stream: (path, request, onChunk) =>
      retrying(request.signal, () => outbound.stream(path, request, onChunk)),
  };
}

async function retrying<A extends OutboundAnswer>(
  signal: OutboundRequest["signal"],
  send: () => Promise<A>,
): Promise<A> {
  let timeouts = 0;
  let waited = 0;
  for (let attempt = 0; ; attempt += 1) {
    const backoff = BACKOFF_MS[attempt];
    const answer = await send().catch((error: unknown) => {
      timeouts += 1;
      if (!isTimeout(error) || timeouts >= MAX_TIMEOUTS || backoff === undefined) throw error;
      return null;
    });
    if (answer !== null && (!RETRYABLE.has(answer.status) || backoff === undefined)) return answer;
    const asked = answer === null ? null : retryAfterMs(answer.headers);
    const waitMs = asked ?? (backoff ?? 0) * (0.75 + Math.random() / 2);
    waited += waitMs;
    if (answer !== null && waited > MAX_WAIT_MS) return answer;
    await sleep(waitMs, undefined, { signal }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    });
  }
}

/** Whether a call ended because the other side did not answer in time. */
export function isTimeout(error: unknown): boolean {
  return error instanceof AppError && error.cause instanceof Error && error.cause.name === "TimeoutError";
}

/** `Retry-After` in milliseconds, given in seconds or as a date; null without a valid one. */
function retryAfterMs(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
