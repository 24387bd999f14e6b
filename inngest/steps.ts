import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError, isTransient } from "@/lib/platform/errors";

/**
 * Runs a verb inside a step and maps its errors for the engine: a missing incident is not retryable, and a rate limit
 * names its own delay.
 */
export async function verbStep<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.retryAfterMs !== undefined) {
      throw new RetryAfterError(error.message, error.retryAfterMs, { cause: error });
    }
    if (!isTransient(error)) {
      throw new NonRetriableError(error instanceof Error ? error.message : String(error), { cause: error });
    }
    throw error;
  }
}
