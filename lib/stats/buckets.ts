export type Bucket = "hour" | "day";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hourly buckets for up to three days, else daily. */
export function chooseBucket(since: Date, until: Date): Bucket {
  return until.getTime() - since.getTime() <= 3 * DAY_MS ? "hour" : "day";
}

/**
 * A series with one point per bucket between `since` and `until` (UTC), in order; buckets without data get `empty`.
 * @param points their `at` is the ISO 8601 start of a bucket.
 */
export function fillBuckets<T extends object>(
  range: { since: Date; until: Date; bucket: Bucket },
  points: readonly (T & { at: string })[],
  empty: T,
): (T & { at: string })[] {
  const step = range.bucket === "hour" ? HOUR_MS : DAY_MS;
  const byTime = new Map(points.map((point) => [Date.parse(point.at), point]));
  const out: (T & { at: string })[] = [];
  for (let at = Math.floor(range.since.getTime() / step) * step; at < range.until.getTime(); at += step) {
    const iso = new Date(at).toISOString();
    out.push({ ...empty, ...byTime.get(at), at: iso });
  }
  return out;
}
