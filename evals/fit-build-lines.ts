/**
 * Learns the weights of `lib/logs/builds/build-line-weights.ts` from labelled build logs and reports figures
 * cross-validated over repositories and over languages.
 * `tsx evals/fit-build-lines.ts [--data DIR] [--write]`
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fitListwise, type LineList } from "@/evals/fit-listwise";
import { readJsonLines } from "@/evals/read-data";
import { BUILD_FEATURES, buildFeatures } from "@/lib/logs/builds/build-features";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { readRecords } from "@/lib/logs/records/read-records";
import { pickBuildWindow, scoreBuildLines } from "@/lib/logs/builds/score-build-lines";

interface Case {
  id: string;
  lang: string;
  text: string;
  start_line: number;
  end_line: number;
}

interface Row {
  repository: string;
  language: string;
  features: number[][];
  lineNumbers: number[];
  start: number;
  end: number;
}

/** What a window gained, as shares 0..1. */
interface Gain {
  any: number;
  whole: number;
  f1: number;
}

const PENALTY = 0.02;
/** The chunk's first line is wanted most, its first lines next: where it begins is what has to be found. */
const FIRST_SHARE = 0.5;
const FIRST_LINES = 12;
const NEAR_LINES = 30;
const FAR_LINES = 400;
const WINDOW = 30;
const REPEATS = 5;
const FOLDS = 5;
/** Chunk lines weigh as much as a tenth of the others where the scale of the scores is set. */
const CHUNK_ODDS = 0.1;

const { values } = parseArgs({ options: { data: { type: "string" }, write: { type: "boolean" } } });
const data = values.data ?? "../shared/datasets";
const rows = readJsonLines<Case>(join(data, "logchunks/cases.jsonl.gz")).map(rowOf);
report("left-out repositories", (row) => row.repository, REPEATS, FOLDS);
report("left-out languages", (row) => row.language, 1, Infinity);
if (values.write === true) writeTable(fit(rows));

function rowOf(labelled: Case): Row {
  const log = readRecords(decodeLog(labelled.text), "auto");
  const region = findBuildRegion(log.lines);
  return {
    repository: labelled.id.split("/")[1] ?? labelled.id,
    language: labelled.lang,
    features: buildFeatures(log.lines, region),
    lineNumbers: region.indexes.map((index) => log.lines[index]?.no ?? 0),
    start: labelled.start_line,
    end: labelled.end_line,
  };
}

/** Prints the mean over groups with its standard error, each group judged by weights that never saw it. */
function report(title: string, groupOf: (row: Row) => string, repeats: number, folds: number): void {
  const groups = [...new Set(rows.map(groupOf))].toSorted();
  const gains = new Map<string, Gain[]>(groups.map((group) => [group, []]));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const order = shuffled(groups, seededRandom(repeat + 1));
    const count = Math.min(folds, groups.length);
    for (let fold = 0; fold < count; fold += 1) {
      const held = new Set(order.filter((_group, index) => index % count === fold));
      const weights = fit(rows.filter((row) => !held.has(groupOf(row))));
      for (const row of rows.filter((other) => held.has(groupOf(other))))
        gains.get(groupOf(row))?.push(judge(row, weights));
    }
  }
  const figures = (["any", "whole", "f1"] as const).map((name) => {
    const means = [...gains.values()].map((all) => mean(all.map((gain) => gain[name])));
    const centre = mean(means);
    const spread = mean(means.map((value) => (value - centre) ** 2));
    return `${name} ${centre.toFixed(3)} ± ${Math.sqrt(spread / (means.length - 1)).toFixed(3)}`;
  });
  console.log(`${title} (${groups.length}), ${rows.length} logs: ${figures.join(", ")}`);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function judge(row: Row, weights: readonly number[]): Gain {
  const first = pickBuildWindow(scoreBuildLines(row.features, weights), WINDOW);
  const from = row.lineNumbers[first] ?? 0;
  const to = row.lineNumbers[Math.min(row.lineNumbers.length - 1, first + WINDOW - 1)] ?? 0;
  const shared = Math.max(0, Math.min(to, row.end) - Math.max(from, row.start) + 1);
  const labelled = row.end - row.start + 1;
  return {
    any: shared > 0 ? 1 : 0,
    whole: shared === labelled ? 1 : 0,
    f1: (2 * shared) / (to - from + 1 + labelled),
  };
}

