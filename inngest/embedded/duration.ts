import { AppError } from "@/lib/platform/errors";

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

export const DAY_MS = 86_400_000;
const MAX_BACKOFF_MS = 600_000;

/**
 * Parses a time span such as `30s`, `1h30m` or `500ms` to milliseconds; null if invalid. The empty string is zero, as
 * the SDK writes it for a zero sleep.
 */
export function spanMs(text: string): number | null {
  const part = /(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h|d|w)/y;
  let total = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    const unitMs = UNIT_MS[match?.[2] ?? ""];
    if (match === null || unitMs === undefined) return null;
    total += Number(match[1]) * unitMs;
  }
  return Math.round(total);
}

/** Parses a time span in a function's configuration. Throws INVALID naming `option` if it is invalid. */
export function requireSpanMs(text: string, option: string): number {
  const ms = spanMs(text);
  if (ms === null || ms <= 0)
    throw new AppError("INVALID", `${option}: "${text}" is not a time span such as 30s or 1h30m`);
  return ms;
}

/** The instant (epoch ms) a step waits for: a span from `now`, or a date from `sleepUntil`. Null if invalid. */
export function instantMs(text: string, now: number): number | null {
  const span = spanMs(text);
  if (span !== null) return now + span;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** The instant of a `retry-after` header (seconds or a date), clamped to one second to one day; null if invalid. */
export function retryAfterInstant(header: string, now: number): number | null {
  const at = /^\d{1,9}$/.test(header) ? now + Number(header) * 1_000 : Date.parse(header);
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(at, now + 1_000), now + DAY_MS);
}

/** Wait before the next attempt, `attempt` counted from 0: 1, 2, 4, 8 … s, at most 10 minutes, plus up to a quarter. */
export function defaultBackoffMs(attempt: number): number {
  const base = Math.min(1_000 * 2 ** Math.min(attempt, 20), MAX_BACKOFF_MS);
  return Math.round(base * (1 + Math.random() / 4));
}
