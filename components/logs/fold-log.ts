import type { LogText } from "@/components/logs/log-text";
import { shownExceptions } from "@/components/logs/shown-exceptions";
import { count } from "@/components/ui/words";
import type { LogFacts } from "@/lib/evidence/schemas";

export interface LineRange {
  startLine: number;
  endLine: number;
}

/** A row of the log viewer: a line, or a fold hiding several lines. */
export type LogRow = { kind: "line"; line: number } | ({ kind: "fold"; label: string } & LineRange);

interface FoldLog {
  log: LogText;
  /** Lines that must stay visible: window, failing lines, exception chain, citations. */
  spans: readonly LineRange[];
  /** First lines of the folds that were opened. */
  opened: ReadonlySet<number>;
  showsAll: boolean;
}

const MAX_UNFOLDED = 40;
const TAIL = 40;
const CANDIDATES = 5;
const CONTEXT = 2;
const MIN_FOLD = 4;
const LIBRARY_FRAME = /^\s*File "[^"]*(?:\/site-packages\/|\/dist-packages\/|\/lib\/python\d)/;
const FRAME = /^\s*File "/;

/**
 * The lines that must stay visible: the window, the failing line and other candidates, the exception chain, the cited
 * lines (`target`) and the line jumped to (`goal`). Without facts, or for a successful run, the end of the log.
 */
export function spansOf(
  log: LogText,
  facts: LogFacts | null,
  target: LineRange | null,
  goal: number | null,
): LineRange[] {
  const end = log.first + log.lines.length - 1;
  const lineSpan = (line: number) => ({ startLine: line, endLine: line });
  const requested = [...(target ? [target] : []), ...(goal === null ? [] : [lineSpan(goal)])];
  if (!facts || facts.outcome === "no_failure")
    return [{ startLine: end - TAIL, endLine: end }, ...requested];
  return [
    facts.window,
    ...facts.failingLines.slice(0, CANDIDATES).map(({ line }) => lineSpan(line)),
    ...shownExceptions(facts).map(({ messageLine }) => lineSpan(messageLine)),
    ...requested,
  ];
}

/** The rows to draw: the spans with some context, everything else in labelled folds. */
export function foldLog({ log, spans, opened, showsAll }: FoldLog): LogRow[] {
  const last = log.first + log.lines.length - 1;
  if (showsAll) return lineRows(log.first, last);
  const isShort = log.lines.length <= MAX_UNFOLDED;
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

/** Joins adjacent folds and labels the ones without a reason by their position. */
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

function numbersOf(span: LineRange, { first, lines }: LogText): number[] {
  const from = Math.max(first, span.startLine);
  const to = Math.min(first + lines.length - 1, span.endLine);
  // Only short spans protect their lines from folding; a window may contain folds.
  return to - from < MIN_FOLD
    ? lineRows(from, to).flatMap((row) => (row.kind === "line" ? row.line : []))
    : [];
}

/** The spans with context lines, joined when the gap is too small to fold. */
function visibleSpans({ first, lines }: LogText, spans: readonly LineRange[]): LineRange[] {
  const last = first + lines.length - 1;
  const wide = spans
    .map(({ startLine, endLine }) => ({
      startLine: Math.max(first, startLine - CONTEXT),
      endLine: Math.min(last, endLine + CONTEXT),
    }))
    .filter((span) => span.startLine <= span.endLine)
    .toSorted((a, b) => a.startLine - b.startLine);
  const joined: LineRange[] = [];
  for (const span of wide) {
    const previous = joined.at(-1);
    if (previous && span.startLine - previous.endLine <= MIN_FOLD) {
      previous.endLine = Math.max(previous.endLine, span.endLine);
    } else joined.push({ ...span });
  }
  const head = joined[0];
  if (head && head.startLine - first < MIN_FOLD) head.startLine = first;
  const tail = joined.at(-1);
  if (tail && last - tail.endLine < MIN_FOLD) tail.endLine = last;
  return joined;
}

interface Part extends LineRange {
  /** Label of the fold, empty to label it by position; null if the lines are shown. */
  label: string | null;
}

/** Folds library frames and repeated lines inside a visible span. */
function foldNoise(log: LogText, span: LineRange, kept: ReadonlySet<number>): Part[] {
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
  if (library >= MIN_FOLD) {
    return { startLine: at.line, endLine: at.line + library - 1, label: `${library} lines of library code` };
  }
  const pattern = shapeOf(textAt(log, at.line));
  const repeats = pattern ? runLength(log, at, (text) => shapeOf(text) === pattern) : 0;
  // The first stays visible, to show what is repeated.
  if (
    repeats > MIN_FOLD &&
    repeats > 1 &&
    at.line > log.first &&
    shapeOf(textAt(log, at.line - 1)) === pattern
  ) {
    return { startLine: at.line, endLine: at.line + repeats - 1, label: `${repeats} more of the same` };
  }
  return null;
}

function runLength(log: LogText, { line, last, kept }: At, matches: (text: string) => boolean): number {
  let length = 0;
  while (line + length <= last && !kept.has(line + length) && matches(textAt(log, line + length))) length++;
  return length;
}

/** Matches library frames and their source lines, up to the next application frame. */
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

/** A line with its numbers masked, to compare lines. */
function shapeOf(text: string): string {
  return text.trim().replaceAll(/\d+/g, "#");
}
