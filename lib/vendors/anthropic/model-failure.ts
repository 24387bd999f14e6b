import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from "@anthropic-ai/sdk";
import type { ModelConnection, ModelFailure, ModelFailureReason } from "@/lib/vendors/anthropic/connection";

/** Converts an SDK error to a failure with an actionable message. */
export function modelFailure(error: unknown, connection: ModelConnection, deadlineMs: number): ModelFailure {
  const fail = (reason: ModelFailureReason, message: string, retryAfterMs?: number): ModelFailure => ({
    ok: false,
    reason,
    message,
    retryAfterMs,
    use: null,
  });
  const isLate =
    error instanceof APIUserAbortError ||
    error instanceof APIConnectionTimeoutError ||
    (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError"));
  if (isLate) return fail("timeout", `Claude did not answer within ${Math.round(deadlineMs / 1000)} s.`);
  if (error instanceof APIConnectionError) {
    return fail("unreachable", "Claude cannot be reached. Check ANTHROPIC_BASE_URL and the network.");
  }
  if (error instanceof APIError && error.status !== undefined) {
    return byStatus(error.status as number, error, connection.model, fail);
  }
  // A body that is not JSON, or ended early.
  if (error instanceof SyntaxError) return fail("malformed", "Claude returned broken JSON.");
  return fail("unreachable", "The connection to Claude was closed before its answer was complete.");
}

function byStatus(
  status: number,
  error: APIError,
  model: string,
  fail: (reason: ModelFailureReason, message: string, retryAfterMs?: number) => ModelFailure,
): ModelFailure {
  const retryAfterMs = retryAfter(error.headers);
  const detail = error.apiMessage ? ` Response: ${error.apiMessage.slice(0, 200)}` : "";
  if (status === 429) return fail("rate_limited", "Claude's rate limit is used up (429).", retryAfterMs);
  if (status === 529) return fail("overloaded", "Claude is overloaded (529).", retryAfterMs);
  if (status >= 500 || status === 408) {
    return fail("unavailable", `Claude's service failed (${status}).`, retryAfterMs);
  }
  if (status === 401) return fail("denied", "Claude rejected the key. Check ANTHROPIC_API_KEY (401).");
  if (status === 402 || status === 403) {
    return fail("denied", `Claude denies access with this key (${status}).${detail}`);
  }
  if (status === 404) {
    return fail("rejected", `Claude has no model "${model}". Check ANTHROPIC_MODEL (404).`);
  }
  return fail("rejected", `Claude did not accept the request (${status}).${detail}`);
}

function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get("retry-after-ms"));
  if (ms > 0) return ms;
  const seconds = Number(headers?.get("retry-after"));
  return seconds > 0 ? seconds * 1000 : undefined;
}
