/** The text kept of a log, with gaps where lines are missing, and the numbers its lines have in the log. */
import { decodeLines } from "@/lib/logs/records/decode-log";
import { gapLine } from "@/lib/logs/records/gap-line";

/** Consecutive whole lines of a log. */
export interface TextPiece {
  /** 1-based. */
  firstLine: number;
  bytes: Buffer;
  /** Pieces of one long stack trace share a number. */
  trace: number | null;
}

/** Consecutive lines of the text: those from `local` are those from `original`, or stand for `missing`. */
export interface Stretch {
  local: number;
  original: number;
  missing: number;
}

export interface KeptText {
  text: string;
  /** Lines of the log; the text has fewer where some are missing. */
  lineCount: number;
  missingLines: number;
  numbers: LineNumbers;
}

/** Which line of the log a line of the kept text is. */
export class LineNumbers {
  constructor(readonly stretches: readonly Stretch[]) {}

  /** The line of the log; for a gap the first line that is missing there. */
  original(local: number): number {
    const stretch = this.stretchAt(local, (one) => one.local);
    return stretch === undefined
      ? local
      : stretch.original + (stretch.missing > 0 ? 0 : local - stretch.local);
  }

  /** The same for the end of a span: for a gap the last line that is missing there. */
  originalEnd(local: number): number {
    const stretch = this.stretchAt(local, (one) => one.local);
    return stretch !== undefined && stretch.missing > 0
      ? stretch.original + stretch.missing - 1
      : this.original(local);
  }

  /** The line of the kept text that a line of the log is, or null where it is missing. */
  local(original: number): number | null {
    const stretch = this.stretchAt(original, (one) => one.original);
    if (stretch === undefined) return original;
    return stretch.missing > 0 ? null : stretch.local + original - stretch.original;
  }

  /** Lines of the text without a gap between them that hold a line. */
  stretchOf(local: number): { startLine: number; endLine: number } {
    const at = this.stretches.findLastIndex((one) => one.local <= local);
    const next = this.stretches[at + 1];
    return {
      startLine: this.stretches[at]?.local ?? 1,
      endLine: next === undefined ? Number.MAX_SAFE_INTEGER : next.local - 1,
    };
  }

  private stretchAt(line: number, start: (one: Stretch) => number): Stretch | undefined {
    let low = 0;
    let high = this.stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const one = this.stretches[middle];
      if (one !== undefined && start(one) <= line) low = middle;
      else high = middle - 1;
    }
    return this.stretches[low];
  }
}

/** A text that is all of its log. */
export function wholeText(text: string): KeptText {
  const numbers = new LineNumbers([{ local: 1, original: 1, missing: 0 }]);
  return { text, lineCount: countLines(text), missingLines: 0, numbers };
}

/** Joins pieces that are in order and do not overlap; the last one ends the log. */
export function joinPieces(pieces: readonly TextPiece[]): KeptText {
  const parts: string[] = [];
  const stretches: Stretch[] = [];
  let local = 1;
  let next = 1;
  let missingLines = 0;
  let trace: number | null = null;
  for (const piece of pieces) {
    if (piece.bytes.length === 0) continue;
    const missing = piece.firstLine - next;
    if (missing > 0) {
      stretches.push({ local, original: next, missing });
      parts.push(gapLine(missing, trace !== null && trace === piece.trace), "\n");
      missingLines += missing;
      local += 1;
    }
    if (missing > 0 || stretches.length === 0) {
      stretches.push({ local, original: piece.firstLine, missing: 0 });
    }
    const text = decodeLines(piece.bytes);
    const newlines = countLines(text) - 1;
    parts.push(text);
    local += newlines;
    next = piece.firstLine + newlines;
    trace = piece.trace;
  }
  return { text: parts.join(""), lineCount: next, missingLines, numbers: new LineNumbers(stretches) };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
