import { authenticate } from "@/lib/platform/auth/authenticate";
import { errorResponse } from "@/lib/platform/http/error-response";
import { liveStream } from "@/lib/platform/live";

export const dynamic = "force-dynamic";

/** Server-Sent Events of what changed in the caller's workspace. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await authenticate(request);
    return new Response(liveStream(ctx.workspaceId, request.signal), {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-transform",
        "x-accel-buffering": "no",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
