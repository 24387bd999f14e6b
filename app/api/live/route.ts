import { z } from "zod";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { recheckAccess } from "@/lib/platform/auth/recheck-access";
import { authorize } from "@/lib/platform/auth/permissions";
import { errorResponse } from "@/lib/platform/http/error-response";
import { assertShownWorkspace } from "@/lib/platform/http/shown-workspace";
import { parseQuery } from "@/lib/platform/http/with-route";
import { liveStream } from "@/lib/platform/live/live-stream";
import { claimStream } from "@/lib/platform/live/stream-limits";

export const dynamic = "force-dynamic";

const Query = z.object({ workspace: z.string().optional() });

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** Server-Sent Events for changes in the caller's workspace, until the caller loses access. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await authenticate(request);
    authorize(ctx, "workspace.read");
    // An EventSource cannot send headers.
    const { workspace } = parseQuery(Query, request);
    assertShownWorkspace(workspace ?? null, ctx.workspaceId);
    // A stream for HEAD would never be read or closed.
    if (request.method === "HEAD") return new Response(null, { headers: HEADERS });
    const stream = liveStream({
      workspaceId: ctx.workspaceId,
      signal: request.signal,
      recheck: () => recheckAccess(ctx),
      onEnd: claimStream(ctx),
    });
    return new Response(stream, { headers: HEADERS });
  } catch (error) {
    return errorResponse(error);
  }
}