/** The weights by feature, the bias last, rounded as the table keeps them. */
function fit(train: readonly Row[]): number[] {
  const lists = listsOf(train, seededRandom(7));
  const weights = [...fitListwise(lists, BUILD_FEATURES.length, PENALTY)].map(
    (weight) => Math.round(weight * 100) / 100,
  );
  return [...weights, biasOf(lists, weights)];
}

/** Each repository counts the same, each of its logs the same; of the lines far from the chunk a part is drawn. */
function listsOf(train: readonly Row[], random: () => number): LineList[] {
  const logs = new Map<string, number>();
  for (const row of train) logs.set(row.repository, (logs.get(row.repository) ?? 0) + 1);
  return train.map((row) => {
    const isNear = (no: number) => no >= row.start - NEAR_LINES && no <= row.end + NEAR_LINES;
    const far = row.lineNumbers.filter((no) => !isNear(no)).length;
    const drawn = Math.min(1, FAR_LINES / Math.max(1, far));
    const lines: LineList["lines"] = [];
    for (const [index, no] of row.lineNumbers.entries()) {
      if (!isNear(no) && random() >= drawn) continue;
      const weight = isNear(no) ? 1 : 1 / drawn;
      lines.push({ features: row.features[index] ?? [], share: shareOf(row, no), weight });
    }
    return { lines, weight: 1 / (logs.size * (logs.get(row.repository) ?? 1)) };
  });
}

/** How much of what is wanted falls on a line; the lines of a log share 1. */
function shareOf(row: Row, no: number): number {
  const wanted = Math.min(FIRST_LINES, row.end - row.start + 1);
  if (no < row.start || no >= row.start + wanted) return 0;
  return (no === row.start ? FIRST_SHARE : 0) + (1 - FIRST_SHARE) / wanted;
}

/**
 * The weights only compare lines of one log. The bias puts them on the scale of probabilities: chunk lines and
 * others, weighted by `CHUNK_ODDS`, are together as probable as they are frequent.
 */
function biasOf(lists: readonly LineList[], weights: readonly number[]): number {
  const sums = lists.flatMap((list) => {
    const others = list.lines.filter((line) => line.share === 0).reduce((sum, line) => sum + line.weight, 0);
    return list.lines.map((line) => ({
      sum: line.features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0),
      weight: list.weight * (line.share > 0 ? line.share * CHUNK_ODDS : line.weight / others),
    }));
  });
  const wanted = CHUNK_ODDS;
  let low = -30;
  let high = 10;
  while (high - low > 1e-4) {
    const bias = (low + high) / 2;
    const found = sums.reduce((all, { sum, weight }) => all + weight / (1 + Math.exp(-sum - bias)), 0);
    if (found > wanted) high = bias;
    else low = bias;
  }
  return Math.round(low * 100) / 100;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function seededRandom(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function writeTable(weights: readonly number[]): void {
  const entries = BUILD_FEATURES.map((name, index) => ({ name, weight: weights[index] ?? 0 }))
    .filter((entry) => Math.abs(entry.weight) >= 0.02)
    .toSorted((a, b) => b.weight - a.weight);
  const nameOf = (name: string) => (/^[a-z]+$/.test(name) ? name : JSON.stringify(name));
  const lines = entries.map(({ name, weight }) => `  ${nameOf(name)}: ${weight},`);
  const text = [
    "/**",
    " * Weights of the features of `build-features.ts`, learned by `evals/fit-build-lines.ts`. Positive: the line",
    " * rather belongs to the part of a build log that explains the failure. Log odds.",
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
