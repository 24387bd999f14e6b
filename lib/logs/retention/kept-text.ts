/** The kept text of a log, with gap markers for omitted lines, and a mapping to the log's line numbers. */
import { decodeLines } from "@/lib/logs/records/decode-log";
import { gapLine } from "@/lib/logs/records/gap-line";

/** Consecutive complete lines of a log. */
export interface TextPiece {
  /** 1-based. */
  firstLine: number;
  bytes: Buffer;
  /** Pieces of one long stack trace share a number. */
  trace: number | null;
}

/** A stretch of the text that starts at line `local`: lines from `original` on, or a gap of `missing` lines. */
export interface Stretch {
  local: number;
  original: number;
  missing: number;
}

export interface KeptText {
  text: string;
  /** Number of lines in the log; the text has fewer if some were omitted. */
  lineCount: number;
  missingLines: number;
  numbers: LineNumbers;
}

/** Converts line numbers between the kept text and the log. */
export class LineNumbers {
  constructor(readonly stretches: readonly Stretch[]) {}

  /** The log line of a text line; for a gap, the first omitted line. */
  original(local: number): number {
    const stretch = this.stretchAt(local, (stretch) => stretch.local);
    return stretch === undefined
      ? local
      : stretch.original + (stretch.missing > 0 ? 0 : local - stretch.local);
  }

  /** The log line of the end of a span; for a gap, the last omitted line. */
  originalEnd(local: number): number {
    const stretch = this.stretchAt(local, (stretch) => stretch.local);
    return stretch !== undefined && stretch.missing > 0
      ? stretch.original + stretch.missing - 1
      : this.original(local);
  }

  /** The text line of a log line, or null if it was omitted. */
  local(original: number): number | null {
    const stretch = this.stretchAt(original, (stretch) => stretch.original);
    if (stretch === undefined) return original;
    return stretch.missing > 0 ? null : stretch.local + original - stretch.original;
  }

  /** The gapless span of text lines that contains a line. */
  stretchOf(local: number): { startLine: number; endLine: number } {
    const at = this.stretches.findLastIndex((stretch) => stretch.local <= local);
    const next = this.stretches[at + 1];
    return {
      startLine: this.stretches[at]?.local ?? 1,
      endLine: next === undefined ? Number.MAX_SAFE_INTEGER : next.local - 1,
    };
  }

  private stretchAt(line: number, start: (stretch: Stretch) => number): Stretch | undefined {
    let low = 0;
    let high = this.stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const candidate = this.stretches[middle];
      if (candidate !== undefined && start(candidate) <= line) low = middle;
      else high = middle - 1;
    }
    return this.stretches[low];
  }
}

/** A text that is a complete log. */
export function wholeText(text: string): KeptText {
  const numbers = new LineNumbers([{ local: 1, original: 1, missing: 0 }]);
  return { text, lineCount: countLines(text), missingLines: 0, numbers };
}

/** Joins ordered pieces that do not overlap; the last piece ends the log. */
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
