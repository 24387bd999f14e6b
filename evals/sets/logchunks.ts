import { join } from "node:path";
import { readJsonLines } from "@/evals/read-data";
import { inHeldOutHalf } from "@/evals/split-repositories";
import { parseLog } from "@/lib/logs/parse-log";

export const name = "logchunks";

interface Case {
  id: string;
  lang: string;
  text: string;
  start_line: number;
  end_line: number;
}

interface Outcome {
  id: string;
  repository: string;
  any: boolean;
  whole: boolean;
  f1: number;
  hit1: boolean;
  window: string;
  chunk: string;
}

/** Finds the chunk that says why a build failed: window of at most 30 lines against the labelled chunk. */
export async function run(dataDir: string): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const cases = readJsonLines<Case>(join(dataDir, "logchunks/cases.jsonl.gz"));
  const outcomes = cases.map(judge);
  const held = outcomes.filter((outcome) => inHeldOutHalf(outcome.repository));
  const open = outcomes.filter((outcome) => !inHeldOutHalf(outcome.repository));
  const metrics = {
    anyOverlap: share(outcomes, (outcome) => outcome.any),
    wholeChunk: share(outcomes, (outcome) => outcome.whole),
    lineF1: outcomes.reduce((sum, outcome) => sum + outcome.f1, 0) / outcomes.length,
    firstLineInChunk: share(outcomes, (outcome) => outcome.hit1),
    anyOverlapHeldOutHalf: share(held, (outcome) => outcome.any),
    wholeChunkHeldOutHalf: share(held, (outcome) => outcome.whole),
    anyOverlapOtherHalf: share(open, (outcome) => outcome.any),
    wholeChunkOtherHalf: share(open, (outcome) => outcome.whole),
    cases: outcomes.length,
  };
  const targets = { anyOverlap: 0.85, wholeChunk: 0.7 };
  return { metrics, targets, details: outcomes.filter((outcome) => !outcome.whole) };
}

function judge(labelled: Case): Outcome {
  const { window, failingLines } = parseLog(labelled.text);
  const from = Math.max(window.startLine, labelled.start_line);
  const to = Math.min(window.endLine, labelled.end_line);
  const shared = Math.max(0, to - from + 1);
  const shown = window.endLine - window.startLine + 1;
  const labelledLines = labelled.end_line - labelled.start_line + 1;
  const first = failingLines[0]?.line ?? 0;
  return {
    id: labelled.id,
    repository: labelled.id.split("/")[1] ?? labelled.id,
    any: shared > 0,
    whole: shared === labelledLines,
    f1: (2 * shared) / (shown + labelledLines),
    hit1: first >= labelled.start_line && first <= labelled.end_line,
    window: `${window.startLine}-${window.endLine}`,
    chunk: `${labelled.start_line}-${labelled.end_line}`,
  };
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
