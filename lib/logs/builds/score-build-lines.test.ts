import { describe, expect, it } from "vitest";
import { pickBuildWindow, probabilityOf } from "@/lib/logs/builds/score-build-lines";

function flat(length: number, peaks: Record<number, number>): number[] {
  return Array.from({ length }, (_none, at) => peaks[at] ?? -6);
}

describe("pickBuildWindow", () => {
  it.each([
    ["contains the best line", flat(100, { 60: 2 }), 60],
    ["prefers the best line over many lines half as good", flat(100, { 10: 1, 11: 1, 12: 1, 70: 3 }), 70],
    ["prefers two good lines over a single one", flat(100, { 10: 3, 70: 3, 75: 3 }), 75],
    ["reaches the end", flat(100, { 99: 1 }), 99],
    ["may cover the whole log", flat(5, { 4: 1 }), 4],
  ])("%s", (_title, logOdds, line) => {
    const first = pickBuildWindow(logOdds, 20);
    expect(first).toBeLessThanOrEqual(line);
    expect(first + 20).toBeGreaterThan(line);
  });

  it("depends only on score differences", () => {
    const logOdds = flat(300, { 40: 1, 200: 2, 210: 1.5 });
    expect(pickBuildWindow(logOdds.map((odds) => odds - 9), 30)).toBe(pickBuildWindow(logOdds, 30)); // prettier-ignore
  });

  it("converts log odds to probabilities", () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(probabilityOf(Math.log(9))).toBeCloseTo(0.9);
    expect(probabilityOf(-Infinity)).toBe(0);
  });
});
