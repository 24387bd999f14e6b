const DAY_MS = 24 * 3_600_000;

/** What is older than this has had its time; null where everything is kept for ever. */
export function cutoffOf(days: number | null, now: Date): Date | null {
  return days === null ? null : new Date(now.getTime() - days * DAY_MS);
}
