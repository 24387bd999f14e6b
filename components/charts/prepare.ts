import { duration } from "@/components/time/format-time";
import { sentence } from "@/components/ui/words";
import type { Stats } from "@/lib/stats/schemas";

/** The values at one point in time; null is a gap, not a zero. */
export interface TimePoint {
  label: string;
  values: (number | null)[];
}

export interface TimeChart {
  kind: "time";
  /** Says what is counted, and in which unit. */
  title: string;
  axis: string;
  series: string[];
  points: TimePoint[];
  unit: "incidents" | "ms";
  isEmpty: boolean;
}

export interface RankChart {
  kind: "rank";
  title: string;
  axis: string;
  measure: string;
  rows: { label: string; value: number; href: string | null }[];
  isEmpty: boolean;
}

const TOP = 8;

/** `12 Mar` for a day, `12 Mar, 14:00` for an hour; in UTC, like the buckets. */
export function bucketLabel(at: string, bucket: Stats["bucket"]): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(bucket === "hour" ? { hour: "2-digit", minute: "2-digit" } : {}),
    timeZone: "UTC",
  }).format(Date.parse(at));
}

export function prepareOverTime({ overTime, bucket }: Stats): TimeChart {
  return {
    kind: "time",
    title: `Incidents opened and resolved per ${bucket}`,
    axis: bucket === "hour" ? "Hour (UTC)" : "Day (UTC)",
    series: ["Opened", "Resolved"],
    points: overTime.map(({ at, opened, resolved }) => ({
      label: bucketLabel(at, bucket),
      values: [opened, resolved],
    })),
    unit: "incidents",
    isEmpty: overTime.every((bucket) => bucket.opened === 0 && bucket.resolved === 0),
  };
}

export function prepareDiagnosis({ diagnosisOverTime, bucket }: Stats): TimeChart {
  return {
    kind: "time",
    title: "Time from failure to diagnosis",
    axis: bucket === "hour" ? "Hour (UTC)" : "Day (UTC)",
    series: ["Median", "95th percentile"],
    points: diagnosisOverTime.map(({ at, p50Ms, p95Ms }) => ({
      label: bucketLabel(at, bucket),
      values: [p50Ms, p95Ms],
    })),
    unit: "ms",
    isEmpty: diagnosisOverTime.every((bucket) => bucket.p50Ms === null),
  };
}

export function prepareByCategory({ byCategory }: Stats): RankChart {
  const rows = byCategory.map(({ category, count }) => ({
    label: sentence(category),
    value: count,
    href: `/incidents?status=any&category=${category}`,
  }));
  return {
    kind: "rank",
    title: "Incidents by root cause category",
    axis: "Category",
    measure: "Incidents",
    rows: topRows(rows),
    isEmpty: rows.length === 0,
  };
}

export function prepareBySubject({ bySubject, totals }: Stats): RankChart {
  const rows = bySubject.map(({ kind, name, count }) => {
    const search: Record<string, string> =
      kind === "pipeline" ? { pipeline: name } : { subject: kind, q: name };
    return {
      label: kind === "pipeline" ? name : `${name} (${kind})`,
      value: count,
      href: `/incidents?${new URLSearchParams({ status: "any", ...search })}`,
    };
  });
  return {
    kind: "rank",
    title: "Incidents by pipeline or subject",
    axis: "Pipeline or subject",
    measure: "Incidents",
    // The server lists only the top ones; the total counts the others too.
    rows: topRows(rows, totals.opened),
    isEmpty: rows.length === 0,
  };
}

/**
 * Sorts by value, largest first, and folds what does not fit into one "All others" row, so the sum stays right.
 * `total` covers every row, even when `rows` holds only the largest ones.
 */
export function topRows(rows: RankChart["rows"], total = sumOf(rows)): RankChart["rows"] {
  const sorted = rows.toSorted((a, b) => b.value - a.value);
  if (sorted.length <= TOP && sumOf(sorted) >= total) return sorted;
  const shown = sorted.slice(0, TOP - 1);
  return [...shown, { label: "All others", value: Math.max(0, total - sumOf(shown)), href: null }];
}

function sumOf(rows: RankChart["rows"]): number {
  return rows.reduce((sum, row) => sum + row.value, 0);
}

/** Formats an axis tick, without a trailing `.0`. */
export function axisText(value: number, unit: TimeChart["unit"]): string {
  if (value === 0) return "0";
  return valueText(value, unit).replace(/\.0(?= )/, "");
}

/** Formats a chart value with its unit; a gap is a dash. */
export function valueText(value: number | null, unit: TimeChart["unit"]): string {
  if (value === null) return "–";
  return unit === "ms" ? duration(value) : String(value);
}
