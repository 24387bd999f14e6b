/** Learns weights of features so that the wanted line of each list stands out among the lines of its list. */

/** One log: what its lines show and how much of the wanted share falls on each. */
export interface LineList {
  lines: { features: readonly number[]; share: number; weight: number }[];
  /** How much the log counts; all logs together count 1. */
  weight: number;
}

const ITERATIONS = 80;
const MEMORY = 8;
const ENOUGH = 1e-6;

/**
 * Weights that make a softmax over each list's sums follow its shares (cross-entropy plus `penalty` / 2 × the sum
 * of squares), found by L-BFGS from zero: the same lists give the same weights.
 */
export function fitListwise(lists: readonly LineList[], features: number, penalty: number): Float64Array {
  const cost = (weights: Float64Array, gradient: Float64Array) =>
    listwiseCost(lists, weights, gradient, penalty);
  let weights: Float64Array = new Float64Array(features);
  let gradient: Float64Array = new Float64Array(features);
  let value = cost(weights, gradient);
  const memory: { step: Float64Array; change: Float64Array }[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const next = searchAlong(cost, { weights, gradient, value }, descent(gradient, memory));
    if (next === null) break;
    const step = minus(next.weights, weights);
    const change = minus(next.gradient, gradient);
    if (dot(step, change) > 1e-12) memory.push({ step, change });
    if (memory.length > MEMORY) memory.shift();
    const isDone = Math.abs(value - next.value) < ENOUGH * Math.abs(value);
    ({ weights, gradient, value } = next);
    if (isDone) break;
  }
  return weights;
}

interface Point {
  weights: Float64Array;
  gradient: Float64Array;
  value: number;
}

type Cost = (weights: Float64Array, gradient: Float64Array) => number;

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

/** The direction to go down: the gradient, bent by what the last steps showed of the curvature. */
function descent(
  gradient: Float64Array,
  memory: readonly { step: Float64Array; change: Float64Array }[],
): Float64Array {
  const direction = gradient.slice();
  const shares: number[] = [];
  for (const { step, change } of memory.toReversed()) {
    const share = dot(step, direction) / dot(step, change);
    shares.push(share);
    addScaled(direction, change, -share);
  }
  const last = memory.at(-1);
  const scale =
    last === undefined
      ? 1 / Math.sqrt(dot(direction, direction))
      : dot(last.step, last.change) / dot(last.change, last.change);
  for (const [index, value] of direction.entries()) direction[index] = value * scale;
  for (const { step, change } of memory) {
    const share = dot(change, direction) / dot(step, change);
    addScaled(direction, step, (shares.pop() ?? 0) - share);
  }
  return direction;
}

/** The first of ever shorter steps that goes down enough; null where none does. */
function searchAlong(cost: Cost, from: Point, direction: Float64Array): Point | null {
  const slope = dot(from.gradient, direction);
  for (let length = 1; length > 1e-6; length /= 2) {
    const weights = from.weights.slice();
    addScaled(weights, direction, -length);
    const gradient = new Float64Array(weights.length);
    const value = cost(weights, gradient);
    if (value <= from.value - 1e-4 * length * slope) return { weights, gradient, value };
  }
  return null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += value * (b[index] as number);
  return sum;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - (b[index] as number));
}

function addScaled(to: Float64Array, from: Float64Array, scale: number): void {
  for (const [index, value] of from.entries()) to[index] = (to[index] as number) + scale * value;
}
