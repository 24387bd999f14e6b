import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from "@anthropic-ai/sdk";
import type { ModelConnection, ModelFailure, ModelFailureReason } from "@/lib/vendors/anthropic/connection";

/** What went wrong on the way to Claude and back, with what a person can do about it. */
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
    return fail("unreachable", "Claude cannot be reached. Is ANTHROPIC_BASE_URL right, is there a network?");
  }
  if (error instanceof APIError && error.status !== undefined) {
    return byStatus(error.status as number, error, connection.model, fail);
  }
  // A body that is no JSON, or one that ended early.
  if (error instanceof SyntaxError) return fail("malformed", "Claude's address answered with broken JSON.");
  return fail("unreachable", "The connection to Claude was cut before its answer was complete.");
}

function byStatus(
  status: number,
  error: APIError,
  model: string,
  fail: (reason: ModelFailureReason, message: string, retryAfterMs?: number) => ModelFailure,
): ModelFailure {
  const retryAfterMs = retryAfter(error.headers);
  const said = error.apiMessage ? ` It said: ${error.apiMessage.slice(0, 200)}` : "";
  if (status === 429) return fail("rate_limited", "Claude's rate limit is used up (429).", retryAfterMs);
  if (status === 529) return fail("overloaded", "Claude is overloaded (529).", retryAfterMs);
  if (status >= 500 || status === 408) {
    return fail("unavailable", `Claude's service failed (${status}).`, retryAfterMs);
  }
  if (status === 401) return fail("denied", "Claude does not accept the key. Check ANTHROPIC_API_KEY (401).");
  if (status === 402 || status === 403) {
    return fail("denied", `Claude denies access with this key (${status}).${said}`);
  }
  if (status === 404) {
    return fail("rejected", `Claude does not know the model "${model}". Check ANTHROPIC_MODEL (404).`);
  }
  return fail("rejected", `Claude did not accept the request (${status}).${said}`);
}

function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get("retry-after-ms"));
  if (ms > 0) return ms;
  const seconds = Number(headers?.get("retry-after"));
  return seconds > 0 ? seconds * 1000 : undefined;
}
