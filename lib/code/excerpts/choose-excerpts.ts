import { enclosingBlock } from "@/lib/code/excerpts/enclosing-block";
import { statements, statementSpan } from "@/lib/code/excerpts/statement-span";
import type { LineSpan } from "@/lib/logs/schemas";

const BEFORE = 8;
const AFTER = 4;
/** The function's first line is shown too if it is this close. */
const HEAD_BEFORE = 16;
/** A longer statement is not shown in full. */
const MAX_STATEMENT = 20;
/** Excerpts with fewer lines between them are shown as one. */
const MAX_BETWEEN = 3;
/** Lines of a function's body to show if its first line is wanted. */
const BODY_AFTER = 16;
const MAX_LINES = 80;

export interface CodeExcerpt extends LineSpan {
  /** The wanted lines within it, in the order given. */
  wanted: number[];
}

/**
 * The parts of a file to show: for each wanted line the lines around it, with the whole statement if it is short, the head
 * of a close enclosing function and, for the head of a function, the start of its body. Overlapping parts are joined; the part with the first wanted line comes first. Lines
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
  const body = isPython && HEAD.test(lines[line - 1] ?? "") ? bodyEnd(lines, line) : line;
  const endLine = Math.max(line + AFTER, statement.endLine, Math.min(body, line + BODY_AFTER));
  return { startLine: Math.max(1, startLine), endLine: Math.min(lines.length, endLine) };
}

const HEAD = /^\s*(?:async\s+)?def\s/;

/** The last line of the function that begins at `line`: before the next statement with the same or less indentation. */
function bodyEnd(lines: readonly string[], line: number): number {
  const indent = indentOf(lines[line - 1] ?? "");
  for (const { startLine } of statements(lines)) {
    const text = lines[startLine - 1] ?? "";
    if (startLine > line && text.trim() !== "" && indentOf(text) <= indent) return startLine - 1;
  }
  return lines.length;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function headOf(lines: readonly string[], line: number): number | null {
  const head = enclosingBlock(lines, line)?.line ?? null;
  return head !== null && line - head <= HEAD_BEFORE ? head : null;
}
