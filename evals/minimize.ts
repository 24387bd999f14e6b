/** Smooth functions are minimized by L-BFGS, a descent that learns the curvature from its last steps. */

/** The value at `weights`; writes the gradient into `gradient`. */
export type Cost = (weights: Float64Array, gradient: Float64Array) => number;

const ITERATIONS = 80;
const MEMORY = 8;
const TOLERANCE = 1e-6;

/** The weights at which a convex `cost` of `size` weights is least, searched from zero. Deterministic. */
export function minimize(cost: Cost, size: number): Float64Array {
  let weights: Float64Array = new Float64Array(size);
  let gradient: Float64Array = new Float64Array(size);
  let value = cost(weights, gradient);
  const memory: { step: Float64Array; change: Float64Array }[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const next = searchAlong(cost, { weights, gradient, value }, descent(gradient, memory));
    if (next === null) break;
    const step = minus(next.weights, weights);
    const change = minus(next.gradient, gradient);
    if (dot(step, change) > 1e-12) memory.push({ step, change });
    if (memory.length > MEMORY) memory.shift();
    const isDone = Math.abs(value - next.value) < TOLERANCE * Math.abs(value);
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

/** The L-BFGS descent direction: the gradient corrected by the curvature of the last steps. */
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
  addScaled(direction, direction, scale - 1);
  for (const { step, change } of memory) {
    const share = dot(change, direction) / dot(step, change);
    addScaled(direction, step, (shares.pop() ?? 0) - share);
  }
  return direction;
}

/** Backtracking line search: the first step that decreases the cost enough, or null. */
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
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  const difference = a.slice();
  addScaled(difference, b, -1);
  return difference;
}

function addScaled(to: Float64Array, from: Float64Array, scale: number): void {
  for (let index = 0; index < to.length; index += 1) {
    to[index] = (to[index] as number) + scale * (from[index] as number);
  }
}
