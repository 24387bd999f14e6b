import { AppError } from "@/lib/platform/errors";
import type { ModelFailure, ModelFailureReason } from "@/lib/vendors/anthropic/connection";

/** Without timeouts: people are waiting for the result. */
const RETRYABLE = new Set<ModelFailureReason>(["rate_limited", "overloaded", "unavailable", "unreachable"]);
/** The longest retry delay that a workflow waits for. */
const MAX_WAIT_MS = 60_000;

/**
 * Throws a model failure that may be retried within a minute, so that the workflow retries it; returns for any other, which
 * the caller records.
 * @throws AppError RATE_LIMITED or UNAVAILABLE, with the service's retry delay.
 */
export function throwIfRetryable({ reason, message, retryAfterMs }: ModelFailure): void {
  if (!RETRYABLE.has(reason) || (retryAfterMs ?? 0) > MAX_WAIT_MS) return;
  throw new AppError(reason === "rate_limited" ? "RATE_LIMITED" : "UNAVAILABLE", message, { retryAfterMs });
}
