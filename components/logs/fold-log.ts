import type { LogText } from "@/components/logs/log-text";
import { shownExceptions } from "@/components/logs/shown-exceptions";
import { count } from "@/components/ui/words";
import type { LogFacts } from "@/lib/evidence/schemas";

export interface LineSpan {
  startLine: number;
  endLine: number;
}

/** A row of the viewer: a line, or a fold that stands for lines nobody needs at first. */
export type LogRow = { kind: "line"; line: number } | ({ kind: "fold"; label: string } & LineSpan);

interface FoldLog {
  log: LogText;
  /** What must be seen: the window, failing lines, members of the chain, what is cited. */
  spans: readonly LineSpan[];
  /** Folds that were opened, by their first line. */
  opened: ReadonlySet<number>;
  isWhole: boolean;
}

const ALL_SHOWN_UP_TO = 40;
const TAIL = 40;
const CANDIDATES = 5;
const AROUND = 2;
const SMALLEST_FOLD = 4;
const LIBRARY_FRAME = /^\s*File "[^"]*(?:\/site-packages\/|\/dist-packages\/|\/lib\/python\d)/;
const FRAME = /^\s*File "/;

/**
 * What of a log must be seen: the window, the failing line and its rivals, the chain, and what was asked for. Of a
 * log that is not understood, or of a run that succeeded, the end.
 */
export function spansOf(
  log: LogText,
  facts: LogFacts | null,
  target: LineSpan | null,
  goal: number | null,
): LineSpan[] {
  const end = log.first + log.lines.length - 1;
  const one = (line: number) => ({ startLine: line, endLine: line });
  const asked = [...(target ? [target] : []), ...(goal === null ? [] : [one(goal)])];
  if (!facts || facts.outcome === "no_failure") return [{ startLine: end - TAIL, endLine: end }, ...asked];
  return [
    facts.window,
    ...facts.failingLines.slice(0, CANDIDATES).map(({ line }) => one(line)),
    ...shownExceptions(facts).map(({ messageLine }) => one(messageLine)),
    ...asked,
  ];
}

/** The rows to draw: what matters with a little around it, the rest folded and said how much it is. */
export function foldLog({ log, spans, opened, isWhole }: FoldLog): LogRow[] {
  const last = log.first + log.lines.length - 1;
  if (isWhole) return lineRows(log.first, last);
  const isShort = log.lines.length <= ALL_SHOWN_UP_TO;
  const shown = isShort ? [{ startLine: log.first, endLine: last }] : visibleSpans(log, spans);
  const kept = new Set(spans.flatMap((span) => numbersOf(span, log)));
  const parts: Part[] = [];
  let next = log.first;
  for (const span of shown) {
    if (span.startLine > next) parts.push({ startLine: next, endLine: span.startLine - 1, label: "" });
    parts.push(...foldNoise(log, span, kept));
    next = span.endLine + 1;
  }
  if (next <= last) parts.push({ startLine: next, endLine: last, label: "" });
  return joinFolds(parts, { first: log.first, last }).flatMap((part): LogRow[] =>
    part.label === null || opened.has(part.startLine)
      ? lineRows(part.startLine, part.endLine)
      : [{ kind: "fold", startLine: part.startLine, endLine: part.endLine, label: part.label }],
  );
}

/** Folds that touch become one; what is folded for its place alone is called by it. */
function joinFolds(parts: readonly Part[], { first, last }: { first: number; last: number }): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const previous = joined.at(-1);
    if (previous && previous.label !== null && part.label !== null) {
      previous.endLine = part.endLine;
      previous.label = "";
    } else joined.push({ ...part });
  }
  return joined.map((part) => {
    if (part.label !== "") return part;
    const place = part.startLine === first ? "above" : part.endLine === last ? "below" : "between";
    return { ...part, label: `${count(part.endLine - part.startLine + 1, "line")} ${place}` };
  });
}

function lineRows(from: number, to: number): LogRow[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({ kind: "line", line: from + i }));
}

