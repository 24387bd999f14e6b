/** Turns the lines of a build log into named binary features for the line scorer. */
import { LAYOUT_FEATURES, layoutFeatures } from "@/lib/logs/builds/build-layout";
import { NEIGHBOUR_FEATURES, neighbourFeatures } from "@/lib/logs/builds/build-neighbours";
import { REPETITION_FEATURES, repetitionFeatures } from "@/lib/logs/builds/build-repetition";
import { SHAPE_NAMES, type LineShapes } from "@/lib/logs/builds/build-shapes";
import { viewBuild, type AddFeature, type BuildRegion } from "@/lib/logs/builds/build-view";
import type { LogLine } from "@/lib/logs/records/log-line";

const EVIDENCE_STEPS = [1, 14, 30, 44, 50, 56] as const;

/** The names of all features; a line's features are indexes into this list. */
export const BUILD_FEATURES: readonly string[] = [
  ...SHAPE_NAMES,
  ...EVIDENCE_STEPS.map((step) => `evidence-${step}`),
  "red",
  "blank",
  ...NEIGHBOUR_FEATURES,
  ...REPETITION_FEATURES,
  ...LAYOUT_FEATURES,
];

const INDEX = new Map(BUILD_FEATURES.map((name, index) => [name, index]));

/** The feature indexes of each line of a region, in order. */
export function buildFeatures(lines: readonly LogLine[], region: BuildRegion): number[][] {
  const view = viewBuild(lines, region);
  const readers = [neighbourFeatures(view), repetitionFeatures(lines, view), layoutFeatures(view)];
  return view.lines.map((line, at) => {
    const features: number[] = [];
    const add = (name: string) => {
      const index = INDEX.get(name);
      if (index !== undefined) features.push(index);
    };
    addOwn(line, features, add);
    for (const read of readers) read(at, add);
    return features;
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
