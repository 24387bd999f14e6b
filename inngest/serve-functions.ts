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
 * Where an Inngest server reaches our functions. It comes from PUBLIC_URL alone, never from a request, so that
 * nobody can have the functions registered at another address.
 */
export function functionsAddress(): { serveOrigin: string; servePath: string } {
  const { origin, pathname } = new URL(env().PUBLIC_URL);
  return { serveOrigin: origin, servePath: `${pathname.replace(/\/+$/, "")}/api/inngest` };
}

/**
 * Answers the Inngest server. Every request has to carry the server's signature, a sync too; others are answered
 * 401 before their body is read. The embedded runner calls the functions in this process, so with it there is
 * nothing to answer at this address: 404.
 */
export async function serveFunctions(request: Request): Promise<Response> {
  if (workflowEngine() === "embedded") {
    return errorResponse(new AppError("NOT_FOUND", "The embedded runner takes no requests."));
  }
  if (!request.headers.get(SIGNATURE)) return unauthenticated();
  // Made at the first request: a build loads this file without any settings.
  handler ??= limitBody(
    INNGEST_BODY_BYTES,
    serve({ client: inngest, functions, ...functionsAddress(), enableUnauthedSync: false }),
  );
  // A body that is no JSON was not signed by the server.
  const response = await handler(atOurHost(request)).catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
  return response && response.status !== 401 ? response : unauthenticated();
}

/** The SDK reads the host of every request, and fails on one that is no host name. */
function atOurHost(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("host", new URL(functionsAddress().serveOrigin).host);
  return new Request(request, { headers });
}

/** Our own words: the SDK's answer would tell strangers what runs here. */
function unauthenticated(): Response {
  return errorResponse(new AppError("UNAUTHENTICATED", "Only the configured Inngest server may call this."));
}
