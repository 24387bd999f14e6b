/** How likely each line of a build log belongs to the part that explains the failure, and where to look. */
import { BUILD_FEATURES } from "@/lib/logs/build-features";
import { BUILD_LINE_BIAS, BUILD_LINE_WEIGHTS } from "@/lib/logs/build-line-weights";

/** Weights by feature index, the bias last. */
export type BuildWeights = readonly number[];

/** The learned weights in the order of `BUILD_FEATURES`; features without an entry weigh nothing. */
export const LEARNED_WEIGHTS: BuildWeights = [
  ...BUILD_FEATURES.map((name) => BUILD_LINE_WEIGHTS[name] ?? 0),
  BUILD_LINE_BIAS,
];

/** Probability per line, from the features of each. */
export function scoreBuildLines(features: readonly number[][], weights: BuildWeights): number[] {
  const bias = weights.at(-1) ?? 0;
  return features.map((own) => {
    let sum = bias;
    for (const feature of own) sum += weights[feature] ?? 0;
    return 1 / (1 + Math.exp(-sum));
  });
}

const SHARPNESS = 4;
const DECAY = 0.7;
const BREADTH = 0.01;

/**
 * Position of the first of `size` lines that hold the most: the best lines count fully, each further one less,
 * so that a long stack trace does not outweigh the few lines that say what happened.
 */
export function pickBuildWindow(scores: readonly number[], size: number): number {
  const sharp = scores.map((score) => score ** SHARPNESS);
  let best = 0;
  let bestSum = -1;
  for (let start = 0; start < Math.max(1, scores.length - size + 1); start += 1) {
    const inside = sharp.slice(start, start + size);
    const limit = Math.max(...inside) / (1 - DECAY) + BREADTH * size;
    if (limit <= bestSum) continue;
    inside.sort((a, b) => b - a);
    let sum = 0;
    let share = 1;
    for (const value of inside) {
      sum += value * share;
      share *= DECAY;
    }
    for (let at = start; at < start + inside.length; at += 1) sum += BREADTH * (scores[at] ?? 0);
    if (sum > bestSum + 1e-9) {
      bestSum = sum;
      best = start;
    }
  }
  return best;
}
