/** Results of evals against accepted ones. Pure. */

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
  /** `same` also where there is nothing to compare with, or where the metric only counts. */
  verdict: "better" | "worse" | "same";
}

/** Smaller differences than this are rounding. */
const NOTICEABLE = 0.0005;
const LOWER_IS_BETTER =
  /^false|^failureCalled|^inconclusive|falseMerge|falseHit|[pP]erThousand|\bece\b|brier|Error$/;
/** How much there was and how long it took: neither good nor bad here. */
const ONLY_COUNTS =
  /^(?:cases|logs|lines|groups|systems|hits|runs|scenarios)$|(?:Cases|Lines|Logs|All|Ms|Seconds)$/;

/** True where a smaller number is the better one. */
export function isLowerBetter(metric: string): boolean {
  return LOWER_IS_BETTER.test(metric);
}

/** Every metric beside its target and the accepted value, sets and metrics in the order they came. */
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
