const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Relative time: `just now`, `4 min ago`, `in 2 h`, `3 days ago`; after a week a date, `12 Mar`. */
export function relativeTime(iso: string, now: number): string {
  const at = Date.parse(iso);
  const distance = now - at;
  const size = Math.abs(distance);
  if (size < 45 * SECOND) return "just now";
  if (size < 8 * DAY) {
    const text = span(size);
    return distance > 0 ? `${text} ago` : `in ${text}`;
  }
  const isSameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(isSameYear ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(at);
}

/** Like `relativeTime` without "ago", for columns: `4 min`, `2 h`, `3 days`. */
export function age(iso: string, now: number): string {
  const size = Math.abs(now - Date.parse(iso));
  return size < 45 * SECOND ? "now" : span(size);
}

function span(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))} min`;
  if (ms < 36 * HOUR) return `${Math.round(ms / HOUR)} h`;
  return `${Math.round(ms / DAY)} days`;
}

/** Date, time to the second and zone; in the reader's time zone by default. */
export function exactTime(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    ...(timeZone ? { timeZone } : {}),
  }).format(Date.parse(iso));
}

/** A duration with its unit: `80 ms`, `1.4 s`, `12 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < 59.5 * SECOND) return `${Math.round(ms / SECOND)} s`;
  if (ms < 10 * MINUTE) return pair(ms, MINUTE, "min", SECOND, "s");
  if (ms < 59.5 * MINUTE) return `${Math.round(ms / MINUTE)} min`;
  if (ms < DAY) return pair(ms, HOUR, "h", MINUTE, "min");
  return pair(ms, DAY, "d", HOUR, "h");
}

function pair(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const total = Math.round(ms / small);
  const per = big / small;
  const rest = total % per;
  return `${Math.floor(total / per)} ${bigName}${rest > 0 ? ` ${rest} ${smallName}` : ""}`;
}
