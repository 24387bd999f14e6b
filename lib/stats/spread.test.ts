import { describe, expect, it } from "vitest";
import { spreadOf } from "@/lib/stats/spread";

describe("spreadOf", () => {
  it("has no percentiles without durations", () => {
    expect(spreadOf([])).toEqual({ count: 0, p50Ms: null, p95Ms: null });
    expect(spreadOf([{ count: 0, values: [] }])).toEqual({ count: 0, p50Ms: null, p95Ms: null });
  });

  it("interpolates between two values, as PostgreSQL does", () => {
    expect(spreadOf([{ count: 2, values: [10, 100] }])).toEqual({ count: 2, p50Ms: 55, p95Ms: 95.5 });
    expect(spreadOf([{ count: 1, values: [7] }])).toEqual({ count: 1, p50Ms: 7, p95Ms: 7 });
  });

  it("merges the values of several days", () => {
    const days = [
      { count: 2, values: [1, 5] },
      { count: 3, values: [2, 3, 4] },
    ];
    expect(spreadOf(days)).toMatchObject({ count: 5, p50Ms: 3 });
  });

  it("weights each sampled value, giving the remainder to the first ones", () => {
    // 5 durations sampled as two values: three of 10, two of 20.
    expect(spreadOf([{ count: 5, values: [10, 20] }])).toMatchObject({ count: 5, p50Ms: 10 });
    const days = [
      { count: 300, values: [10, 20, 30] },
      { count: 2, values: [1_000, 2_000] },
    ];
    expect(spreadOf(days)).toEqual({ count: 302, p50Ms: 20, p95Ms: 30 });
  });
});
