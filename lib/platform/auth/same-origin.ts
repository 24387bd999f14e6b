/**
 * Whether a write comes from our own pages. Browsers say so themselves in `Sec-Fetch-Site`; over plain HTTP they
 * only send `Origin` (`null` for sandboxed and file pages), the oldest only `Referer`. Our pages are those of
 * `publicUrl` and, by the same scheme, of the host that was asked. Every browser sends at least one of the three
 * with a write from another site, so a request without any is not a browser's.
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
