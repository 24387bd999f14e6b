import { CALENDAR_DAY_MS, MINUTE_MS, toWall } from "@/lib/pipelines/expectations/zone-clock";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A duration as people say it: `40 s`, `12 min`, `3 h 20 min`, `2 days`. */
export function spokenDuration(ms: number): string {
  if (ms < 1000) return "less than 1 s";
  if (ms < 2 * MINUTE_MS) return `${Math.round(ms / 1000)} s`;
  if (ms < 100 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < 2 * CALENDAR_DAY_MS) {
    const minutes = Math.round(ms / MINUTE_MS);
    const rest = minutes % 60;
    return rest === 0 || minutes >= 600
      ? `${Math.round(minutes / 60)} h`
      : `${Math.floor(minutes / 60)} h ${rest} min`;
  }
  return `${Math.round(ms / CALENDAR_DAY_MS)} days`;
}

/** Two durations as a range, with the unit once where it is the same: `4 to 6 min`. */
export function durationRange(lowMs: number, highMs: number): string {
  const low = spokenDuration(lowMs);
  const high = spokenDuration(highMs);
  if (low === high) return low;
  const [, lowUnit] = low.split(" ");
  const [, highUnit] = high.split(" ");
  const isPlain = low.split(" ").length === 2 && high.split(" ").length === 2;
  return isPlain && lowUnit === highUnit ? `${low.split(" ")[0]} to ${high}` : `${low} to ${high}`;
}

/** A local time such as `Mon 30 Nov 06:00 (Europe/Berlin)`. */
export function localTime(at: number, zone: string): string {
  const wall = new Date(Math.round(toWall(at, zone) / MINUTE_MS) * MINUTE_MS);
  const day = `${DAYS[wall.getUTCDay()]} ${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()]}`;
  const time = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
  return `${day} ${time} (${zone})`;
}

export function number(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

export function quantity(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
