import { minimize } from "@/evals/minimize";

/** Learns feature weights that rank the target lines of each list first. */

/** A log: the features and target share of each line. */
export interface LineList {
  lines: { features: readonly number[]; share: number; weight: number }[];
  /** Weight of the log; the weights of all logs sum to 1. */
  weight: number;
}

/**
 * Fits weights so that a softmax over each list's sums matches its shares (cross-entropy plus `penalty` / 2 × the sum of
 * squares), with L-BFGS starting at zero. Deterministic.
 */
export function fitListwise(lists: readonly LineList[], features: number, penalty: number): Float64Array {
  return minimize((weights, gradient) => listwiseCost(lists, weights, gradient, penalty), features);
}

function listwiseCost(
  lists: readonly LineList[],
  weights: Float64Array,
  gradient: Float64Array,
  penalty: number,
): number {
  let cost = 0;
  for (const [index, weight] of weights.entries()) {
    gradient[index] = penalty * weight;
    cost += (penalty * weight * weight) / 2;
  }
  for (const list of lists) cost += list.weight * listCost(list, weights, gradient);
  return cost;
}

/** The cross-entropy of one list; adds its share of the gradient. */
function listCost(list: LineList, weights: Float64Array, gradient: Float64Array): number {
  const sums = list.lines.map((line) => {
    let sum = Math.log(line.weight);
    for (const feature of line.features) sum += weights[feature] as number;
    return sum;
  });
  const top = sums.reduce((most, sum) => Math.max(most, sum), -Infinity);
  const total = top + Math.log(sums.reduce((all, sum) => all + Math.exp(sum - top), 0));
  let cost = 0;
  for (const [index, line] of list.lines.entries()) {
    const sum = (sums[index] as number) - total;
    if (line.share > 0) cost -= line.share * sum;
    const error = list.weight * (Math.exp(sum) - line.share);
    if (Math.abs(error) < 1e-9) continue;
    for (const feature of line.features) gradient[feature] = (gradient[feature] as number) + error;
  }
  return cost;
}
