import { expect, test } from "vitest";

import { compareSets, isLowerBetter } from "@/evals/compare";

const result = (metrics: Record<string, number>, targets: Record<string, number> = {}) => ({
  set: { metrics, targets, seconds: 1 },
});

test.each<[string, number, number, string]>([
  ["recall", 0.9, 0.8, "better"],
  ["recall", 0.8, 0.9, "worse"],
  ["recall", 0.9, 0.9001, "same"],
  ["falseMerge", 0.001, 0.01, "better"],
  ["falseMerge", 0.01, 0.001, "worse"],
  ["perThousandLines", 2, 1, "worse"],
  ["cases", 40, 45, "same"],
  ["messageCases", 90, 94, "worse"],
])("%s of %d after %d is %s", (metric, now, before, verdict) => {
  const [row] = compareSets(result({ [metric]: now }), result({ [metric]: before }));
  expect(row).toMatchObject({ set: "set", metric, now, before, verdict });
});

test("targets respect whether lower is better", () => {
  const rows = compareSets(
    result({ recall: 0.97, falseMerge: 0.001, mrr: 0.5 }, { recall: 0.98, falseMerge: 0.0015 }),
    {},
  );
  expect(rows.map((row) => [row.metric, row.target, row.meetsTarget, row.before])).toEqual([
    ["recall", 0.98, false, null],
    ["falseMerge", 0.0015, true, null],
    ["mrr", null, true, null],
  ]);
  expect(isLowerBetter("falseConfidence")).toBe(true);
});
