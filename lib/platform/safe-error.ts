import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/**
 * An error that may be shown: our own, or what is wrong with the database. The text of any other, such as the language's, is
 * logged with `message` and shown to nobody.
 */
export function safeError(error: unknown, message: string): AppError {
  if (error instanceof AppError) return error;
  const trouble = databaseTrouble(error);
  if (trouble) return trouble;
  log.error({ err: error }, message);
  return new AppError("INTERNAL", "Something went wrong on the server. The error was logged.", {
    cause: error,
  });
}
