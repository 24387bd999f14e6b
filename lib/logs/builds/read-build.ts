/** Finds the lines that explain the failure in logs not written by an orchestrator: builds, tests, scripts. */
import { buildFeatures } from "@/lib/logs/builds/build-features";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import type { ReadLog } from "@/lib/logs/records/record-builder";
import type { LineSpan } from "@/lib/logs/schemas";
import {
  LEARNED_WEIGHTS,
  pickBuildWindow,
  probabilityOf,
  scoreBuildLines,
} from "@/lib/logs/builds/score-build-lines";

export interface BuildReading {
  window: LineSpan;
  /** Probability by line number, for the scored lines. */
  scores: ReadonlyMap<number, number>;
}

/** The window of at most `size` lines that best explains the failure, and the probability of each scored line. */
export function readBuild(log: ReadLog, size: number): BuildReading {
  const region = findBuildRegion(log.lines);
  const logOdds = scoreBuildLines(buildFeatures(log.lines, region), LEARNED_WEIGHTS);
  const first = pickBuildWindow(logOdds, size);
  const startLine = log.lines[region.indexes[first] ?? 0]?.no ?? 1;
  const byLine = new Map<number, number>();
  for (const [position, index] of region.indexes.entries()) {
    byLine.set(log.lines[index]?.no ?? 0, probabilityOf(logOdds[position] ?? -Infinity));
  }
  return { window: { startLine, endLine: Math.min(log.lineCount, startLine + size - 1) }, scores: byLine };
}
