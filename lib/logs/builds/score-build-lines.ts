/** Scores how likely each line of a build log is to explain the failure, and picks the window to show. */
import { LINE_FEATURES } from "@/lib/logs/builds/build-features";
import { BUILD_LINE_BIAS, BUILD_LINE_WEIGHTS } from "@/lib/logs/builds/build-line-weights";
import { NOISY_LINE_WEIGHTS } from "@/lib/logs/builds/noisy-line-weights";

/** Weights by feature index, the bias last. */
export type BuildWeights = readonly number[];

/** The learned weights in the order of `BUILD_FEATURES`; a feature without an entry weighs 0. */
export const LEARNED_WEIGHTS: BuildWeights = [
  ...LINE_FEATURES.map((name) => BUILD_LINE_WEIGHTS[name] ?? 0),
  ...LINE_FEATURES.map((name) => NOISY_LINE_WEIGHTS[name] ?? 0),
  BUILD_LINE_BIAS,
];

/** Log odds per line. Only differences within one log are meaningful. */
export function scoreBuildLines(features: readonly number[][], weights: BuildWeights): number[] {
  const bias = weights.at(-1) ?? 0;
  return features.map((own) => {
    let sum = bias;
    for (const feature of own) sum += weights[feature] ?? 0;
    return sum;
  });
}

/** Converts log odds to a probability. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

const SHARPNESS = 2;
const DECAY = 0.7;
const BREADTH = 0.01;
/** Sums this close count as equal. */
const SAME = 1e-9;

/**
 * The start of the window of `size` lines with the highest score relative to the log's best line. The best lines count
 * in full and each further line less, so that a long stack trace does not outweigh the few lines that say what happened.
 * The last window wins a tie, because failures are usually logged late.
 */
export function pickBuildWindow(logOdds: readonly number[], size: number): number {
  const top = logOdds.reduce((most, odds) => Math.max(most, odds), -Infinity);
  const sharp = logOdds.map((odds) => Math.exp(SHARPNESS * (odds - top)));
  const broad = logOdds.map((odds) => BREADTH * Math.exp((odds - top) / 2));
  const sharpTo = runningSum(sharp);
  const broadTo = runningSum(broad);
  let best = 0;
  let bestSum = -1;
  for (let start = 0; start < Math.max(1, sharp.length - size + 1); start += 1) {
    const end = Math.min(sharp.length, start + size);
    const breadth = between(broadTo, start, end);
    if (between(sharpTo, start, end) + breadth < bestSum - SAME) continue;
    const sum = breadth + sumOfBest(sharp.slice(start, end));
    if (sum >= bestSum - SAME) {
      bestSum = Math.max(bestSum, sum);
      best = start;
    }
  }
  return best;
}

/** The sum of the values with each weighted less than the next larger one. */
function sumOfBest(values: readonly number[]): number {
  let sum = 0;
  let share = 1;
  for (const value of values.toSorted((a, b) => b - a)) {
    sum += value * share;
    share *= DECAY;
  }
  return sum;
}

/** Prefix sums: entry `i` is the sum of the first `i` values. */
function runningSum(values: readonly number[]): number[] {
  let sum = 0;
  return [0, ...values.map((value) => (sum += value))];
}

function between(sums: readonly number[], start: number, end: number): number {
  return (sums[end] ?? 0) - (sums[start] ?? 0);
}
