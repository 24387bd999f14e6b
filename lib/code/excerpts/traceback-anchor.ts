import type { Columns } from "@/lib/code/excerpts/failing-expression";
import type { ReadText, StackFrame } from "@/lib/logs/schemas";

const MARKERS = /^(\s*)([~^]+)\s*$/;

/**
 * The columns that a traceback underlines with `~~~^^^` below a frame's source line, relative to the line without its
 * indentation; null if it underlines nothing. Pure.
 */
export function tracebackAnchor({ text, firstLine }: ReadText, frame: StackFrame): Columns | null {
  if (frame.logLine === null || frame.source === null) return null;
  const [source = "", markers = ""] = linesFrom(text, frame.logLine - firstLine + 1, 2);
  const found = MARKERS.exec(markers.slice(0, 2_000));
  if (!found || source.trim() !== frame.source.trim()) return null;
  const start = (found[1]?.length ?? 0) - (source.length - source.trimStart().length);
  return start < 0 ? null : { start, end: start + (found[2]?.length ?? 0) };
}

/** `count` lines from index `skip`, without splitting a large text. */
function linesFrom(text: string, skip: number, count: number): string[] {
  let at = 0;
  for (let i = 0; i < skip; i += 1) {
    at = text.indexOf("\n", at) + 1;
    if (at === 0) return [];
  }
  const lines: string[] = [];
  for (let i = 0; i < count && at <= text.length; i += 1) {
    const end = text.indexOf("\n", at);
    lines.push(text.slice(at, end === -1 ? text.length : end));
    if (end === -1) break;
    at = end + 1;
  }
  return lines;
}
