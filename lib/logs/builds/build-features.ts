/** Turns the lines of a build log into named binary features for the line scorer. */
import { LAYOUT_FEATURES, layoutFeatures } from "@/lib/logs/builds/build-layout";
import { NEIGHBOUR_FEATURES, neighbourFeatures } from "@/lib/logs/builds/build-neighbours";
import { PROGRESS_FEATURES, progressFeatures } from "@/lib/logs/builds/build-progress";
import { REPETITION_FEATURES, repetitionFeatures } from "@/lib/logs/builds/build-repetition";
import { SHAPE_NAMES, type LineShapes } from "@/lib/logs/builds/build-shapes";
import { viewBuild, type AddFeature, type BuildRegion, type BuildView } from "@/lib/logs/builds/build-view";
import type { LogLine } from "@/lib/logs/records/log-line";

const EVIDENCE_STEPS = [1, 14, 30, 44, 50, 56] as const;

/** The names of the features that a line of any log may have. */
export const LINE_FEATURES: readonly string[] = [
  ...SHAPE_NAMES,
  ...EVIDENCE_STEPS.map((step) => `evidence-${step}`),
  "red",
  "blank",
  ...NEIGHBOUR_FEATURES,
  ...REPETITION_FEATURES,
  ...LAYOUT_FEATURES,
  ...PROGRESS_FEATURES,
];

/**
 * The names of all features; a line's features are indexes into this list. In a log with many places that look like failures
 * every feature counts once more under a second name, because what stands out in a quiet log does not in a noisy one.
 */
export const BUILD_FEATURES: readonly string[] = [
  ...LINE_FEATURES,
  ...LINE_FEATURES.map((name) => `noisy ${name}`),
];

const INDEX = new Map(LINE_FEATURES.map((name, index) => [name, index]));
/** A log with at least this many separate places that look like failures is noisy. */
const NOISY_PLACES = 5;
/** Lines that look like failures belong to one place if no more lines than this lie between them. */
const PLACE_GAP = 6;

/** The feature indexes of each line of a region, in order. */
export function buildFeatures(lines: readonly LogLine[], region: BuildRegion): number[][] {
  const view = viewBuild(lines, region);
  const readers = [
    neighbourFeatures(view),
    repetitionFeatures(lines, view),
    layoutFeatures(view),
    progressFeatures(view),
  ];
  const isNoisy = countPlaces(view) >= NOISY_PLACES;
  return view.lines.map((line, at) => {
    const features: number[] = [];
    const add = (name: string) => {
      const index = INDEX.get(name);
      if (index !== undefined) features.push(index);
    };
    addOwn(line, features, add);
    for (const read of readers) read(at, add);
    return isNoisy ? [...features, ...features.map((feature) => feature + LINE_FEATURES.length)] : features;
  });
}

function addOwn(line: LineShapes, features: number[], add: AddFeature): void {
  for (let bit = 0; bit < SHAPE_NAMES.length; bit += 1)
    if ((line.bits & (1 << bit)) !== 0) features.push(bit);
  const step = EVIDENCE_STEPS.findLast((least) => line.evidence >= least);
  if (step !== undefined) add(`evidence-${step}`);
  if (line.red) add("red");
  if (line.blank) add("blank");
}

/** How many separate places in the failing command look like failures. */
function countPlaces({ lines, inside }: BuildView): number {
  let places = 0;
  let last = -Infinity;
  for (const [at, line] of lines.entries()) {
    if (!line.strong || inside[at] !== true) continue;
    if (at - last > PLACE_GAP) places += 1;
    last = at;
  }
  return places;
}
