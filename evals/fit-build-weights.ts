/** Fits the weights of build-log features to labeled logs and measures them on logs that were left out. */
import type { BuildRow, Collection } from "@/evals/build-rows";
import { fitListwise, type LineList } from "@/evals/fit-listwise";
import { seededRandom } from "@/evals/seeded-random";
import { BUILD_FEATURES } from "@/lib/logs/builds/build-features";
import { pickBuildWindow, scoreBuildLines } from "@/lib/logs/builds/score-build-lines";

/** The scores of a window, 0 to 1. */
export interface Gain {
  any: number;
  whole: number;
  f1: number;
}

/** A log and its scores with weights that have not seen it. */
export interface Scored {
  row: BuildRow;
  gain: Gain;
}

/** How the objective of a fit is composed. */
export interface FitSettings {
  penalty: number;
  /** The share of the logs with spliced output in the objective. */
  splicedShare: number;
  /** The share of our own builds in the objective. */
  ownShare: number;
}

const SETTINGS: FitSettings = { penalty: 0.02, splicedShare: 0.5, ownShare: 0.15 };
/** The chunk's first line gets most of the target share, its other first lines the rest, because its start matters. */
const FIRST_SHARE = 0.5;
const FIRST_LINES = 12;
const NEAR_LINES = 30;
const FAR_LINES = 250;
const WINDOW = 30;
/** Odds of chunk lines when calibrating the bias. */
const CHUNK_ODDS = 0.1;

/**
 * The gain of each row of a collection with weights fitted without any log, and without spliced output, of its group. The
 * other collection stays in the training data, but for the held language.
 */
export function crossValidate(
  rows: readonly BuildRow[],
  collection: Collection,
  by: "repository" | "language",
  options: { seed: number; folds: number; settings?: FitSettings },
): Scored[] {
  const own = rows.filter((row) => row.collection === collection);
  const groups = shuffled([...new Set(own.map((row) => row[by]))].toSorted(), seededRandom(options.seed));
  const count = Math.min(options.folds, groups.length);
  return Array.from({ length: count }, (_none, fold) => {
    const held = new Set(groups.filter((_group, index) => index % count === fold));
    const isHeld = (row: BuildRow) => held.has(row[by]) || (row.donor !== null && held.has(row.donor[by]));
    const weights = fitBuildWeights(
      rows.filter((row) => !isHeld(row)),
      options.settings,
    );
    return own.filter((row) => held.has(row[by])).map((row) => ({ row, gain: gainOf(row, weights) }));
  }).flat();
}

/** The scored logs by repository or language. */
export function byGroup(scored: readonly Scored[], by: "repository" | "language"): Map<string, Scored[]> {
  const groups = new Map<string, Scored[]>();
  for (const log of scored) {
    const group = groups.get(log.row[by]) ?? [];
    group.push(log);
    groups.set(log.row[by], group);
  }
  return groups;
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
export function fitBuildWeights(train: readonly BuildRow[], settings: FitSettings = SETTINGS): number[] {
  const lists = listsOf(train, settings, seededRandom(7));
  const weights = [...fitListwise(lists, BUILD_FEATURES.length, settings.penalty)].map(
    (weight) => Math.round(weight * 100) / 100,
  );
  return [...weights, biasOf(lists, weights)];
}

/** Samples the lines far from the chunk. */
function listsOf(train: readonly BuildRow[], settings: FitSettings, random: () => number): LineList[] {
  const weigh = weigher(train, settings);
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
    return { lines, weight: weigh(row) };
  });
}

/**
 * Returns the weight of a row in the objective: the shares of the settings, within them repositories equally, and logs
 * within a repository equally.
 */
function weigher(train: readonly BuildRow[], settings: FitSettings): (row: BuildRow) => number {
  const poolOf = ({ collection, donor }: BuildRow) =>
    `${collection} ${donor === null ? "as recorded" : "spliced"}`;
  const logs = new Map<string, Map<string, number>>();
  for (const row of train) {
    const pool = logs.get(poolOf(row)) ?? new Map<string, number>();
    pool.set(row.repository, (pool.get(row.repository) ?? 0) + 1);
    logs.set(poolOf(row), pool);
  }
  const shareOfPool = (row: BuildRow) =>
    (row.donor === null ? 1 - settings.splicedShare : settings.splicedShare) *
    (row.collection === "own" ? settings.ownShare : 1 - settings.ownShare);
  const total = [...new Map(train.map((row) => [poolOf(row), shareOfPool(row)])).values()].reduce(
    (a, b) => a + b,
    0,
  );
  return (row) => {
    const pool = logs.get(poolOf(row));
    return shareOfPool(row) / total / (pool?.size ?? 1) / (pool?.get(row.repository) ?? 1);
  };
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
