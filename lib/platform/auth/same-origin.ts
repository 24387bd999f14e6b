/**
 * Whether a write comes from our own pages. Browsers send `Sec-Fetch-Site`; over plain HTTP only `Origin` (`null` for
 * sandboxed and file pages), and the oldest only `Referer`. Our origins are `publicUrl` and, with the same scheme, the
 * requested host. Every browser sends at least one of the three with a cross-site write, so a request without any is not
 * from a browser.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin") return true;
  if (site && site !== "none") return false;
  const source = headers.get("origin") ?? headers.get("referer");
  if (source === null) return true;
  if (!URL.canParse(source)) return false;
  const { origin, host, protocol } = new URL(source);
  const own = new URL(publicUrl);
  return origin === own.origin || (protocol === own.protocol && host === headers.get("host"));
}
