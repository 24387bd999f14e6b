import { NextResponse, type NextRequest } from "next/server";
import { findOutagePage } from "@/lib/platform/http/outage-page";
import { PAGE_PATH_HEADER, signInPath } from "@/lib/platform/http/own-path";
import { newNonce, pagePolicy } from "@/lib/platform/http/page-policy";

const SESSION_COOKIES = ["next-auth.session-token", "__Secure-next-auth.session-token"];
const BEHIND_SIGN_IN = new Set([
  "incidents",
  "pipelines",
  "stats",
  "deliveries",
  "setup",
  "settings",
  "docs",
]);
const POLICY = "content-security-policy";

/**
 * Runs before every page: sets its Content-Security-Policy, redirects anonymous visitors to sign in and back, and responds
 * with an outage page while the database is unavailable.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const place = request.nextUrl.pathname.split("/", 2)[1] ?? "";
  const isBehindSignIn = BEHIND_SIGN_IN.has(place);
  const redirect = isBehindSignIn ? redirectAnonymous(request) : null;
  // Other paths need no database: the root only redirects.
  const needsDatabase = isBehindSignIn || place === "sign-in";
  return redirect ?? (needsDatabase ? await findOutagePage() : null) ?? withPolicy(request);
}

/** Checks only whether there is a session cookie; the pages check whether it is valid. */
function redirectAnonymous(request: NextRequest): NextResponse | null {
  // A long session is split into numbered cookies.
  const hasSession = request.cookies
    .getAll()
    .some(({ name }) => SESSION_COOKIES.some((known) => name === known || name.startsWith(`${known}.`)));
  if (hasSession) return null;
  return NextResponse.redirect(new URL(signInPath(pathOf(request)), request.nextUrl));
}

function pathOf({ nextUrl }: NextRequest): string {
  return `${nextUrl.pathname}${nextUrl.search}`;
}

function withPolicy(request: NextRequest): NextResponse {
  const policy = pagePolicy(newNonce());
  const headers = new Headers(request.headers);
  // Next reads the nonce from this header; a value sent by the client is replaced.
  headers.set(POLICY, policy);
  headers.set(PAGE_PATH_HEADER, pathOf(request));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY, policy);
  return response;
}

// Everything except route handlers and files: webhooks and the API bypass the proxy.
export const config = {
  matcher: ["/((?!api/|_next/|webhooks?/|clients/|health$|ready$).*)"],
};
