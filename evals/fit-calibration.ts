import { parseArgs } from "node:util";
import { judge, readCases, repositoryOf } from "@/evals/sets/real-failures-category";
import { calibrate } from "@/lib/diagnosis/engine/calibration";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { findSignatures } from "@/lib/diagnosis/engine/find-signatures";
import { isExplained, withKnownLines } from "@/lib/diagnosis/engine/known-lines";
import { weighSubjects } from "@/lib/diagnosis/inference/weigh-failure";
import { observe } from "@/lib/diagnosis/engine/observe";
import { scoreCategories, wordsShareBeside } from "@/lib/diagnosis/engine/score-categories";

/*
 * Fits the mapping from the leading category's raw share to confidence, and prints the points for
 * lib/diagnosis/engine/calibration.ts. A diagnosis counts 1 if its category is the label and 0.5 if it is another
 * acceptable category. The error is cross-validated over repositories.
 */
interface Point {
  raw: number;
  right: number;
  repository: string;
}

/** Bin edges of the raw share. */
const BOUNDS = [0, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96, 1.001];
/** Weight of the prior in cases, which keeps small bins near the raw share. */
const PRIOR_CASES = 6;
const MAX_CONFIDENCE = 0.96;

function readPoints(dataDir: string): Point[] {
  return readCases(dataDir).flatMap((failure) => {
    const observed = withKnownLines(
      observe({
        evidence: [logPiece(readText(failure.log))],
        failure: { orchestrator: "file", pipeline: "", task: null },
      }),
    );
    const signatures = findSignatures(observed);
    const leader = scoreCategories(
      signatures,
      weighSubjects(observed.subjects, isExplained(signatures), wordsShareBeside(signatures)),
      [],
    )[0];
    if (leader === undefined || leader.reasons.length === 0) return [];
    const { truth, acceptable } = judge(failure);
    const right = leader.category === truth ? 1 : acceptable.includes(leader.category) ? 0.5 : 0;
    return [{ raw: leader.probability, right, repository: repositoryOf(failure) }];
  });
}

/** Means by bin, shrunk towards the raw share and made monotonic (pool adjacent violators). */
function fit(points: readonly Point[]): { raw: number; calibrated: number }[] {
  const bins = BOUNDS.slice(0, -1).flatMap((from, at) => {
    const inside = points.filter((point) => point.raw >= from && point.raw < (BOUNDS[at + 1] ?? 1));
    if (inside.length === 0) return [];
    const raw = mean(inside.map((point) => point.raw));
    const right = inside.reduce((sum, point) => sum + point.right, 0);
    return [
      { raw, value: (right + raw * PRIOR_CASES) / (inside.length + PRIOR_CASES), weight: inside.length },
    ];
  });
  for (let at = 1; at < bins.length; at++) {
    const low = bins[at - 1];
    const high = bins[at];
    if (low === undefined || high === undefined || low.value <= high.value) continue;
    const value = (low.value * low.weight + high.value * high.weight) / (low.weight + high.weight);
    low.value = value;
    high.value = value;
  }
  return bins.map(({ raw, value }) => ({
    raw: round(raw),
    calibrated: round(Math.min(MAX_CONFIDENCE, value)),
  }));
}

/** Expected calibration error: mean difference between confidence and outcome over confidence bins. */
function expectedError(pairs: readonly { confidence: number; right: number }[]): number {
  const bins = new Map<number, { confidence: number; right: number }[]>();
  for (const pair of pairs) {
    const bin = Math.min(9, Math.floor(pair.confidence * 10));
    bins.set(bin, [...(bins.get(bin) ?? []), pair]);
  }
  const total = [...bins.values()].reduce(
    (sum, bin) =>
      sum +
      bin.length *
        Math.abs(mean(bin.map((point) => point.confidence)) - mean(bin.map((point) => point.right))),
    0,
  );
  return total / pairs.length;
}

function crossValidated(points: readonly Point[]): number {
  const repositories = [...new Set(points.map((point) => point.repository))];
  const pairs = repositories.flatMap((repository) => {
    const map = fit(points.filter((point) => point.repository !== repository));
    const table = [{ raw: 0, calibrated: 0.05 }, ...map, { raw: 1, calibrated: map.at(-1)?.calibrated ?? 1 }];
    return points
      .filter((point) => point.repository === repository)
      .map(({ raw, right }) => ({ confidence: calibrate(raw, table), right }));
  });
  return expectedError(pairs);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const round = (value: number): number => Math.round(value * 1_000) / 1_000;

const { values } = parseArgs({ options: { data: { type: "string", default: "../shared/datasets" } } });
const points = readPoints(values.data);
const raws = points.map(({ raw, right }) => ({ confidence: raw, right }));
const now = points.map(({ raw, right }) => ({ confidence: calibrate(raw), right }));
process.stdout.write(
  `${points.length} cases of ${new Set(points.map((point) => point.repository)).size} repositories\n`,
);
process.stdout.write(`ece raw ${round(expectedError(raws))}, table in use ${round(expectedError(now))}, `);
process.stdout.write(`refitted, repositories left out ${round(crossValidated(points))}\n`);
for (const point of fit(points))
  process.stdout.write(`  { raw: ${point.raw}, calibrated: ${point.calibrated} },\n`);
