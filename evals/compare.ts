/** Compares eval results with the accepted ones. Pure. */

export type Results = Record<
  string,
  { metrics: Record<string, number>; targets: Record<string, number>; seconds: number }
>;

export interface Comparison {
  set: string;
  metric: string;
  now: number;
  before: number | null;
  target: number | null;
  meetsTarget: boolean;
  /** Also `same` without a baseline or for a metric that is only a count. */
  verdict: "better" | "worse" | "same";
}

/** Smaller differences than this are rounding. */
const NOTICEABLE = 0.0005;
const LOWER_IS_BETTER =
  /^false|FalseConfidence$|^failureCalled|^inconclusive|falseMerge|falseHit|[pP]erThousand|\bece\b|[bB]rier|[mM]isdiagnosed|Spread$|Stale$|Error$/;
/** Counts and durations, which are neither good nor bad. */
const ONLY_COUNTS =
  /^(?:cases|logs|lines|groups|systems|hits|runs|scenarios)$|(?:Cases|Lines|Logs|Scenarios|All|Ms|Seconds)$/;

/** Whether a smaller value is better. */
export function isLowerBetter(metric: string): boolean {
  return LOWER_IS_BETTER.test(metric);
}

/** Compares every metric with its target and its accepted value, in input order. */
export function compareSets(results: Results, accepted: Results): Comparison[] {
  return Object.entries(results).flatMap(([set, { metrics, targets }]) =>
    Object.entries(metrics).map(([metric, now]) => {
      const before = accepted[set]?.metrics[metric] ?? null;
      const target = targets[metric] ?? null;
      const meetsTarget = target === null || (isLowerBetter(metric) ? now <= target : now >= target);
      return { set, metric, now, before, target, meetsTarget, verdict: verdictOf(metric, now, before) };
    }),
  );
}

function onlyCounts(metric: string): boolean {
  return ONLY_COUNTS.test(metric) && !isLowerBetter(metric) && metric !== "messageCases";
}

function verdictOf(metric: string, now: number, before: number | null): Comparison["verdict"] {
  if (before === null || onlyCounts(metric)) return "same";
  const gain = isLowerBetter(metric) ? before - now : now - before;
  if (Math.abs(gain) < NOTICEABLE) return "same";
  return gain > 0 ? "better" : "worse";
}
