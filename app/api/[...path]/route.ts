import { AppError } from "@/lib/platform/errors";
import { errorResponse } from "@/lib/platform/http/error-response";

/** Answers unknown /api paths as JSON rather than a page. Public. */
function answerUnknown(request: Request): Response {
  const path = new URL(request.url).pathname.slice(0, 100);
  return errorResponse(new AppError("NOT_FOUND", `${path} does not exist. See /docs for the API.`));
}

export const GET = answerUnknown;
export const POST = answerUnknown;
export const PUT = answerUnknown;
export const PATCH = answerUnknown;
export const DELETE = answerUnknown;
