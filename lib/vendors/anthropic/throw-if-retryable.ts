import { AppError } from "@/lib/platform/errors";
import type { ModelFailure, ModelFailureReason } from "@/lib/vendors/anthropic/connection";

/** A deadline that passed is not retried: people wait for the result. */
const RETRYABLE = new Set<ModelFailureReason>(["rate_limited", "overloaded", "unavailable", "unreachable"]);
/** A workflow is not held up for longer than this. */
const MAX_WAIT_MS = 60_000;

/**
 * Throws a failure of the model that asking again within a minute may solve, for the workflow to retry; returns for
 * any other, which the caller records.
 * @throws AppError RATE_LIMITED or UNAVAILABLE, with the wait that the service named.
 */
export function throwIfRetryable({ reason, message, retryAfterMs }: ModelFailure): void {
  if (!RETRYABLE.has(reason) || (retryAfterMs ?? 0) > MAX_WAIT_MS) return;
  throw new AppError(reason === "rate_limited" ? "RATE_LIMITED" : "UNAVAILABLE", message, { retryAfterMs });
}
