/**
 * Sorted durations in whole milliseconds. `values` may be a sample of `count` durations: each has an equal weight, and
 * the first ones take one more each for the remainder.
 */
export interface Durations {
  count: number;
  values: readonly number[];
}

export interface Spread {
  count: number;
  p50Ms: number | null;
  p95Ms: number | null;
}

/**
 * Percentiles of durations, computed like PostgreSQL's `percentile_cont`. Exact without sampling; otherwise off by at
 * most the share of durations that one sampled value represents.
 */
export function spreadOf(parts: readonly Durations[]): Spread {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return { count, p50Ms: percentile(parts, count, 0.5), p95Ms: percentile(parts, count, 0.95) };
}

function percentile(parts: readonly Durations[], count: number, share: number): number | null {
  if (count === 0) return null;
  const position = (count - 1) * share;
  const rank = Math.floor(position);
  const below = valueAt(parts, rank);
  if (position === rank || countUpTo(parts, below) > rank + 1) return below;
  const above = Math.min(...parts.map(({ values }) => values[firstAbove(values, below)] ?? Infinity));
  return below + (above - below) * (position - rank);
}

/** The value at a rank across all parts, by binary search over the value range, without merging the sorted parts. */
function valueAt(parts: readonly Durations[], rank: number): number {
  let low = Math.min(...parts.map(({ values }) => values[0] ?? Infinity));
  let high = Math.max(...parts.map(({ values }) => values.at(-1) ?? -Infinity));
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (countUpTo(parts, middle) > rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many durations are at most `ms`. */
function countUpTo(parts: readonly Durations[], ms: number): number {
  let counted = 0;
  for (const { count, values } of parts) {
    const passed = firstAbove(values, ms);
    const weight = Math.floor(count / Math.max(1, values.length));
    counted += passed * weight + Math.min(passed, count - weight * values.length);
  }
  return counted;
}

/** The index of the first value above `ms`. */
function firstAbove(values: readonly number[], ms: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
