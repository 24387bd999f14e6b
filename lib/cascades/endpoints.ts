/** Hosts that an error names, in lower case, each with the ports named with it. */
export type Endpoints = ReadonlyMap<string, ReadonlySet<string>>;

/** How much of a text is searched. */
const MAX_CHARS = 10_000;

const URL_HOST =
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/(?:[^\s/@"']{1,200}@)?(?<host>[a-z0-9][\w.-]{1,252})(?::(?<port>\d{1,5}))?/gi;
/** `server at "dwh" (10.0.0.5), port 5432`, `HTTPSConnectionPool(host='api.shop', port=443)`. */
const QUOTED_HOST =
  /\b(?:host(?:name)?|host name|server|server at|resolve|connect to)\s{0,2}[=:]?\s{0,2}["'](?<host>[a-z0-9][\w.-]{2,252})["'](?:[^"'\n]{0,60}?\bport[= ]{1,2}(?<port>\d{1,5}))?/gi;
const HOST_AND_PORT = /(?<![\w./-])(?<host>[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){0,8}):(?<port>\d{2,5})\b/gi;
const UNRESOLVED =
  /\b(?:UnknownHostException|ENOTFOUND|resolve host)\s{0,2}:?\s{1,2}(?<host>[a-z0-9][\w.-]{2,252})/gi;
const PATTERNS = [URL_HOST, QUOTED_HOST, HOST_AND_PORT, UNRESOLVED];

/** Words before a number, and files before a line, that look like a host with its port. */
const NO_HOST =
  /^(?:line|port|code|status|error|errno|exit|pid|id|try|attempt|version|at|\d+|(?:.{1,200}\.)?(?:py|pyc|java|scala|kt|go|js|mjs|ts|sql|rb|rs|c|cc|cpp|h|jar|json|ya?ml|sh|log|csv))$/;
/** Errors also link to pages that explain them. */
const EXPLAINS =
  /\b(?:background on|see|refer to|visit|docs?|documentation|more (?:details|info|information)|learn more|troubleshoot\w{0,5}|help at|hint)\b[^\n]{0,60}$/i;
const EXPLAINING_HOST =
  /^(?:(?:docs?|community|support|help|wiki|learn|developers?|kb|forum)\.|sqlalche\.me$|aka\.ms$|bit\.ly$|goo\.gl$|stackoverflow\.com$)/;
const BEFORE = 80;
/** These are another machine for everyone who names them. */
const LOOPBACK = /^(?:localhost|127\.[\d.]{1,11}|0\.0\.0\.0)$/;

/** The hosts that an error message names, except the machine's own and those of pages about the error. Linear in the text. Pure. */
export function endpointsIn(text: string): Endpoints {
  const found = new Map<string, Set<string>>();
  const searched = text.slice(0, MAX_CHARS);
  for (const pattern of PATTERNS) {
    for (const { groups, index } of searched.matchAll(pattern)) {
      const host = (groups?.["host"] ?? "").toLowerCase().replace(/[.-]{1,5}$/, "");
      if (host.length < 2 || NO_HOST.test(host) || LOOPBACK.test(host)) continue;
      const isLink =
        pattern === URL_HOST && EXPLAINS.test(searched.slice(Math.max(0, index - BEFORE), index));
      if (isLink || EXPLAINING_HOST.test(host)) continue;
      const ports = found.get(host) ?? new Set<string>();
      if (groups?.["port"]) ports.add(groups["port"]);
      found.set(host, ports);
    }
  }
  return found;
}

/** A host that both name, with its port if both name the same one, as `dwh:5432`; null if there is none. Pure. */
export function sharedEndpoint(a: Endpoints, b: Endpoints): string | null {
  for (const [host, ports] of a) {
    const others = b.get(host);
    if (!others) continue;
    const port = [...ports].find((own) => others.has(own));
    if (port !== undefined) return `${host}:${port}`;
    if (ports.size === 0 || others.size === 0) return host;
  }
  return null;
}
