/**
 * A deterministic source of numbers from 0 to 1. It repeats itself after some ten thousand numbers, and all seeds end in the
 * same ones; fits and benchmarks that need few rely on its order. For independent seeds use `independentRandom`.
 */
export function seededRandom(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** A deterministic source of numbers from 0 to 1 whose seeds have nothing in common (mulberry32, period 2^32). */
export function independentRandom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e37_79b1);
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
