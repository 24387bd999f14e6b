import { NextResponse, type NextRequest } from "next/server";

const SESSION_COOKIES = ["next-auth.session-token", "__Secure-next-auth.session-token"];

/**
 * Sends a stranger to sign in and back, before anything is drawn. Only whether there is a session cookie is
 * looked at here; the pages check what it is worth.
 */
export function proxy(request: NextRequest): NextResponse {
  // A long session is cut into numbered cookies.
  const hasSession = request.cookies
    .getAll()
    .some(({ name }) => SESSION_COOKIES.some((known) => name === known || name.startsWith(`${known}.`)));
  if (hasSession) return NextResponse.next();
  const url = new URL("/sign-in", request.nextUrl);
  url.searchParams.set("callbackUrl", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.redirect(url);
}

// Pages behind the sign-in only: webhooks and the API never pass through here.
export const config = {
  matcher: [
    "/incidents/:path*",
    "/pipelines/:path*",
    "/stats/:path*",
    "/deliveries/:path*",
    "/setup/:path*",
    "/settings/:path*",
    "/docs/:path*",
  ],
};
