import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { AppError, httpStatusOf, type ErrorIssue } from "@/lib/platform/errors";
import { ACCEPTED_ENCODINGS } from "@/lib/platform/http/content-encoding";
import { log } from "@/lib/platform/log";
import { safeError } from "@/lib/platform/safe-error";

/** The API's error shape: `{ error: { code, message, issues? } }`. */
export interface ErrorBody {
  error: { code: string; message: string; issues?: ErrorIssue[] };
}

/** Default `Retry-After` of an UNAVAILABLE. */
const RETRY_AFTER_MS = 5_000;

/** A JSON response before it is sent. */
export interface JsonAnswer {
  status: number;
  /** Lowercase names. */
  headers: Record<string, string>;
  body: unknown;
}

/** `errorAnswer` as a response. */
export function errorResponse(error: unknown): Response {
  return toResponse(errorAnswer(error));
}

/** Sends an answer from a route handler. */
export function toResponse({ body, ...init }: JsonAnswer): Response {
  return Response.json(body, init);
}

/**
 * Maps any error to an API response. An unavailable database is a 503 with `Retry-After`; anything else that is not an
 * AppError is logged and becomes a 500.
 */
export function errorAnswer(error: unknown): JsonAnswer {
  if (error instanceof AppError) {
    if (error.code === "INTERNAL") log.error({ err: error }, "request failed");
    return answer(error);
  }
  const trouble = databaseTrouble(error);
  if (trouble) {
    log.error({ err: error }, `request not served: ${trouble.message}`);
    return answer(trouble);
  }
  return answer(safeError(error, "request failed"));
}

function answer(error: AppError): JsonAnswer {
  const body: ErrorBody = { error: { code: error.code.toLowerCase(), message: error.message } };
  if (error.issues.length > 0) body.error.issues = error.issues;
  const headers: Record<string, string> = {};
  const waitMs = error.retryAfterMs ?? (error.code === "UNAVAILABLE" ? RETRY_AFTER_MS : undefined);
  if (waitMs !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil(waitMs / 1000)));
  if (error.code === "UNSUPPORTED") headers["accept-encoding"] = ACCEPTED_ENCODINGS;
  // The rest of an oversized body is not read, so the connection cannot be reused.
  if (error.code === "TOO_LARGE") headers["connection"] = "close";
  return { status: httpStatusOf(error.code), headers, body };
}
