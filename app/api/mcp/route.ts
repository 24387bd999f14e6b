import { answerMcp } from "@/app/api/mcp/answer-mcp";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import { DEFAULT_BODY_BYTES } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { parseJsonBody } from "@/lib/platform/http/parse-json-body";
import { readBody } from "@/lib/platform/http/read-body";

export const dynamic = "force-dynamic";

/** Model Context Protocol over streamable HTTP; no sessions, so there is nothing to GET or DELETE. */
export async function POST(request: Request): Promise<Response> {
  try {
    const ctx = await authenticate(request);
    authorize(ctx, "workspace.read");
    const bytes = await readBody(request, DEFAULT_BODY_BYTES);
    return await answerMcp(ctx, request, parseJsonBody(bytes));
  } catch (error) {
    return errorResponse(error);
  }
}
