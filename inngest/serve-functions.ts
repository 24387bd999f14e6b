import { serve } from "inngest/edge";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions/list";
import { env, workflowEngine } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { INNGEST_BODY_BYTES } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { limitBody } from "@/lib/platform/http/limit-body";

const SIGNATURE = "x-inngest-signature";

type Handler = (request: Request) => Promise<Response>;
let handler: Handler | null = null;

/**
 * The URL at which an Inngest server reaches the functions. Derived only from PUBLIC_URL, never from a request, so that
 * nobody can register them elsewhere.
 */
export function functionsAddress(): { serveOrigin: string; servePath: string } {
  const { origin, pathname } = new URL(env().PUBLIC_URL);
  return { serveOrigin: origin, servePath: `${pathname.replace(/\/+$/, "")}/api/inngest` };
}

/**
 * Serves the Inngest server. Every request, including a sync, must be signed by the server; others get 401 before their
 * body is read. With the embedded runner, which calls functions in-process, this is always 404.
 */
export async function serveFunctions(request: Request): Promise<Response> {
  if (workflowEngine() === "embedded") {
    return errorResponse(new AppError("NOT_FOUND", "The embedded runner accepts no requests."));
  }
  if (!request.headers.get(SIGNATURE)) return unauthenticated();
  // Created lazily, because a build loads this file without any settings.
  handler ??= limitBody(
    INNGEST_BODY_BYTES,
    serve({ client: inngest, functions, ...functionsAddress(), enableUnauthedSync: false }),
  );
  // The server only signs JSON bodies.
  const response = await handler(atOurHost(request)).catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
  return response && response.status !== 401 ? response : unauthenticated();
}

/** Replaces the request's host, because the SDK fails on an invalid one. */
function atOurHost(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("host", new URL(functionsAddress().serveOrigin).host);
  return new Request(request, { headers });
}

/** Our own response, because the SDK's would reveal what runs here. */
function unauthenticated(): Response {
  return errorResponse(new AppError("UNAUTHENTICATED", "Only the configured Inngest server may call this."));
}
