const DAY_MS = 24 * 3_600_000;

/** Rows older than this have expired; null keeps everything forever. */
export function cutoffOf(days: number | null, now: Date): Date | null {
  return days === null ? null : new Date(now.getTime() - days * DAY_MS);
}
