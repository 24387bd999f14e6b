import type { Bucket } from "@/lib/stats/buckets";

const DAY_MS = 24 * 3_600_000;

/** A range of time, its end not included. */
export interface TimeRange {
  from: Date;
  to: Date;
}

/** A period as it is read: whole days (UTC), whose figures are stored, and what is left before and after them. */
export interface Parts {
  days: TimeRange | null;
  rest: TimeRange[];
}

/** Takes a period apart; one that is shown by the hour has no whole days. */
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
