import { z } from "zod";
import { AppError, httpStatusOf, type ErrorIssue } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** The one error shape of the API: `{ error: { code, message, issues? } }`. */
export interface ErrorBody {
  error: { code: string; message: string; issues?: ErrorIssue[] };
}

/** zod's issues with JSON paths such as `files[0].path`. */
export function issuesOf(error: z.ZodError): ErrorIssue[] {
  return error.issues.map((issue) => ({ path: z.core.toDotPath(issue.path), message: issue.message }));
}

/** Maps anything thrown to the API's error answer; what is not an AppError is logged and told as 500. */
export function errorResponse(error: unknown): Response {
  if (error instanceof AppError) {
    const body: ErrorBody = { error: { code: error.code.toLowerCase(), message: error.message } };
    if (error.issues.length > 0) body.error.issues = error.issues;
    const headers: Record<string, string> = {};
    if (error.retryAfterMs !== undefined)
      headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
    // The rest of a body that is too large is not read, so the connection cannot carry another request.
    if (error.code === "TOO_LARGE") headers["connection"] = "close";
    if (error.code === "INTERNAL") log.error({ err: error }, "request failed");
    return Response.json(body, { status: httpStatusOf(error.code), headers });
  }
  if (isUnreachableDatabase(error)) {
    log.error({ err: error }, "database not reachable");
    const body: ErrorBody = {
      error: { code: "unavailable", message: "The database cannot be reached right now." },
    };
    return Response.json(body, { status: 503, headers: { "retry-after": "2" } });
  }
  log.error({ err: error }, "request failed");
  const body: ErrorBody = {
    error: { code: "internal", message: "Something failed on our side. It was logged." },
  };
  return Response.json(body, { status: 500 });
}

/** Connection refused, reset or pool exhausted: trouble of ours that passes by itself. */
function isUnreachableDatabase(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    code === "ECONNREFUSED" ||
    code === "ECONNRESET" ||
    code === "ENOENT" ||
    code === "57P03" ||
    code === "P1001" ||
    code === "P1002" ||
    code === "P1017" ||
    code === "P2024"
  );
}
