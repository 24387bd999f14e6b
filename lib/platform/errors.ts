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

/** One thing wrong with an input: where (JSON path such as `exception.type`) and what. */
export interface ErrorIssue {
  path: string;
  message: string;
}

interface AppErrorOptions {
  cause?: unknown;
  /** How long the caller should wait before trying again, in milliseconds. */
  retryAfterMs?: number;
  issues?: ErrorIssue[];
}

/**
 * The only error class of the product. `message` is safe to show to a person and says what to do;
 * detail that is not goes into `cause`.
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

/** The HTTP status that an error code answers with. */
export function httpStatusOf(code: ErrorCode): number {
  return HTTP_STATUS[code];
}

/** Whether a later identical call may succeed without anybody changing anything. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return error.code === "UNAVAILABLE" || error.code === "RATE_LIMITED" || error.code === "INTERNAL";
}

/** The message of anything thrown, for a log line or a status row. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
