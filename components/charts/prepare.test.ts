import { describe, expect, it } from "vitest";
import {
  axisText,
  bucketLabel,
  prepareByCategory,
  prepareBySubject,
  prepareDiagnosis,
  prepareOverTime,
  topRows,
  valueText,
} from "@/components/charts/prepare";
import type { Stats } from "@/lib/stats/schemas";

const stats = {
  bucket: "day",
  overTime: [
    { at: "2026-03-19T00:00:00.000Z", opened: 3, resolved: 1 },
    { at: "2026-03-20T00:00:00.000Z", opened: 0, resolved: 0 },
  ],
  byCategory: [
    { category: "unknown", count: 1 },
    { category: "schema_change", count: 4 },
  ],
  diagnosisOverTime: [
    { at: "2026-03-19T00:00:00.000Z", p50Ms: 900, p95Ms: 2_400 },
    { at: "2026-03-20T00:00:00.000Z", p50Ms: null, p95Ms: null },
  ],
} as unknown as Stats;

describe("bucketLabel", () => {
  it("formats in UTC in any time zone", () => {
    expect(bucketLabel("2026-03-19T23:00:00.000Z", "day")).toBe("19 Mar");
    expect(bucketLabel("2026-03-19T23:00:00.000Z", "hour")).toBe("19 Mar, 23:00");
  });
});

describe("time charts", () => {
  it("keep zeros and gaps apart", () => {
    expect(prepareOverTime(stats).points[1]?.values).toEqual([0, 0]);
    expect(prepareDiagnosis(stats).points[1]?.values).toEqual([null, null]);
    expect(prepareDiagnosis(stats).isEmpty).toBe(false);
  });

  it("are empty when there is nothing to draw", () => {
    expect(prepareOverTime({ ...stats, overTime: [] }).isEmpty).toBe(true);
    expect(prepareDiagnosis({ ...stats, diagnosisOverTime: stats.diagnosisOverTime.slice(1) }).isEmpty).toBe(
      true,
    );
  });
});

describe("rank charts", () => {
  it("sort by count and link to the incidents", () => {
    expect(prepareByCategory(stats).rows[0]).toEqual({
      label: "Schema change",
      value: 4,
      href: "/incidents?status=any&category=schema_change",
    });
  });

  it("name services, workloads and checks beside pipelines", () => {
    const counts = { occurrences: 1, count: 2 };
    const chart = prepareBySubject({
      ...stats,
      totals: { ...stats.totals, opened: 4 },
      bySubject: [
        { kind: "pipeline", name: "a b", ...counts },
        { kind: "workload", name: "prod/api", ...counts },
      ],
    });
    expect(chart.rows).toEqual([
      { label: "a b", value: 2, href: "/incidents?status=any&pipeline=a+b" },
      { label: "prod/api (workload)", value: 2, href: "/incidents?status=any&subject=workload&q=prod%2Fapi" },
    ]);
  });

  it("sum the rows that do not fit", () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({ label: `p${i}`, value: i + 1, href: null }));
    const top = topRows(rows);
    expect(top).toHaveLength(8);
    expect(top.at(-1)).toEqual({ label: "All others", value: 15, href: null });
    expect(top.reduce((sum, row) => sum + row.value, 0)).toBe(78);
  });

  it("count rows that the server left out", () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({ label: `p${i}`, value: 2, href: null }));
    expect(topRows(rows, 50).at(-1)).toEqual({ label: "All others", value: 36, href: null });
  });
});

describe("axisText", () => {
  it.each([
    [0, "ms", "0"],
    [7_000, "ms", "7 s"],
    [7_500, "ms", "7.5 s"],
    [15, "incidents", "15"],
  ] as const)("%s %s is %s", (value, unit, text) => expect(axisText(value, unit)).toBe(text));
});

describe("valueText", () => {
  it.each([
    [null, "ms", "–"],
    [1_400, "ms", "1.4 s"],
    [7, "incidents", "7"],
  ] as const)("%s %s is %s", (value, unit, text) => expect(valueText(value, unit)).toBe(text));
});
