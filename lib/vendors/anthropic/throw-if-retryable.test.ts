import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { MODEL_FAILURES, type ModelFailureReason } from "@/lib/vendors/anthropic/connection";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

/** What is thrown for a failure with this reason; null when nothing is. */
function thrown(reason: ModelFailureReason, retryAfterMs?: number): unknown {
  try {
    throwIfRetryable({ ok: false, reason, message: "Claude is busy.", retryAfterMs, use: null });
    return null;
  } catch (error) {
    return error;
  }
}

describe("throwIfRetryable", () => {
  it("throws only retryable failures", () => {
    const codes = MODEL_FAILURES.flatMap((reason) => {
      const error = thrown(reason);
      return error instanceof AppError ? [[reason, error.code]] : [];
    });
    expect(Object.fromEntries(codes)).toEqual({
      rate_limited: "RATE_LIMITED",
      overloaded: "UNAVAILABLE",
      unavailable: "UNAVAILABLE",
      unreachable: "UNAVAILABLE",
    });
  });

  it("passes on the service's retry delay", () => {
    expect(thrown("rate_limited", 7_000)).toMatchObject({ message: "Claude is busy.", retryAfterMs: 7_000 });
    expect(thrown("rate_limited", 60_000)).toMatchObject({ retryAfterMs: 60_000 });
  });

  it("gives up if the retry delay exceeds a minute", () => {
    expect(thrown("rate_limited", 60_001)).toBeNull();
  });
});
