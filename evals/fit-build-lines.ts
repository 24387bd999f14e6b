/**
 * Learns the weights of `lib/logs/build-line-weights.ts` from labelled build logs (logistic regression over
 * named yes-or-no features) and reports figures cross-validated over repositories.
 * `tsx evals/fit-build-lines.ts [--data DIR] [--write]`
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readJsonLines } from "@/evals/read-data";
import { BUILD_FEATURES, buildFeatures } from "@/lib/logs/build-features";
import { findBuildRegion } from "@/lib/logs/build-region";
import { decodeLog } from "@/lib/logs/decode-log";
import { readRecords } from "@/lib/logs/read-records";
import { pickBuildWindow, scoreBuildLines } from "@/lib/logs/score-build-lines";

interface Case {
  id: string;
  text: string;
  start_line: number;
  end_line: number;
}

interface Row {
  repository: string;
  features: number[][];
  lineNumbers: number[];
  start: number;
  end: number;
}

interface Sample {
  features: readonly number[];
  label: 0 | 1;
  weight: number;
}

const EPOCHS = 10;
const RATE = 0.1;
const DECAY = 0.05;
const NEGATIVE_SHARE = 10;
const MAX_POSITIVES = 12;
const MAX_NEGATIVES = 400;
const MARGIN = 3;
const MAX_SAMPLE_WEIGHT = 20;
const FOLDS = 14;
const WINDOW = 30;

const { values } = parseArgs({ options: { data: { type: "string" }, write: { type: "boolean" } } });
const data = values.data ?? "../shared/datasets";
const rows = readJsonLines<Case>(join(data, "logchunks/cases.jsonl.gz")).map(rowOf);
const repositories = [...new Set(rows.map((row) => row.repository))];

const totals = { any: 0, whole: 0 };
for (let fold = 0; fold < FOLDS; fold += 1) {
  const held = new Set(repositories.filter((_name, index) => index % FOLDS === fold));
  const weights = fit(rows.filter((row) => !held.has(row.repository)));
  for (const row of rows.filter((one) => held.has(one.repository))) {
    const { any, whole } = judge(row, weights);
    totals.any += any ? 1 : 0;
    totals.whole += whole ? 1 : 0;
  }
}
console.log(`cross-validated over ${repositories.length} repositories, ${rows.length} logs`);
console.log(
  `any overlap ${(totals.any / rows.length).toFixed(3)}, whole chunk ${(totals.whole / rows.length).toFixed(3)}`,
);
if (values.write === true) writeTable(fit(rows));

function rowOf(one: Case): Row {
  const log = readRecords(decodeLog(one.text), "auto");
  const region = findBuildRegion(log.lines);
  return {
    repository: one.id.split("/")[1] ?? one.id,
    features: buildFeatures(log.lines, region),
    lineNumbers: region.indexes.map((index) => log.lines[index]?.no ?? 0),
    start: one.start_line,
    end: one.end_line,
  };
}

function judge(row: Row, weights: readonly number[]): { any: boolean; whole: boolean } {
  const first = pickBuildWindow(scoreBuildLines(row.features, weights), WINDOW);
  const from = row.lineNumbers[first] ?? 0;
  const to = row.lineNumbers[Math.min(row.lineNumbers.length - 1, first + WINDOW - 1)] ?? 0;
  return { any: from <= row.end && to >= row.start, whole: from <= row.start && to >= row.end };
}

/** Each repository counts the same, each of its logs the same, the chunk's first lines as its sign. */
function samplesOf(train: readonly Row[], random: () => number): Sample[] {
  const logs = new Map<string, number>();
  for (const row of train) logs.set(row.repository, (logs.get(row.repository) ?? 0) + 1);
  const samples: Sample[] = [];
  for (const row of train) {
    const share = 1 / (logs.get(row.repository) ?? 1);
    const positives: number[] = [];
    const negatives: number[] = [];
    for (const [index, no] of row.lineNumbers.entries()) {
      if (no >= row.start && no <= row.end) positives.push(index);
      else if (no < row.start - MARGIN || no > row.end + MARGIN) negatives.push(index);
    }
    const near = (index: number) => Math.abs((row.lineNumbers[index] ?? 0) - row.start) < 40;
    const kept = negatives.filter(
      (index) =>
        negatives.length < MAX_NEGATIVES || random() < MAX_NEGATIVES / negatives.length || near(index),
    );
    const shown = positives.slice(0, MAX_POSITIVES);
    for (const index of shown)
      samples.push({ features: row.features[index] ?? [], label: 1, weight: share / shown.length });
    for (const index of kept) {
      samples.push({
        features: row.features[index] ?? [],
        label: 0,
        weight: (share * NEGATIVE_SHARE) / kept.length,
      });
    }
  }
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  for (const sample of samples)
    sample.weight = Math.min(MAX_SAMPLE_WEIGHT, (sample.weight * samples.length) / total);
  return samples;
}

/** Stochastic descent with a step per weight; the random order is fixed, so the table can be made again. */
function fit(train: readonly Row[]): number[] {
  const random = seededRandom();
  const samples = samplesOf(train, random);
  const bias = BUILD_FEATURES.length;
  const weights = Array.from({ length: bias + 1 }, () => 0);
  const squares = Array.from({ length: bias + 1 }, () => 1e-6);
  const step = (index: number, error: number) => {
    const weight = weights[index] ?? 0;
    const gradient = error + (index === bias ? 0 : DECAY * weight);
    const square = (squares[index] ?? 0) + gradient * gradient;
    squares[index] = square;
    weights[index] = weight - (RATE * gradient) / Math.sqrt(square);
  };
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(samples, random);
    for (const sample of samples) {
      let sum = weights[bias] ?? 0;
      for (const feature of sample.features) sum += weights[feature] ?? 0;
      const error = (1 / (1 + Math.exp(-sum)) - sample.label) * sample.weight;
      for (const feature of sample.features) step(feature, error);
      step(bias, error);
    }
  }
  return weights;
}

function shuffle(samples: Sample[], random: () => number): void {
  for (let index = samples.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const a = samples[index];
    const b = samples[other];
    if (a === undefined || b === undefined) continue;
    samples[index] = b;
    samples[other] = a;
  }
}

function seededRandom(): () => number {
  let state = 7;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function writeTable(weights: readonly number[]): void {
  const entries = BUILD_FEATURES.map((name, index) => ({ name, weight: weights[index] ?? 0 }))
    .filter((entry) => Math.abs(entry.weight) >= 0.02)
    .sort((a, b) => b.weight - a.weight);
  const lines = entries.map((entry) => `  ${JSON.stringify(entry.name)}: ${entry.weight.toFixed(2)},`);
  const text = [
    "/**",
    " * Weights of the features of `build-features.ts`, learned by `evals/fit-build-lines.ts`. Positive: the line",
    " * rather belongs to the part of a build log that explains the failure. Logistic scale.",
    " */",
    `export const BUILD_LINE_BIAS = ${(weights.at(-1) ?? 0).toFixed(2)};`,
    "",
    "export const BUILD_LINE_WEIGHTS: Readonly<Record<string, number>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
  writeFileSync("lib/logs/build-line-weights.ts", text);
}
