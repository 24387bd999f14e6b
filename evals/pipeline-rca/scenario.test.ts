import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { PARTS, readScenarioFolder, readScenarios, type Scenario } from "@/evals/pipeline-rca/scenario";
import { readFacts } from "@/lib/evidence/stored-facts";
import { FACTS } from "@/lib/evidence/schemas";

const textOf = ({ evidence }: Scenario, id: string): string =>
  evidence.find((piece) => piece.id === id)?.text ?? "";

it.each([
  ["docs/diagnosis.md", /scenarios\/\*\.yaml`: (\d+) failures/],
  ["evals/README.md", /`scenarios\/`: (\d+) failures/],
])("%s says how many small ones there are", (file, count) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  expect(Number(count.exec(text)?.[1])).toBe(readScenarios("scenarios").length);
});

describe.each([
  ["open", 70],
  ["held-out", 20],
] as const)("the %s scenarios with distractors", (part, count) => {
  const scenarios = readScenarios(part);

  it("are as many as the README says, each with an agreed truth, a chain, distractors and likely wrong answers", () => {
    expect(scenarios).toHaveLength(count);
    for (const { id, agreed, distractors, common_misdiagnoses: common, truth } of scenarios) {
      expect(agreed?.note, id).toBeTruthy();
      expect(distractors.length, id).toBeGreaterThanOrEqual(2);
      expect(common.length, id).toBeGreaterThanOrEqual(1);
      if (truth.outcome === "diagnosed") expect(truth.chain?.length, id).toBeGreaterThanOrEqual(2);
    }
  });

  it("have several pieces of evidence, and distractors that are in it", () => {
    for (const scenario of scenarios) {
      expect(scenario.evidence.length, scenario.id).toBeGreaterThanOrEqual(4);
      for (const { evidenceId, contains } of [...scenario.distractors, ...scenario.requiredEvidence])
        expect(textOf(scenario, evidenceId), `${scenario.id}: ${evidenceId}`).toContain(contains);
    }
  });

  it("have the facts that collectors write", () => {
    for (const { id, evidence } of scenarios)
      for (const piece of evidence)
        if (piece.kind in FACTS && piece.kind !== "log" && piece.status === "ok")
          expect(readFacts(piece, piece.facts), `${id}: ${piece.id}`).not.toBeNull();
  });

  it("list no right answer as a wrong one", () => {
    for (const { id, truth, common_misdiagnoses: common } of scenarios) {
      const words = truth.mentions
        .flatMap((any) => any.slice(0, 1))
        .join(" ")
        .toLowerCase();
      const clashes = common.filter(
        ({ category, mentions }) =>
          truth.mentions.length > 0 &&
          (category === undefined || category === truth.categories[0]) &&
          mentions.every((any) => any.every((word) => words.includes(word.toLowerCase()))),
      );
      expect(clashes, id).toEqual([]);
    }
  });
});

it("gives each scenario of all parts its own id, and each with distractors its own pipeline", () => {
  const all = PARTS.flatMap((part) => readScenarios(part));
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const pipelines = all.filter(({ agreed }) => agreed).map(({ failure }) => failure.pipeline);
  expect(new Set(pipelines).size).toBe(pipelines.length);
});

it("does not take an empty or missing folder for a good run", () => {
  expect(() => readScenarioFolder(`${mkdtempSync(`${tmpdir()}/scenarios-`)}/`)).toThrow("no scenarios");
  expect(() => readScenarioFolder("/nowhere/")).toThrow("no scenarios");
});
