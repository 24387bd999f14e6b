import { AppError } from "@/lib/platform/errors";
import { errorResponse } from "@/lib/platform/http/error-response";

/** An address under /api that no other route has: an answer of the API, not a page. Open to everybody. */
function answerUnknown(request: Request): Response {
  const path = new URL(request.url).pathname.slice(0, 100);
  return errorResponse(new AppError("NOT_FOUND", `There is no ${path} here. /docs lists what there is.`));
}

export const GET = answerUnknown;
export const POST = answerUnknown;
export const PUT = answerUnknown;
export const PATCH = answerUnknown;
export const DELETE = answerUnknown;
