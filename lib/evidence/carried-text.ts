import { isGenericMessage } from "@/lib/failures/error-text";
import type { FailureReport } from "@/lib/failures/schemas";

/**
 * The failure text included in a webhook: its log, followed by the traceback or error if the log does not show it. Log
 * lines keep their numbers. Null if there is no text, or only "task_failure" or the like.
 */
export function carriedText({ exception, log, reason }: FailureReport): string | null {
  const error = exception && (exception.traceback ?? inOneLine(exception.type, exception.message));
  if (!log) return error ?? (reason !== null && isGenericMessage(reason) ? null : reason);
  if (!exception || !error || shows(log, exception)) return log;
  return `${log.trimEnd()}\n${error}`;
}

function inOneLine(type: string | null, message: string): string | null {
  if (!message) return type;
  return type && type !== "str" ? `${type}: ${message}` : message;
}

const LAST_LINES = 5;

/** Whether a log shows the error: the end of its traceback or, without one, its message. */
function shows(log: string, { message, traceback }: NonNullable<FailureReport["exception"]>): boolean {
  const expected = traceback === null ? [message] : traceback.trimEnd().split("\n").slice(-LAST_LINES);
  return expected.every((line) => log.includes(line.trim()));
}
