/** Wall-clock arithmetic. A wall time is the epoch milliseconds whose UTC fields show the local date and time. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const CALENDAR_DAY_MS = 24 * HOUR_MS;

/** Offsets are cached for spans that contain no change of the clock. */
const SPAN_MS = 6 * HOUR_MS;
const MAX_SPANS = 20_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const spans = new Map<string, number>();

/** The name of a time zone if the platform knows it, else `UTC`. */
export function knownZone(zone: string | null): string {
  if (zone === null || zone === "") return "UTC";
  return formatOf(zone) === null ? "UTC" : zone;
}

/** The wall time of an instant (epoch ms) in a known zone. */
export function toWall(at: number, zone: string): number {
  return at + offsetAt(at, zone);
}

/**
 * The instants (epoch ms) at which clocks show a wall time, earliest first: two when the hour is repeated. A time that the
 * clocks skip is the instant as long after the change as the time is after the skipped hour's start.
 */
export function fromWall(wall: number, zone: string): number[] {
  if (zone === "UTC") return [wall];
  const before = offsetAt(wall - CALENDAR_DAY_MS, zone);
  const after = offsetAt(wall + CALENDAR_DAY_MS, zone);
  const instants = [...new Set([wall - before, wall - after])].filter((at) => toWall(at, zone) === wall);
  return instants.length > 0 ? instants.sort((a, b) => a - b) : [wall - before];
}

function offsetAt(at: number, zone: string): number {
  if (zone === "UTC") return 0;
  const span = Math.floor(at / SPAN_MS);
  const key = `${zone} ${span}`;
  const cached = spans.get(key);
  if (cached !== undefined) return Number.isNaN(cached) ? readOffset(at, zone) : cached;
  const first = readOffset(span * SPAN_MS, zone);
  const last = readOffset((span + 1) * SPAN_MS - 1, zone);
  if (spans.size >= MAX_SPANS) spans.clear();
  spans.set(key, first === last ? first : Number.NaN);
  return first === last ? first : readOffset(at, zone);
}

function readOffset(at: number, zone: string): number {
  const format = formatOf(zone);
  if (format === null) return 0;
  const second = Math.floor(at / 1000) * 1000;
  const fields: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(second)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const cached = formats.get(zone);
  if (cached !== undefined) return cached;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
    return format;
  } catch {
    // A zone that the platform does not know; schedules in it are read as UTC.
    return null;
  }
}
