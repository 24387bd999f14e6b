import { describe, expect, it } from "vitest";
import { fitListwise, type LineList } from "@/evals/fit-listwise";

function list(lines: [features: number[], share: number][], weight: number): LineList {
  return { lines: lines.map(([features, share]) => ({ features, share, weight: 1 })), weight };
}

describe("fitListwise", () => {
  it("gives positive weights to features of the target lines only", () => {
    const lists = [
      list([[[0, 2], 1], [[1, 2], 0], [[2], 0]], 0.5), // prettier-ignore
      list([[[1], 0], [[0], 1]], 0.5), // prettier-ignore
    ];
    const [wanted = 0, other = 0, everywhere = 0] = fitListwise(lists, 3, 0.01);
    expect(wanted).toBeGreaterThan(1);
    expect(other).toBeLessThan(0);
    expect(Math.abs(everywhere)).toBeLessThan(wanted / 2);
  });

  it("reproduces the shares without a penalty", () => {
    const [weight = 0] = fitListwise([list([[[0], 0.8], [[], 0.2]], 1)], 1, 1e-9); // prettier-ignore
    expect(weight).toBeCloseTo(Math.log(4), 2);
  });

  it("respects the weights of sampled lines", () => {
    const drawn: LineList = {
      lines: [
        { features: [0], share: 0.5, weight: 1 },
        { features: [], share: 0.5, weight: 10 },
      ],
      weight: 1,
    };
    expect(fitListwise([drawn], 1, 1e-9)[0]).toBeCloseTo(Math.log(10), 2);
  });

  it("shrinks weights with the penalty and is deterministic", () => {
    const lists = [list([[[0], 1], [[1], 0]], 1)]; // prettier-ignore
    const free = fitListwise(lists, 2, 0.01);
    expect(Math.abs(fitListwise(lists, 2, 1)[0] ?? 9)).toBeLessThan(free[0] ?? 0);
    expect(fitListwise(lists, 2, 0.01)).toEqual(free);
  });
});
