import { NonRetriableError, RetryAfterError } from "inngest";
import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { AppError, isTransient, messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

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
    throw error instanceof AppError ? error : safeError(error);
  }
}

function safeError(error: unknown): AppError {
  const trouble = databaseTrouble(error);
  if (trouble) return new AppError("UNAVAILABLE", trouble.message, { cause: error });
  log.error({ err: error }, "a step failed");
  const message = "Something went wrong on the server. The error was logged.";
  return new AppError("INTERNAL", message, { cause: error });
}