function numbersOf(span: LineSpan, { first, lines }: LogText): number[] {
  const from = Math.max(first, span.startLine);
  const to = Math.min(first + lines.length - 1, span.endLine);
  // A whole window is not sacred, single lines are: only short spans keep their lines out of inner folds.
  return to - from < SMALLEST_FOLD
    ? lineRows(from, to).flatMap((row) => (row.kind === "line" ? row.line : []))
    : [];
}

/** The spans with what is around them, joined where the gap between is too small to fold. */
function visibleSpans({ first, lines }: LogText, spans: readonly LineSpan[]): LineSpan[] {
  const last = first + lines.length - 1;
  const wide = spans
    .map(({ startLine, endLine }) => ({
      startLine: Math.max(first, startLine - AROUND),
      endLine: Math.min(last, endLine + AROUND),
    }))
    .filter((span) => span.startLine <= span.endLine)
    .toSorted((a, b) => a.startLine - b.startLine);
  const joined: LineSpan[] = [];
  for (const span of wide) {
    const previous = joined.at(-1);
    if (previous && span.startLine - previous.endLine <= SMALLEST_FOLD) {
      previous.endLine = Math.max(previous.endLine, span.endLine);
    } else joined.push({ ...span });
  }
  const head = joined[0];
  if (head && head.startLine - first < SMALLEST_FOLD) head.startLine = first;
  const tail = joined.at(-1);
  if (tail && last - tail.endLine < SMALLEST_FOLD) tail.endLine = last;
  return joined;
}

interface Part extends LineSpan {
  /** Why it is folded, empty where only for its place; null: it is shown. */
  label: string | null;
}

/** Inside of what is shown: frames of libraries and runs of the same line fold away. */
function foldNoise(log: LogText, span: LineSpan, kept: ReadonlySet<number>): Part[] {
  const parts: Part[] = [];
  const show = (startLine: number, endLine: number) => {
    const previous = parts.at(-1);
    if (previous?.label === null) previous.endLine = endLine;
    else parts.push({ startLine, endLine, label: null });
  };
  for (let line = span.startLine; line <= span.endLine;) {
    const noise = noiseAt(log, { line, last: span.endLine, kept });
    if (noise) parts.push(noise);
    else show(line, line);
    line = (noise?.endLine ?? line) + 1;
  }
  return parts;
}

interface At {
  line: number;
  last: number;
  kept: ReadonlySet<number>;
}

function noiseAt(log: LogText, at: At): Part | null {
  const library = runLength(log, at, isLibraryCode(log, at.line));
  if (library >= SMALLEST_FOLD) {
    return { startLine: at.line, endLine: at.line + library - 1, label: `${library} lines of library code` };
  }
  const pattern = shapeOf(textAt(log, at.line));
  const repeats = pattern ? runLength(log, at, (text) => shapeOf(text) === pattern) : 0;
  // The first of them stays: it says what is repeated.
  if (
    repeats > SMALLEST_FOLD &&
    repeats > 1 &&
    at.line > log.first &&
    shapeOf(textAt(log, at.line - 1)) === pattern
  ) {
    return { startLine: at.line, endLine: at.line + repeats - 1, label: `${repeats} more of the same` };
  }
  return null;
}

function runLength(log: LogText, { line, last, kept }: At, fits: (text: string) => boolean): number {
  let length = 0;
  while (line + length <= last && !kept.has(line + length) && fits(textAt(log, line + length))) length++;
  return length;
}

/** A frame in a library and the source lines under it, up to the next frame of one's own. */
function isLibraryCode(log: LogText, line: number): (text: string) => boolean {
  if (!LIBRARY_FRAME.test(textAt(log, line))) return () => false;
  let isInLibrary = false;
  return (text) => {
    if (FRAME.test(text)) isInLibrary = LIBRARY_FRAME.test(text);
    else if (!/^\s{2,}\S/.test(text)) isInLibrary = false;
    return isInLibrary;
  };
}

function textAt(log: LogText, line: number): string {
  return log.lines[line - log.first] ?? "";
}

/** A line without its numbers: what two lines of one kind have in common. */
function shapeOf(text: string): string {
  return text.trim().replaceAll(/\d+/g, "#");
}
