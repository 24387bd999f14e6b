import { describe, expect, it } from "vitest";
import { measureReliability, wilson } from "@/lib/knowledge/reliability/measure-reliability";
import { fitCurve, recalibrate, type Judged } from "@/lib/knowledge/reliability/recalibrate";

/** `count` diagnoses of one confidence, of which `right` were right. */
const judged = (confidence: number, count: number, right: number): Judged[] =>
  Array.from({ length: count }, (_, n) => ({ confidence, outcome: n < right ? 1 : 0 }));

describe("recalibrate", () => {
  it("changes nothing below twenty judged diagnoses", () => {
    const curve = fitCurve(judged(0.9, 19, 0));
    expect(recalibrate(curve, 0.9)).toBe(0.9);
  });

  it("hardly changes a confidence that is right", () => {
    const curve = fitCurve([...judged(0.9, 100, 90), ...judged(0.6, 100, 60)]);
    for (const confidence of [0.3, 0.6, 0.9])
      expect(recalibrate(curve, confidence)).toBeCloseTo(confidence, 1);
  });

  it("lowers a confidence that is too high, step by step", () => {
    const few = recalibrate(fitCurve(judged(0.9, 20, 10)), 0.9);
    const many = recalibrate(fitCurve(judged(0.9, 400, 200)), 0.9);
    expect(few).toBeLessThan(0.87);
    expect(many).toBeLessThan(few);
    expect(many).toBeCloseTo(0.5, 1);
  });

  it("raises one that is too low", () => {
    expect(recalibrate(fitCurve(judged(0.6, 200, 180)), 0.6)).toBeGreaterThan(0.8);
  });

  it.each([
    ["reversed", [...judged(0.9, 100, 10), ...judged(0.2, 100, 90)]],
    ["always right", judged(0.95, 500, 500)],
    ["never right", judged(0.05, 500, 0)],
    ["at the edges", [...judged(1, 50, 10), ...judged(0, 50, 40)]],
  ])("keeps the order and the range: %s", (_name, samples) => {
    const curve = fitCurve(samples);
    const values = Array.from({ length: 101 }, (_, n) => recalibrate(curve, n / 100));
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(values.slice(1, -1)).toEqual(values.slice(1, -1).toSorted((a, b) => a - b));
  });
});

describe("measureReliability", () => {
  it("is empty without judged diagnoses", () => {
    expect(measureReliability([])).toMatchObject({
      count: 0,
      isEnough: false,
      brier: null,
      right: null,
      bins: [],
    });
  });

  it("computes bins, Brier score and baseline", () => {
    const found = measureReliability([...judged(0.9, 10, 9), ...judged(0.5, 10, 5)]);
    expect(found).toMatchObject({ count: 20, isEnough: true, right: 0.7 });
    expect(found.brier).toBeCloseTo(0.17, 3);
    expect(found.baseline).toBeCloseTo(0.21, 3);
    expect(found.bins).toMatchObject([
      { from: 0.4, to: 0.6, count: 10, right: 0.5 },
      { from: 0.8, to: 1, count: 10, right: 0.9 },
    ]);
  });

  it("counts partly right ones half", () => {
    expect(measureReliability([{ confidence: 1, outcome: 0.5 }])).toMatchObject({ right: 0.5, brier: 0.25 });
  });

  it("gives 90 % intervals", () => {
    const { low, high } = wilson(0.9, 10);
    expect(low).toBeCloseTo(0.654, 2);
    expect(high).toBeCloseTo(0.977, 2);
    expect(wilson(1, 3).high).toBe(1);
  });
});
