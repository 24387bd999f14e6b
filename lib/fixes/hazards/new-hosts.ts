const URL_HOST = /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s"'`<>\\/?#]{1,300})/gi;
/** The local machine, or a name filled in at run time. */
const NO_HOST = /^(?:$|[{$%[]|localhost$|127\.)/;
const MAX_HOSTS = 3;

/** Hosts (and buckets) in URLs of added lines that the previous text did not mention. Pure. */
export function newHosts(before: string, added: readonly string[]): string[] {
  const known = new Set(hostsIn(before));
  const found = new Set(added.flatMap(hostsIn));
  return [...found]
    .filter((host) => !known.has(host) && !NO_HOST.test(host) && !namesHost(before, host))
    .slice(0, MAX_HOSTS);
}

function hostsIn(text: string): string[] {
  return [...text.matchAll(URL_HOST)].map((match) => hostOf(match[1] ?? ""));
}

/** `evil.example` of `api.example@evil.example:8080`. */
function hostOf(authority: string): string {
  return (authority.split("@").at(-1) ?? "")
    .replace(/:\d{0,5}$/, "")
    .replace(/[).,;]{1,10}$/, "")
    .toLowerCase();
}

/** Whether a text mentions a host as a complete name: `api.example` is not in `api.example.org`. */
function namesHost(text: string, host: string): boolean {
  const low = text.toLowerCase();
  for (let at = low.indexOf(host); at !== -1; at = low.indexOf(host, at + 1)) {
    const around = `${low[at - 1] ?? " "}${low[at + host.length] ?? " "}`;
    if (!/[\w.-]/.test(around)) return true;
  }
  return false;
}
