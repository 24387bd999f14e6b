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
 * Before anything is drawn: gives every page its Content-Security-Policy, sends a stranger to sign in and back, and
 * answers for every page while the database is away.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const place = request.nextUrl.pathname.split("/", 2)[1] ?? "";
  const isBehindSignIn = BEHIND_SIGN_IN.has(place);
  const redirect = isBehindSignIn ? redirectStranger(request) : null;
  // The others need no database: the root only redirects.
  const needsDatabase = isBehindSignIn || place === "sign-in";
  return redirect ?? (needsDatabase ? await findOutagePage() : null) ?? withPolicy(request);
}

/** Only whether there is a session cookie is looked at here; the pages check what it is worth. */
function redirectStranger(request: NextRequest): NextResponse | null {
  // A long session is cut into numbered cookies.
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
  // Where Next takes the nonce from; what a client sent there is replaced.
  headers.set(POLICY, policy);
  headers.set(PAGE_PATH_HEADER, pathOf(request));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY, policy);
  return response;
}

// Everything but route handlers and files: webhooks and the API never pass through here.
export const config = {
  matcher: ["/((?!api/|_next/|webhooks/|health$|ready$).*)"],
};
