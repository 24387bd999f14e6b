/** Fits the weights of build-log features to labeled logs and measures them on logs that were left out. */
import { join } from "node:path";
import { fitListwise, type LineList } from "@/evals/fit-listwise";
import { readJsonLines } from "@/evals/read-data";
import { seededRandom } from "@/evals/seeded-random";
import { spliceLog, type LabeledLog } from "@/evals/splice-logs";
import { BUILD_FEATURES, buildFeatures } from "@/lib/logs/builds/build-features";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { pickBuildWindow, scoreBuildLines } from "@/lib/logs/builds/score-build-lines";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { readRecords } from "@/lib/logs/records/read-records";

interface Case {
  id: string;
  lang: string;
  text: string;
  start_line: number;
  end_line: number;
}

/** The features of a labeled log. */
export interface BuildRow {
  repository: string;
  language: string;
  /** Where the output spliced into the log comes from; null for a log as it was recorded. */
  donor: { repository: string; language: string } | null;
  features: number[][];
  lineNumbers: number[];
  start: number;
  end: number;
}

/** The scores of a window, 0 to 1. */
export interface Gain {
  any: number;
  whole: number;
  f1: number;
}

const PENALTY = 0.02;
/** The share of the logs with spliced output in the objective. */
const SPLICED_SHARE = 0.5;
/** The chunk's first line gets most of the target share, its other first lines the rest, because its start matters. */
const FIRST_SHARE = 0.5;
const FIRST_LINES = 12;
const NEAR_LINES = 30;
const FAR_LINES = 250;
const WINDOW = 30;
/** Odds of chunk lines when calibrating the bias. */
const CHUNK_ODDS = 0.1;

/** Every labeled log twice: as it was recorded, and with output of a log in another language spliced in. */
export function readBuildRows(dataDir: string): BuildRow[] {
  const cases = readJsonLines<Case>(join(dataDir, "logchunks/cases.jsonl.gz"));
  const labeled = cases.map(labeledLog);
  return cases.flatMap((own, index) => {
    const random = seededRandom(index + 1);
    const others = cases.flatMap((other, at) => (other.lang === own.lang ? [] : [at]));
    const donor = others[Math.floor(random() * others.length)] ?? index;
    const [log, donorLog, donorCase] = [labeled[index], labeled[donor], cases[donor]];
    if (log === undefined || donorLog === undefined || donorCase === undefined) return [];
    return [rowOf(own, log, null), rowOf(own, spliceLog(log, donorLog, random), donorCase)];
  });
}

function labeledLog(labeled: Case): LabeledLog {
  const { lines } = readRecords(decodeLog(labeled.text), "auto");
  const { commandStart, end, endKnown } = findBuildRegion(lines);
  return {
    lines: labeled.text.split("\n"),
    start: labeled.start_line,
    end: labeled.end_line,
    commandLine: lines[commandStart]?.no ?? 1,
    endLine: endKnown ? (lines[end]?.no ?? null) : null,
  };
}

function rowOf(own: Case, { lines, start, end }: LabeledLog, donor: Case | null): BuildRow {
  const log = readRecords(decodeLog(lines.join("\n")), "auto");
  const region = findBuildRegion(log.lines);
  return {
    repository: repositoryOf(own),
    language: own.lang,
    donor: donor === null ? null : { repository: repositoryOf(donor), language: donor.lang },
    features: buildFeatures(log.lines, region),
    lineNumbers: region.indexes.map((index) => log.lines[index]?.no ?? 0),
    start,
    end,
  };
}

function repositoryOf({ id }: Case): string {
  return id.split("/")[1] ?? id;
}

/** The gain of each row with weights fitted without any log, and without spliced output, of its group. */
export function crossValidate(
  rows: readonly BuildRow[],
  by: "repository" | "language",
  options: { seed: number; folds: number },
): { row: BuildRow; gain: Gain }[] {
  const groups = shuffled([...new Set(rows.map((row) => row[by]))].toSorted(), seededRandom(options.seed));
  const count = Math.min(options.folds, groups.length);
  return Array.from({ length: count }, (_none, fold) => {
    const held = new Set(groups.filter((_group, index) => index % count === fold));
    const isHeld = (row: BuildRow) => held.has(row[by]) || (row.donor !== null && held.has(row.donor[by]));
    const weights = fitBuildWeights(rows.filter((row) => !isHeld(row)));
    return rows.filter((row) => held.has(row[by])).map((row) => ({ row, gain: gainOf(row, weights) }));
  }).flat();
}

/** How much of the labeled part the window shows. */
export function gainOf(row: BuildRow, weights: readonly number[]): Gain {
  const first = pickBuildWindow(scoreBuildLines(row.features, weights), WINDOW);
  const from = row.lineNumbers[first] ?? 0;
  const to = from + WINDOW - 1;
  const shared = Math.max(0, Math.min(to, row.end) - Math.max(from, row.start) + 1);
  const labeled = row.end - row.start + 1;
  return {
    any: shared > 0 ? 1 : 0,
    whole: shared === labeled ? 1 : 0,
    f1: (2 * shared) / (to - from + 1 + labeled),
  };
}

/** The weights by feature, followed by the bias, rounded as in the table. Deterministic. */
export function fitBuildWeights(train: readonly BuildRow[]): number[] {
  const lists = listsOf(train, seededRandom(7));
  const weights = [...fitListwise(lists, BUILD_FEATURES.length, PENALTY)].map(
    (weight) => Math.round(weight * 100) / 100,
  );
  return [...weights, biasOf(lists, weights)];
}

/** Weighs repositories equally, and logs within a repository equally; samples the lines far from the chunk. */
function listsOf(train: readonly BuildRow[], random: () => number): LineList[] {
  const keyOf = ({ repository, donor }: BuildRow) =>
    `${repository} ${donor === null ? "as recorded" : "spliced"}`;
  const logs = new Map<string, number>();
  for (const row of train) logs.set(keyOf(row), (logs.get(keyOf(row)) ?? 0) + 1);
  const spliced = [...logs.keys()].filter((key) => key.endsWith(" spliced")).length;
  return train.map((row) => {
    const share = row.donor === null ? (1 - SPLICED_SHARE) / (logs.size - spliced) : SPLICED_SHARE / spliced;
    const isNear = (no: number) => no >= row.start - NEAR_LINES && no <= row.end + NEAR_LINES;
    const far = row.lineNumbers.filter((no) => !isNear(no)).length;
    const drawn = Math.min(1, FAR_LINES / Math.max(1, far));
    const lines: LineList["lines"] = [];
    for (const [index, no] of row.lineNumbers.entries()) {
      if (!isNear(no) && random() >= drawn) continue;
      const weight = isNear(no) ? 1 : 1 / drawn;
      lines.push({ features: row.features[index] ?? [], share: shareOf(row, no), weight });
    }
    return { lines, weight: share / (logs.get(keyOf(row)) ?? 1) };
  });
}

/** A line's target share; the shares of a log sum to 1. */
function shareOf(row: BuildRow, no: number): number {
  const wanted = Math.min(FIRST_LINES, row.end - row.start + 1);
  if (no < row.start || no >= row.start + wanted) return 0;
  return (no === row.start ? FIRST_SHARE : 0) + (1 - FIRST_SHARE) / wanted;
}

/**
 * The weights only rank the lines of a log. The bias calibrates them as probabilities: the mean probability of all lines,
 * weighted by `CHUNK_ODDS`, equals the frequency of chunk lines.
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
