/**
 * Whether a write comes from our own pages: browsers set `Sec-Fetch-Site`, older ones at least `Origin`.
 * A request with neither is not a browser's cross-site one.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (!origin) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}
