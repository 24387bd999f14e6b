/** Request header with the requested page, set by the proxy for the layout. */
export const PAGE_PATH_HEADER = "x-page-path";

const HOME = "/incidents";
const MAX_LENGTH = 2_000;

// Browsers drop tabs and line breaks from URLs and treat a backslash as a slash, so none is allowed in a path.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\\\u2028\u2029]/;

/**
 * The path of `target` if it stays on `origin`, else null. `target` is untrusted: a path or a URL. Parsed like a browser
 * does, and the result cannot be parsed as having a host.
 */
export function ownPath(target: unknown, origin: string): string | null {
  if (typeof target !== "string" || target.length > MAX_LENGTH || UNSAFE.test(target)) return null;
  if (!/^(\/|https?:\/\/)/i.test(target) || !URL.canParse(target, origin)) return null;
  const url = new URL(target, origin);
  if (url.origin !== new URL(origin).origin || url.username || url.password) return null;
  // Resolving dots can leave two leading slashes, which would be parsed as a host.
  if (url.pathname.startsWith("//")) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Where to go after signing in: one of our pages, but never the sign-in page or the API; defaults to `/incidents`. */
export function returnPath(target: unknown, origin: string): string {
  const path = ownPath(target, origin);
  if (!path) return HOME;
  const pathname = decoded(new URL(path, origin).pathname);
  return pathname && !/^\/(sign-in|api)(\/|$)/i.test(pathname) ? path : HOME;
}

/** The sign-in URL that leads back to `path`. */
export function signInPath(path: string): string {
  return `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
