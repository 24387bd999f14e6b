const HOUR = 3_600_000;
/** Assumed where too few runs are known to tell how often a pipeline runs. */
const DEFAULT_GAP_MS = 24 * HOUR;
const MAX_GAP_MS = 31 * 24 * HOUR;
/** Runs do not start to the second. */
const TOLERANCE = 1.1;

/** Says on timelines that a day was assumed. */
export const DAY_ASSUMED = " (too few runs are known to tell how often it runs, so a day is assumed)";

/** How often the schedule starts a pipeline, and whose history says so. */
export interface RunGap {
  gapMs: number;
  basis: "consumer" | "producer" | "default";
}

/**
 * The longest time between two runs that has occurred repeatedly: three days for a pipeline that rests at weekends. Its own history counts, else
 * that of the pipeline it depends on, else a day is assumed. Times are epoch ms of past runs, in any order. Pure.
 */
export function runGap(consumer: readonly number[], producer: readonly number[]): RunGap {
  const own = usualGap(consumer);
  if (own !== null) return { gapMs: own, basis: "consumer" };
  const other = usualGap(producer);
  return other === null ? { gapMs: DEFAULT_GAP_MS, basis: "default" } : { gapMs: other, basis: "producer" };
}

function usualGap(times: readonly number[]): number | null {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const gaps = sorted
    .slice(1)
    .map((time, i) => time - (sorted[i] ?? time))
    .toSorted((a, b) => a - b);
  if (gaps.length < 2) return null;
  // A gap without a second one like it is an outage or a pause, not the schedule.
  const repeated = gaps.findLast((gap, i) => i > 0 && gap <= (gaps[i - 1] ?? 0) * TOLERANCE);
  const median = gaps[Math.floor((gaps.length - 1) / 2)] ?? DEFAULT_GAP_MS;
  return Math.min(repeated ?? median, MAX_GAP_MS);
}

/** A run whose start nobody reported is assumed to have lasted this long. */
const ASSUMED_RUN_MS = HOUR;

/** A failed run. Times are epoch ms, of events rather than of their receipt where the sender says them. */
export interface RunTimes {
  /** When it started, or the earliest known time of it. */
  startedAt: number;
  isStartReported: boolean;
  failedAt: number;
}

/**
 * Whether a run of the consumer would have used what the failed run of its producer should have delivered (`fits`): it failed
 * after that run had started (a retried producer fails later than what depends on it), and started before the consumer's
 * next run was due, counted from the producer's last failure. Pure.
 */
export function placeInWindow(
  consumer: RunTimes,
  producer: RunTimes,
  { gapMs }: RunGap,
): "before" | "fits" | "after" {
  const began = producer.isStartReported ? producer.startedAt : producer.startedAt - ASSUMED_RUN_MS;
  if (consumer.failedAt < began) return "before";
  return consumer.startedAt <= producer.failedAt + gapMs * TOLERANCE ? "fits" : "after";
}

/**
 * Until when a symptom may recover by its own next run, once its root is resolved: its next due time, a usual gap later.
 * Epoch ms. Pure.
 */
export function recoveryDue(resolvedAt: number, { gapMs }: RunGap): number {
  return resolvedAt + gapMs * TOLERANCE;
}
