import { readBuildRows, readBuilds, type LabeledBuild } from "@/evals/build-rows";
import { byGroup, crossValidate, type Gain, type Scored } from "@/evals/fit-build-weights";
import { share } from "@/evals/share";
import { parseLog } from "@/lib/logs/parse-log";

export const name = "logchunks";

interface Outcome {
  id: string;
  any: boolean;
  whole: boolean;
  f1: number;
  hit1: boolean;
  window: string;
  chunk: string;
}

/**
 * Compares the failure window, at most 30 lines, with the labeled chunk that explains a build failure. The product's
 * weights were fitted on these logs; the metrics with `LanguageLeftOut` use weights fitted without the log's language, and
 * those with `Spliced` use the same logs with other builds' output around the failure. `own…ToolLeftOut` covers our own
 * builds, each scored with weights fitted without its family of tools; every family counts the same.
 */
export async function run(dataDir: string): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const outcomes = readBuilds("logchunks", dataDir).map(judge);
  const rows = readBuildRows(dataDir);
  const [recorded, spliced] = split(
    crossValidate(rows, "logchunks", "language", { seed: 1, folds: Infinity }),
  );
  const [own, ownSpliced] = split(crossValidate(rows, "own", "repository", { seed: 1, folds: 5 }));
  const metrics = {
    anyOverlap: share(outcomes, (outcome) => outcome.any),
    wholeChunk: share(outcomes, (outcome) => outcome.whole),
    lineF1: outcomes.reduce((sum, outcome) => sum + outcome.f1, 0) / outcomes.length,
    firstLineInChunk: share(outcomes, (outcome) => outcome.hit1),
    anyOverlapLanguageLeftOut: mean(recorded, "any"),
    wholeChunkLanguageLeftOut: mean(recorded, "whole"),
    anyOverlapLanguageLeftOutSpliced: mean(spliced, "any"),
    wholeChunkLanguageLeftOutSpliced: mean(spliced, "whole"),
    ownAnyOverlapToolLeftOut: meanOfGroups(own, "any"),
    ownWholeChunkToolLeftOut: meanOfGroups(own, "whole"),
    ownAnyOverlapToolLeftOutSpliced: meanOfGroups(ownSpliced, "any"),
    cases: outcomes.length,
  };
  const targets = {
    anyOverlapLanguageLeftOut: 0.85,
    wholeChunkLanguageLeftOut: 0.7,
    ownAnyOverlapToolLeftOut: 0.6,
  };
  return { metrics, targets, details: outcomes.filter((outcome) => !outcome.whole) };
}

function judge(labeled: LabeledBuild): Outcome {
  const { window, failingLines } = parseLog(labeled.text);
  const from = Math.max(window.startLine, labeled.start_line);
  const to = Math.min(window.endLine, labeled.end_line);
  const shared = Math.max(0, to - from + 1);
  const shown = window.endLine - window.startLine + 1;
  const labeledLines = labeled.end_line - labeled.start_line + 1;
  const first = failingLines[0]?.line ?? 0;
  return {
    id: labeled.id,
    any: shared > 0,
    whole: shared === labeledLines,
    f1: (2 * shared) / (shown + labeledLines),
    hit1: first >= labeled.start_line && first <= labeled.end_line,
    window: `${window.startLine}-${window.endLine}`,
    chunk: `${labeled.start_line}-${labeled.end_line}`,
  };
}

/** The logs as they were recorded, and those with spliced output. */
function split(scored: readonly Scored[]): [Scored[], Scored[]] {
  return [scored.filter(({ row }) => row.donor === null), scored.filter(({ row }) => row.donor !== null)];
}

function mean(scored: readonly Scored[], name: keyof Gain): number {
  return scored.reduce((sum, { gain }) => sum + gain[name], 0) / scored.length;
}

/** The mean over repositories or families of tools. */
function meanOfGroups(scored: readonly Scored[], name: keyof Gain): number {
  const means = [...byGroup(scored, "repository").values()].map((group) => mean(group, name));
  return means.reduce((sum, value) => sum + value, 0) / means.length;
}
