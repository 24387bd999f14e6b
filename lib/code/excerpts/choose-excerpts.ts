import { enclosingBlock } from "@/lib/code/excerpts/enclosing-block";
import { statementSpan } from "@/lib/code/excerpts/statement-span";
import type { LineSpan } from "@/lib/logs/schemas";

const BEFORE = 8;
const AFTER = 4;
/** The function's first line is shown too if it is this close. */
const HEAD_BEFORE = 16;
/** A longer statement is not shown in full. */
const MAX_STATEMENT = 20;
/** Excerpts with fewer lines between them are shown as one. */
const MAX_BETWEEN = 3;
const MAX_LINES = 80;

export interface CodeExcerpt extends LineSpan {
  /** The wanted lines within it, in the order given. */
  wanted: number[];
}

/**
 * The parts of a file to show: for each wanted line the lines around it, with the whole statement if it is short and the
 * head of a close enclosing function. Overlapping parts are joined; the part with the first wanted line comes first. Lines
 * beyond the end of the file are left out. Pure.
 * @param wanted 1-based line numbers.
 */
export function chooseExcerpts(
  lines: readonly string[],
  wanted: readonly number[],
  isPython: boolean,
): CodeExcerpt[] {
  const inside = [...new Set(wanted)].filter((line) => line >= 1 && line <= lines.length);
  const spans = inside
    .map((line): CodeExcerpt => ({ ...around(lines, line, isPython), wanted: [line] }))
    .toSorted((a, b) => a.startLine - b.startLine);
  const joined: CodeExcerpt[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const isClose = last !== undefined && span.startLine <= last.endLine + MAX_BETWEEN;
    if (isClose && span.endLine - last.startLine < MAX_LINES) {
      last.endLine = Math.max(last.endLine, span.endLine);
      last.wanted.push(...span.wanted);
    } else joined.push(span);
  }
  const rank = ({ wanted: own }: CodeExcerpt) => Math.min(...own.map((line) => inside.indexOf(line)));
  return joined
    .map((excerpt) => ({ ...excerpt, wanted: inside.filter((line) => excerpt.wanted.includes(line)) }))
    .toSorted((a, b) => rank(a) - rank(b));
}

function around(lines: readonly string[], line: number, isPython: boolean): LineSpan {
  const own = isPython ? statementSpan(lines, line) : { startLine: line, endLine: line };
  const isShort = own.endLine - own.startLine < MAX_STATEMENT;
  const statement = isShort ? own : { startLine: line, endLine: line };
  const head = isPython ? headOf(lines, line) : null;
  const startLine = Math.min(line - BEFORE, statement.startLine, head ?? line);
  const endLine = Math.max(line + AFTER, statement.endLine);
  return { startLine: Math.max(1, startLine), endLine: Math.min(lines.length, endLine) };
}

function headOf(lines: readonly string[], line: number): number | null {
  const head = enclosingBlock(lines, line)?.line ?? null;
  return head !== null && line - head <= HEAD_BEFORE ? head : null;
}
