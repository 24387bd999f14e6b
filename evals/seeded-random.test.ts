import { describe, expect, it } from "vitest";
import { independentRandom } from "@/evals/seeded-random";

function take(seed: number, count: number): number[] {
  const random = independentRandom(seed);
  return Array.from({ length: count }, () => random());
}

describe("independentRandom", () => {
  it("gives the same numbers for a seed, and others for another", () => {
    expect(take(7, 100)).toEqual(take(7, 100));
    const first = new Set(take(412_009, 20_000));
    const shared = take(770_131, 20_000).filter((value) => first.has(value));
    // By chance 0.1 of 2^32 numbers are.
    expect(shared.length).toBeLessThan(5);
    expect(first.size).toBeGreaterThan(19_990);
  });

  it("spreads evenly from 0 to 1", () => {
    const values = take(1, 10_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth++) {
      const count = values.filter((value) => Math.floor(value * 10) === tenth).length;
      expect(count).toBeGreaterThan(900);
      expect(count).toBeLessThan(1_100);
    }
  });
});
