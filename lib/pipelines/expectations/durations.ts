import { comparableTo, MIN_SAME_DAY, type Sample } from "@/lib/pipelines/expectations/comparable";
import { type JudgedRun, type KnownHistory, runsPerDay } from "@/lib/pipelines/expectations/known-runs";
import { clamp } from "@/lib/pipelines/expectations/overdue";
import { median, quantile, robustSpread } from "@/lib/pipelines/expectations/spread";
import { HOUR_MS, MINUTE_MS, toWall } from "@/lib/pipelines/expectations/zone-clock";

/** How long runs that start at some time usually take, in milliseconds. */
export interface RunDuration {
  runs: number;
  medianMs: number;
  /** The 90th percentile. */
  mostMs: number;
  highMs: number;
  /** A run that takes longer is late. */
  boundMs: number;
  sortedMs: readonly number[];
}

const MIN_RUNS = 3;
/** Runs at the same time that it takes to compare with them alone. */
const MIN_ALIKE = 6;
/** Runs of each kind that it takes to tell two kinds apart. */
const MIN_OF_MODE = 3;
/** Durations drift: the middle is that of the newest runs. */
const RECENT_RUNS = 10;

/** How much longer a run may take at a time that the history has not seen. */
const UNSEEN_FACTORS = { weekend: 3, weekday: 3, hour: 1.5, "month edge": 2 };
/** On a day of the week that it has not seen, it may be the full load, which takes many times as long. */
const FULL_LOAD_FACTOR = 8;
const FULL_LOAD_MS = 4 * HOUR_MS;

/** How much longer a run may take than one or two like it, as a logarithm. */
const ALIKE_MARGIN = Math.log(1.4);

/** Null if too few comparable runs succeeded. */
export function usualRunDuration(known: KnownHistory, startedAt: number): RunDuration | null {
  const samples: Sample[] = known.runs.flatMap((run) =>
    run.state !== "succeeded" || run.type === "backfill" || run.durationMs === null || run.startedAt === null
      ? []
      : [{ wall: toWall(run.startedAt, known.zone), value: Math.log(Math.max(1000, run.durationMs)) }],
  );
  const found = comparableTo(toWall(startedAt, known.zone), samples, known.holidays);
  const { values: comparable, alike } = found;
  const unseen = found.sameDay.length >= MIN_SAME_DAY ? null : found.unseen;
  const values = hasOwnLevel(alike, comparable) ? alike : comparable;
  const spread = robustSpread(values);
  if (spread === null || spread.n < Math.min(MIN_RUNS, samples.length < 6 ? MIN_RUNS : 2)) return null;
  const middle = median(values.slice(0, RECENT_RUNS));
  const medianMs = Math.exp(middle);
  // Of two kinds of runs, the longer one says when a run is late.
  const longer = robustSpread(upperMode(values)) ?? spread;
  const sortedMs = values.map((value) => Math.exp(value)).sort((a, b) => a - b);
  const newestHigh = Math.max(...values.slice(0, 2));
  const factor =
    (spread.n < 6 ? 1.6 : spread.n < 15 ? 1.25 : 1.1) * (unseen === null ? 1 : UNSEEN_FACTORS[unseen]);
  // One or two runs on such a day are too few to set it apart, and enough to know that it may take as long.
  const alikeHigh = alike.length < 3 ? Math.max(...alike, 0) + ALIKE_MARGIN : 0;
  const upperMiddle = longer.n < spread.n ? longer.median : middle;
  const boundMs =
    Math.exp(Math.max(upperMiddle + sigmasFor(known) * longer.sigma, spread.high, newestHigh, alikeHigh)) *
      factor +
    clamp(0.25 * medianMs, 2 * MINUTE_MS, 15 * MINUTE_MS);
  const isFullLoad = unseen === "weekend" || unseen === "weekday";
  return {
    runs: spread.n,
    medianMs,
    mostMs: quantile(sortedMs, 0.9),
    highMs: Math.exp(spread.high),
    boundMs: isFullLoad
      ? Math.max(boundMs, Math.min((FULL_LOAD_FACTOR / UNSEEN_FACTORS[unseen]) * boundMs, FULL_LOAD_MS))
      : boundMs,
    sortedMs,
  };
}

/** Whether durations follow the time of day or week so closely that only runs at the same time should be compared. */
function hasOwnLevel(alike: readonly number[], comparable: readonly number[]): boolean {
  const own = robustSpread(alike);
  const all = robustSpread(comparable);
  return own !== null && all !== null && own.n >= MIN_ALIKE && own.sigma <= 0.5 * all.sigma;
}

/** The runs of the longer kind if there clearly are two, such as full and incremental loads; else all. All are logarithms. */
function upperMode(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const fewest = Math.ceil(Math.max(MIN_OF_MODE, 0.1 * sorted.length));
  let cut = 0;
  let widest = Math.LN2;
  for (let at = fewest; at <= sorted.length - fewest; at++) {
    const gap = (sorted[at] ?? 0) - (sorted[at - 1] ?? 0);
    if (gap > widest) [cut, widest] = [at, gap];
  }
  if (cut === 0) return sorted;
  const [lower, upper] = [sorted.slice(0, cut), sorted.slice(cut)];
  const width = Math.max(robustSpread(lower)?.sigma ?? 0, robustSpread(upper)?.sigma ?? 0);
  return widest >= 2 * width ? upper : sorted;
}

/** How far out a duration is no accident: three standard deviations for daily runs, more for those that have more accidents. */
function sigmasFor(known: KnownHistory): number {
  return 3 + 0.5 * Math.log10(Math.max(1, runsPerDay(known)));
}

/** When a run that has been running until `now` will probably end; null if it has outlasted all others. */
export function arrivalOf(run: JudgedRun, usual: RunDuration, now: number): number | null {
  const startedAt = run.startedAt ?? now;
  const elapsed = Math.max(0, now - startedAt);
  if (elapsed <= usual.medianMs) return startedAt + usual.medianMs;
  const longer = usual.sortedMs.filter((duration) => duration > elapsed);
  return longer.length === 0 ? null : startedAt + quantile(longer, 0.5);
}
