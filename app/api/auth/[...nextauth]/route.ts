import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { authOptions, type Visit } from "@/lib/platform/auth/session";
import { env } from "@/lib/platform/env";
import { AppError, httpStatusOf } from "@/lib/platform/errors";
import { AUTH_BODY_BYTES } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { ownPath } from "@/lib/platform/http/own-path";
import { readBody } from "@/lib/platform/http/read-body";

type Segment = { params: Promise<{ nextauth: string[] }> };

const CODE = /^[\w:-]{1,64}$/;

/** Wraps the sign-in library to bound bodies, sanitize redirect parameters and reject ended sessions. */
async function handle(request: NextRequest, segment: Segment): Promise<Response> {
  try {
    const { nextauth } = await segment.params;
    if (!nextauth.every((part) => CODE.test(part))) throw new AppError("NOT_FOUND", "There is no such page.");
    if (request.method === "GET" && nextauth[0] === "session" && !(await findSessionContext())) {
      return Response.json({}, { headers: { "cache-control": "private, no-store" } });
    }
    const visit: Visit = { headers: request.headers };
    const clean = await cleanRequest(request);
    const answer = (await NextAuth(authOptions(visit))(clean, segment)) as Response;
    return finish(answer, visit, nextauth[0] === "signout");
  } catch (error) {
    return errorResponse(error);
  }
}

/** Copies the request with a bounded body, and sanitizes parameters that the library copies into redirects. */
async function cleanRequest(request: NextRequest): Promise<NextRequest> {
  const url = new URL(request.url);
  const target = url.searchParams.get("callbackUrl");
  if (target !== null) {
    const path = ownPath(target, env().PUBLIC_URL);
    if (path) url.searchParams.set("callbackUrl", path);
    else url.searchParams.delete("callbackUrl");
  }
  if (!CODE.test(url.searchParams.get("error") ?? "none")) url.searchParams.set("error", "Default");
  if (request.method !== "POST") return new NextRequest(url, { headers: request.headers });
  const body = await readBody(request, AUTH_BODY_BYTES);
  if (request.headers.get("content-type")?.includes("application/json")) refuseBadJson(body);
  return new NextRequest(url, { method: "POST", headers: request.headers, body: Buffer.from(body) });
}

function refuseBadJson(body: Uint8Array): void {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof value === "object" && value !== null) return;
  } catch {
    // Reported below.
  }
  throw new AppError("BAD_REQUEST", "The body is not a JSON object.");
}

/** Adds cookies and, for a throttled attempt, the status; redirects stay, so that forms still show the page. */
function finish(answer: Response, { deviceCookie, refusal }: Visit, isSignOut: boolean): Response {
  // Otherwise the cookie would be cleared while the session lives on.
  if (refusal && isSignOut) throw refusal;
  const headers = new Headers(answer.headers);
  if (deviceCookie) headers.append("set-cookie", deviceCookie);
  if (!refusal) return new Response(answer.body, { status: answer.status, headers });
  headers.set("retry-after", String(Math.ceil((refusal.retryAfterMs ?? 1_000) / 1000)));
  const status = headers.has("location") ? answer.status : httpStatusOf(refusal.code);
  return new Response(answer.body, { status, headers });
}

export { handle as GET, handle as POST };
