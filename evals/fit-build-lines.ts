/**
 * Learns the weights in `lib/logs/builds/build-line-weights.ts` from labeled build logs and reports scores cross-validated
 * over repositories and over languages.
 * `tsx evals/fit-build-lines.ts [--data DIR] [--write]`
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { crossValidate, fitBuildWeights, readBuildRows, type Gain } from "@/evals/fit-build-weights";
import { BUILD_FEATURES } from "@/lib/logs/builds/build-features";

const { values } = parseArgs({ options: { data: { type: "string" }, write: { type: "boolean" } } });
const rows = readBuildRows(values.data ?? "../shared/datasets");
if (values.write === true) writeTable(fitBuildWeights(rows));
report("repository", [1, 2, 3, 4, 5], 5);
report("language", [1], Infinity);

/** Prints the mean over groups with its standard error; each group is scored with weights fitted without it. */
function report(by: "repository" | "language", seeds: readonly number[], folds: number): void {
  const scored = seeds.flatMap((seed) => crossValidate(rows, by, { seed, folds }));
  for (const isSpliced of [false, true]) {
    const gains = new Map<string, Gain[]>();
    for (const { row, gain } of scored) {
      if ((row.donor !== null) !== isSpliced) continue;
      gains.set(row[by], [...(gains.get(row[by]) ?? []), gain]);
    }
    const figures = (["any", "whole", "f1"] as const).map((name) => {
      const means = [...gains.values()].map((all) => mean(all.map((gain) => gain[name])));
      const centre = mean(means);
      const spread = mean(means.map((value) => (value - centre) ** 2));
      return `${name} ${centre.toFixed(3)} ± ${Math.sqrt(spread / (means.length - 1)).toFixed(3)}`;
    });
    const kind = isSpliced ? "with spliced output" : "as recorded";
    console.log(`each ${by} left out (${gains.size}), logs ${kind}: ${figures.join(", ")}`);
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function writeTable(weights: readonly number[]): void {
  const entries = BUILD_FEATURES.map((name, index) => ({ name, weight: weights[index] ?? 0 }))
    .filter((entry) => Math.abs(entry.weight) >= 0.02)
    .toSorted((a, b) => b.weight - a.weight);
  const nameOf = (name: string) => (/^[a-z]+$/.test(name) ? name : JSON.stringify(name));
  const lines = entries.map(({ name, weight }) => `  ${nameOf(name)}: ${weight},`);
  const text = [
    "/**",
    " * Weights of the features in `build-features.ts`, in log odds, learned by `evals/fit-build-lines.ts`. Positive: the line",
    " * is more likely to belong to the part of a build log that explains the failure.",
    " */",
    `export const BUILD_LINE_BIAS = ${weights.at(-1) ?? 0};`,
    "",
    "export const BUILD_LINE_WEIGHTS: Readonly<Record<string, number>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
  writeFileSync("lib/logs/builds/build-line-weights.ts", text);
}
