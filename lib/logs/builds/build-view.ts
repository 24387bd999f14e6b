/** The scored part of a build log, prepared for the feature readers. */
import { shapesOf, type LineShapes } from "@/lib/logs/builds/build-shapes";
import type { LogLine } from "@/lib/logs/records/log-line";

/** The part of a build log that is scored, and where its failing command begins and ends. */
export interface BuildRegion {
  /** Indexes into the lines, ascending; the middle of a very long output is left out. */
  indexes: readonly number[];
  commandStart: number;
  /** Index of the line that reports the failing command's end, or of the last line if none does. */
  end: number;
  endKnown: boolean;
}

export interface BuildView {
  /** The lines of the region, in order; feature readers take positions in this list. */
  lines: readonly LineShapes[];
  /** Whether the failing command printed the line. */
  inside: readonly boolean[];
  region: BuildRegion;
}

export function viewBuild(lines: readonly LogLine[], region: BuildRegion): BuildView {
  const shown: LineShapes[] = [];
  const inside: boolean[] = [];
  for (const at of region.indexes) {
    const line = lines[at];
    if (line === undefined) continue;
    shown.push(shapesOf(line));
    inside.push(at >= region.commandStart && at <= region.end);
  }
  return { lines: shown, inside, region };
}

/** Called with the name of each feature that applies. */
export type AddFeature = (name: string) => void;

/** The highest step that a value reaches, or the first step if it reaches none. */
export function stepOf(value: number, steps: readonly number[]): number {
  let reached = steps[0] ?? 0;
  for (const step of steps) if (value >= step) reached = step;
  return reached;
}
