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
  const held = outcomes.filter((one) => inHeldOutHalf(one.repository));
  const open = outcomes.filter((one) => !inHeldOutHalf(one.repository));
  const metrics = {
    anyOverlap: share(outcomes, (one) => one.any),
    wholeChunk: share(outcomes, (one) => one.whole),
    lineF1: outcomes.reduce((sum, one) => sum + one.f1, 0) / outcomes.length,
    firstLineInChunk: share(outcomes, (one) => one.hit1),
    anyOverlapHeldOutHalf: share(held, (one) => one.any),
    wholeChunkHeldOutHalf: share(held, (one) => one.whole),
    anyOverlapOtherHalf: share(open, (one) => one.any),
    wholeChunkOtherHalf: share(open, (one) => one.whole),
    cases: outcomes.length,
  };
  const targets = { anyOverlap: 0.85, wholeChunk: 0.7 };
  return { metrics, targets, details: outcomes.filter((one) => !one.whole) };
}

function judge(one: Case): Outcome {
  const { window, failingLines } = parseLog(one.text);
  const from = Math.max(window.startLine, one.start_line);
  const to = Math.min(window.endLine, one.end_line);
  const shared = Math.max(0, to - from + 1);
  const shown = window.endLine - window.startLine + 1;
  const labelled = one.end_line - one.start_line + 1;
  const first = failingLines[0]?.line ?? 0;
  return {
    id: one.id,
    repository: one.id.split("/")[1] ?? one.id,
    any: shared > 0,
    whole: shared === labelled,
    f1: (2 * shared) / (shown + labelled),
    hit1: first >= one.start_line && first <= one.end_line,
    window: `${window.startLine}-${window.endLine}`,
    chunk: `${one.start_line}-${one.end_line}`,
  };
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
