/** The closed list of ways a request can fail; each maps to one HTTP status. */
export const ERROR_CODES = [
  "BAD_REQUEST",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "TOO_LARGE",
  "UNSUPPORTED",
  "INVALID",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A problem with an input: its JSON path, such as `exception.type`, and a message. */
export interface ErrorIssue {
  path: string;
  message: string;
}

interface AppErrorOptions {
  cause?: unknown;
  /** How long the caller should wait before a retry, in milliseconds. */
  retryAfterMs?: number;
  issues?: ErrorIssue[];
}

/**
 * The product's only error class. `message` is safe to show and says what to do; anything else goes into `cause`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly issues: ErrorIssue[];

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.issues = options.issues ?? [];
  }
}

/** A refused input field. `message` is a predicate, such as "must be in the future". */
export function invalidField(path: string, message: string): AppError {
  return new AppError("INVALID", sentenceOf({ path, message }), { issues: [{ path, message }] });
}

/** Refuses an input with an issue, if there is one. @throws AppError INVALID that names the field. */
export function refuseIssue(issue: ErrorIssue | null): void {
  if (issue) throw invalidField(issue.path, issue.message);
}

/** A sentence for an issue: its path and its message. */
export function sentenceOf({ path, message }: ErrorIssue): string {
  return path ? `\`${path}\` ${message}` : `The input ${message}`;
}

const HTTP_STATUS: Record<ErrorCode, number> = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  INVALID: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The HTTP status of an error code. */
export function httpStatusOf(code: ErrorCode): number {
  return HTTP_STATUS[code];
}

/** Whether an identical retry may succeed. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return error.code === "UNAVAILABLE" || error.code === "RATE_LIMITED" || error.code === "INTERNAL";
}

/** The message of any thrown value, for a log line or a status row. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
