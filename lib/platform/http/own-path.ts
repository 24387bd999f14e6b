/** Request header in which the proxy tells the layout which page was asked for. */
export const PAGE_PATH_HEADER = "x-page-path";

const HOME = "/incidents";
const MAX_LENGTH = 2_000;

// Browsers drop tabs and line breaks from URLs and read a backslash as a slash: none of them belongs in a path.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\\\u2028\u2029]/;

/**
 * The path of `target` when it stays on `origin`, else null. `target` is foreign text: a path or a whole URL.
 * It is parsed exactly as a browser would, and the result has no host that a second parse could find.
 */
export function ownPath(target: unknown, origin: string): string | null {
  if (typeof target !== "string" || target.length > MAX_LENGTH || UNSAFE.test(target)) return null;
  if (!/^(\/|https?:\/\/)/i.test(target) || !URL.canParse(target, origin)) return null;
  const url = new URL(target, origin);
  if (url.origin !== new URL(origin).origin || url.username || url.password) return null;
  // Resolving dots can leave two slashes in front, which is a host to whoever reads the path alone.
  if (url.pathname.startsWith("//")) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Where to go after signing in: a page of our own, never the sign-in itself or the API; `/incidents` otherwise. */
export function returnPath(target: unknown, origin: string): string {
  const path = ownPath(target, origin);
  if (!path) return HOME;
  const pathname = decoded(new URL(path, origin).pathname);
  return pathname && !/^\/(sign-in|api)(\/|$)/i.test(pathname) ? path : HOME;
}

/** The sign-in that leads back to `path`, a page of our own. */
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
