/**
 * Learns the weights in `lib/logs/builds/build-line-weights.ts` from labeled build logs and reports scores cross-validated
 * over repositories and languages, and over the families of tools of our own builds.
 * `tsx evals/fit-build-lines.ts [--data DIR] [--write]`
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readBuildRows, type Collection } from "@/evals/build-rows";
import { byGroup, crossValidate, fitBuildWeights } from "@/evals/fit-build-weights";
import { LINE_FEATURES } from "@/lib/logs/builds/build-features";

const { values } = parseArgs({ options: { data: { type: "string" }, write: { type: "boolean" } } });
const rows = readBuildRows(values.data ?? "../shared/datasets");
if (values.write === true) writeTables(fitBuildWeights(rows));
report("logchunks", "repository", [1, 2, 3, 4, 5], 5);
report("logchunks", "language", [1], Infinity);
report("own", "repository", [1, 2, 3], 5);

/** Prints the mean over groups with its standard error; each group is scored with weights fitted without it. */
function report(
  collection: Collection,
  by: "repository" | "language",
  seeds: readonly number[],
  folds: number,
): void {
  const scored = seeds.flatMap((seed) => crossValidate(rows, collection, by, { seed, folds }));
  for (const isSpliced of [false, true]) {
    const groups = byGroup(
      scored.filter(({ row }) => (row.donor !== null) === isSpliced),
      by,
    );
    const figures = (["any", "whole", "f1"] as const).map((name) => {
      const means = [...groups.values()].map((all) => mean(all.map(({ gain }) => gain[name])));
      const centre = mean(means);
      const spread = mean(means.map((value) => (value - centre) ** 2));
      return `${name} ${centre.toFixed(3)} ± ${Math.sqrt(spread / (means.length - 1)).toFixed(3)}`;
    });
    const kind = isSpliced ? "with spliced output" : "as recorded";
    console.log(`${collection}, each ${by} left out (${groups.size}), logs ${kind}: ${figures.join(", ")}`);
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function writeTables(weights: readonly number[]): void {
  const header = [
    "/**",
    " * Weights of the features in `build-features.ts`, in log odds, learned by `evals/fit-build-lines.ts`. Positive: the line",
    " * is more likely to belong to the part of a build log that explains the failure.",
    " */",
    `export const BUILD_LINE_BIAS = ${weights.at(-1) ?? 0};`,
    "",
    "export const BUILD_LINE_WEIGHTS: Readonly<Record<string, number>> = {",
  ];
  writeTable("build-line-weights.ts", header, weights.slice(0, LINE_FEATURES.length));
  const noisyHeader = [
    "/** What is added to the weights in `build-line-weights.ts` in a log with many places that look like failures. */",
    "export const NOISY_LINE_WEIGHTS: Readonly<Record<string, number>> = {",
  ];
  writeTable("noisy-line-weights.ts", noisyHeader, weights.slice(LINE_FEATURES.length, -1));
}

function writeTable(file: string, header: readonly string[], weights: readonly number[]): void {
  const entries = LINE_FEATURES.map((name, index) => ({ name, weight: weights[index] ?? 0 }))
    .filter((entry) => Math.abs(entry.weight) >= 0.02)
    .toSorted((a, b) => b.weight - a.weight);
  const nameOf = (name: string) => (/^[a-z]+$/.test(name) ? name : JSON.stringify(name));
  const lines = entries.map(({ name, weight }) => `  ${nameOf(name)}: ${weight},`);
  writeFileSync(`lib/logs/builds/${file}`, [...header, ...lines, "};", ""].join("\n"));
}
