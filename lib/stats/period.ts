import type { Bucket } from "@/lib/stats/buckets";

const DAY_MS = 24 * 3_600_000;

/** A half-open time range: `to` is excluded. */
export interface TimeRange {
  from: Date;
  to: Date;
}

/** A period split into whole days (UTC), whose figures are stored, and the remainders before and after them. */
export interface Parts {
  days: TimeRange | null;
  rest: TimeRange[];
}

/** Splits a period; with hourly buckets there are no whole days. */
export function partsOf({ from, to }: TimeRange, bucket: Bucket): Parts {
  const first = new Date(Math.ceil(from.getTime() / DAY_MS) * DAY_MS);
  const last = new Date(Math.floor(to.getTime() / DAY_MS) * DAY_MS);
  if (bucket === "hour" || first >= last) return { days: null, rest: from < to ? [{ from, to }] : [] };
  const rest = [
    { from, to: first },
    { from: last, to },
  ];
  return { days: { from: first, to: last }, rest: rest.filter((range) => range.from < range.to) };
}
