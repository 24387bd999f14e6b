/** How values spread, robust against outliers. */
export interface RobustSpread {
  n: number;
  median: number;
  /**
   * Standard deviation of the values, or, where outliers double it, that of a normal distribution with the same median
   * absolute deviation.
   */
  sigma: number;
  min: number;
  max: number;
  /** The largest value, or the second largest of ten or more: one outlier does not count. */
  high: number;
  /** The smallest value that is not among the lowest twentieth. */
  low: number;
}

/** Scales a median absolute deviation to a standard deviation. */
const MAD_TO_SIGMA = 1.4826;
/** The standard deviation is more exact, unless outliers make it this many times as large. */
const MAX_EXCESS = 2;

/** Quantile of values sorted in ascending order, interpolated; NaN if there are none. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** Null if there are no values. */
export function robustSpread(values: readonly number[]): RobustSpread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = quantile(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort((a, b) => a - b);
  const absolute = quantile(deviations, 0.5) * MAD_TO_SIGMA;
  const deviation = standardDeviation(sorted);
  const max = sorted.at(-1) ?? middle;
  return {
    n: sorted.length,
    median: middle,
    sigma: deviation <= MAX_EXCESS * absolute ? deviation : absolute,
    min: sorted[0] ?? middle,
    max,
    low: sorted[Math.floor(sorted.length / 20)] ?? middle,
    high: sorted.length >= 10 ? (sorted.at(-2) ?? max) : max,
  };
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
