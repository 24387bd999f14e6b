import { CATEGORIES, SEVERITIES } from "@/lib/failures/schemas";
import type { FiguresRow } from "@/lib/stats/figures-sql";
import type { Stats } from "@/lib/stats/schemas";
import { spreadOf, type Durations } from "@/lib/stats/spread";

type Summed = Pick<
  Stats,
  "overTime" | "byCategory" | "bySeverity" | "timeToDiagnosis" | "timeToAcknowledge" | "timeToResolve"
> & {
  opened: number;
  resolved: number;
  occurrences: number;
  /** Only buckets with a diagnosis. */
  diagnosisOverTime: { at: string; p50Ms: number | null; p95Ms: number | null }[];
};

interface Bucket {
  at: string;
  opened: number;
  resolved: number;
  toDiagnosis: Durations[];
  known: Pick<FiguresRow, "p50Ms" | "p95Ms">[];
}

/** Sums per-bucket figures over the period. Pure. */
export function sumFigures(rows: readonly FiguresRow[]): Summed {
  const total = (valueOf: (row: FiguresRow) => number) => rows.reduce((sum, row) => sum + valueOf(row), 0);
  const buckets = bucketsOf(rows);
  const severities = tally(rows.map((row) => row.severities));
  const categories = tally(rows.map((row) => row.categories));
  return {
    opened: total((row) => row.opened),
    resolved: total((row) => row.resolved),
    occurrences: total((row) => row.occurrences),
    overTime: buckets.map(({ at, opened, resolved }) => ({ at, opened, resolved })),
    byCategory: [...categories]
      .map(([category, count]) => ({
        category: CATEGORIES.find((known) => known === category) ?? ("unknown" as const),
        count,
      }))
      .toSorted((a, b) => b.count - a.count),
    bySeverity: SEVERITIES.flatMap((severity) => {
      const count = severities.get(severity);
      return count ? [{ severity, count }] : [];
    }),
    timeToDiagnosis: spreadOf(buckets.flatMap((bucket) => bucket.toDiagnosis)),
    timeToAcknowledge: spreadOf(rows.map((row) => durations(row.acknowledged, row.toAcknowledge))),
    timeToResolve: spreadOf(rows.map((row) => durations(row.closed, row.toResolve))),
    diagnosisOverTime: buckets.flatMap(({ at, toDiagnosis, known }) => {
      const [only] = known;
      if (only && known.length === 1 && only.p50Ms !== null) return [{ at, ...only }];
      const { count, p50Ms, p95Ms } = spreadOf(toDiagnosis);
      return count > 0 ? [{ at, p50Ms, p95Ms }] : [];
    }),
  };
}

function bucketsOf(rows: readonly FiguresRow[]): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const row of rows) {
    const { at, p50Ms, p95Ms } = row;
    const bucket = buckets.get(at) ?? { at, opened: 0, resolved: 0, toDiagnosis: [], known: [] };
    bucket.opened += row.opened;
    bucket.resolved += row.resolved;
    bucket.toDiagnosis.push(durations(row.diagnosed, row.toDiagnosis));
    bucket.known.push({ p50Ms, p95Ms });
    buckets.set(at, bucket);
  }
  return [...buckets.values()];
}

/** Parses durations in PostgreSQL's array notation, `{1,2}`. */
function durations(count: number, array: string): Durations {
  return { count, values: JSON.parse(`[${array.slice(1, -1)}]`) as number[] };
}

function tally(parts: readonly Record<string, number>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const part of parts) {
    for (const [key, n] of Object.entries(part)) counts.set(key, (counts.get(key) ?? 0) + n);
  }
  return counts;
}
