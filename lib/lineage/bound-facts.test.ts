import { expect, it } from "vitest";
import { boundFacts } from "@/lib/lineage/bound-facts";
import { datasetFact, lineageFact } from "@/lib/lineage/testing/facts";

const column = (position: number) => ({
  name: `c${position}`,
  type: "int",
  position,
  isNullable: null,
  id: null,
});
const list = <Item>(length: number, item: (i: number) => Item) => Array.from({ length }, (_, i) => item(i));

it("leaves ordinary facts unchanged", () => {
  const facts = [
    lineageFact({ writes: [datasetFact("shop.mart.orders", { columns: [column(1)], rowCount: 5 })] }),
  ];
  expect(boundFacts(facts)).toEqual({ facts, notes: [] });
});

it("cuts columns and datasets, and says so", () => {
  const wide = datasetFact("lake.wide", { columns: list(3_120, column) });
  const { facts, notes } = boundFacts([
    lineageFact({ reads: [wide], writes: list(700, (i) => datasetFact(`t${i}`)) }),
  ]);
  expect(facts[0]?.reads[0]?.columns).toHaveLength(2_000);
  expect(facts[0]?.writes).toHaveLength(500);
  expect(notes).toEqual([
    "Only the first 2,000 of 3,120 columns of lake.wide were recorded.",
    "Only the first 500 of 700 outputs were recorded.",
  ]);
});

it("leaves out datasets whose names cannot be kept whole, because a cut name would be another dataset's", () => {
  const { facts, notes } = boundFacts([
    lineageFact({ reads: [datasetFact("x".repeat(1_001)), datasetFact("")] }),
  ]);
  expect(facts[0]?.reads).toEqual([]);
  expect(notes).toHaveLength(2);
});

it("leaves out counts that are none", () => {
  const { facts } = boundFacts([
    lineageFact({ writes: [datasetFact("t", { rowCount: 1e300, sizeBytes: -1 })] }),
  ]);
  expect(facts[0]?.writes[0]).toMatchObject({ rowCount: null, sizeBytes: null });
});
