const BROWSERS: readonly [token: string, name: string][] = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["FxiOS/", "Firefox"],
  ["CriOS/", "Chrome"],
  ["HeadlessChrome/", "Headless Chrome"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
];

const SYSTEMS: readonly [token: string, name: string][] = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
];

const SHOWN = 40;

/** The browser named by an untrusted User-Agent header, such as "Firefox on Linux". */
export function browserName(userAgent: string): string {
  const nameIn = (names: readonly [string, string][]) =>
    names.find(([token]) => userAgent.includes(token))?.[1];
  const browser = nameIn(BROWSERS);
  const system = nameIn(SYSTEMS);
  if (browser) return system ? `${browser} on ${system}` : browser;
  const [product = ""] = userAgent.trim().split(" ");
  return product.slice(0, SHOWN) || "Unknown browser";
}
