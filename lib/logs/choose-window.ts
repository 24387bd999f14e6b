import type { LineSpan, RankedLine } from "@/lib/logs/schemas";

const MAX_LINES = 30;

/** The at most 30 lines a person should read. */
export function chooseWindow(lineCount: number, failing: readonly RankedLine[]): LineSpan {
  const best = failing[0]?.line ?? lineCount;
  const startLine = Math.max(1, best - 20);
  return { startLine, endLine: Math.min(lineCount, startLine + MAX_LINES - 1) };
}
