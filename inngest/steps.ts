import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError, isTransient, messageOf } from "@/lib/platform/errors";
import { safeError } from "@/lib/platform/safe-error";

/**
 * Runs a verb inside a step and maps its errors for the engine: a missing incident is not retryable, and a rate limit
 * names its own delay. The text of an error that is not ours, such as the database's, is logged and shown to nobody.
 */
export async function verbStep<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.retryAfterMs !== undefined) {
      throw new RetryAfterError(error.message, error.retryAfterMs, { cause: error });
    }
    if (!isTransient(error)) {
      throw new NonRetriableError(messageOf(error), { cause: error });
    }
    throw safeError(error, "a step failed");
  }
}
