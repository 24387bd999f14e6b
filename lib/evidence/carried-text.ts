import type { FailureReport } from "@/lib/failures/schemas";

/**
 * What a webhook itself says of the failure, as one text: its log, and after it the traceback or error that the
 * log does not show. Lines of the log keep their numbers. Null when it says nothing.
 */
export function carriedText({ exception, log, reason }: FailureReport): string | null {
  const error = exception && (exception.traceback ?? inOneLine(exception.type, exception.message));
  if (!log) return error ?? reason;
  if (!exception || !error || shows(log, exception)) return log;
  return `${log.trimEnd()}\n${error}`;
}

function inOneLine(type: string | null, message: string): string | null {
  if (!message) return type;
  return type && type !== "str" ? `${type}: ${message}` : message;
}

const LAST_LINES = 5;

/** Whether a log tells the error: the end of its traceback or, without one, its message. */
function shows(log: string, { message, traceback }: NonNullable<FailureReport["exception"]>): boolean {
  const told = traceback === null ? [message] : traceback.trimEnd().split("\n").slice(-LAST_LINES);
  return told.every((line) => log.includes(line.trim()));
}
