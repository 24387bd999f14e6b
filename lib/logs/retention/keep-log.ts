/** Keeps the parts of a log needed to understand it, or all of a small log. */
import { decodeLog, ENCODING_SAMPLE_BYTES, utf16Encoding } from "@/lib/logs/records/decode-log";
import { keepClass, type KeepClass } from "@/lib/logs/retention/keep-class";
import { KeptRegions, weightOf, type Region, type RepeatedEvidence } from "@/lib/logs/retention/kept-regions";
import { joinPieces, wholeText, type KeptText, type TextPiece } from "@/lib/logs/retention/kept-text";
import { LineBlocks } from "@/lib/logs/retention/line-blocks";
import { scanBlock, type TriggeredLine } from "@/lib/logs/retention/line-triggers";
import { shapeOfBytes } from "@/lib/logs/templates/template-shape";

/** Budgets in bytes of UTF-8 text plus 128 per line. */
export interface KeepBudget {
  /** A log up to this weight is kept completely. */
  whole: number;
  head: number;
  tail: number;
  regions: number;
}

export const KEEP_BUDGET: KeepBudget = {
  whole: 24 * 2 ** 20,
  head: 2 * 2 ** 20,
  tail: 6 * 2 ** 20,
  regions: 6 * 2 ** 20,
};

/** The server's budget, smaller than the command line's because it reads several logs at once. */
export const TASK_LOG_BUDGET: KeepBudget = {
  whole: 8 * 2 ** 20,
  head: 2 ** 20,
  tail: 4 * 2 ** 20,
  regions: 3 * 2 ** 20,
};

const NEWLINE = 10;
const MAX_SHAPES = 50_000;
const MAX_REPEATED = 20;
/** How much of a very long line is rated. */
const JUDGED_BYTES = 64 * 1024;

/** What was kept of a log and what was omitted. */
export interface KeptLog extends KeptText {
  isWhole: boolean;
  /** Size of the log as received. */
  sizeBytes: number;
  /** What `text` lacks: omitted lines, lines that lost their middle, and the bytes of both. */
  omitted: { lines: number; cutLines: number; bytes: number };
  /** Evidence that occurs more often than it was kept. */
  repeated: RepeatedEvidence[];
}

interface Block {
  /** 1-based. */
  firstLine: number;
  lines: number;
  offset: number;
  bytes: Buffer;
  weight: number;
}

/** Accepts a log's bytes in chunks of any size; memory stays within the budget. */
export class LogKeeper {
  private whole: Uint8Array[] | null = [];
  private sizeBytes = 0;
  private weight = 0;
  private decoder: TextDecoder | null = null;
  private readonly blocks = new LineBlocks((block) => this.addBlock(block));
  private readonly regions: KeptRegions;
  private readonly head: Block[] = [];
  private tail: Block[] = [];
  private headWeight = 0;
  private tailWeight = 0;
  /** Newlines and bytes in the blocks so far. */
  private newlines = 0;
  private textBytes = 0;
  private readonly classes = new Map<number, KeepClass>();

  constructor(private readonly budget: KeepBudget = KEEP_BUDGET) {
    this.regions = new KeptRegions(budget.regions);
  }

  push(bytes: Uint8Array): void {
    this.sizeBytes += bytes.length;
    if (this.whole === null) {
      this.pushPart(bytes);
      return;
    }
    this.whole.push(Buffer.from(bytes));
    this.weight += weightOf(bytes.length, countNewlines(bytes));
    if (this.weight > this.budget.whole && this.sizeBytes >= ENCODING_SAMPLE_BYTES)
      this.startKeepingParts(this.whole);
  }

  private startKeepingParts(chunks: readonly Uint8Array[]): void {
    this.whole = null;
    const wide = utf16Encoding(Buffer.concat(chunks.slice(0, ENCODING_SAMPLE_BYTES)));
    if (wide !== null) this.decoder = new TextDecoder(wide);
    for (const chunk of chunks) this.pushPart(chunk);
  }

  private pushPart(bytes: Uint8Array): void {
    this.blocks.push(
      this.decoder === null ? bytes : Buffer.from(this.decoder.decode(bytes, { stream: true })),
    );
  }

  private addBlock(bytes: Buffer): void {
    const block: Block = { firstLine: this.newlines + 1, lines: 0, offset: this.textBytes, bytes, weight: 0 };
    block.lines = scanBlock(bytes, (line) => this.judge(block, line));
    block.weight = weightOf(bytes.length, block.lines);
    this.newlines += block.lines;
    this.textBytes += bytes.length;
    if (this.headWeight < this.budget.head) {
      this.headWeight += block.weight;
      this.head.push(block);
      return;
    }
    this.tail.push(block);
    this.tailWeight += block.weight;
    let gone = 0;
    for (let first = this.tail[0]; first !== undefined; first = this.tail[gone]) {
      if (this.tailWeight - first.weight < this.budget.tail) break;
      this.regions.save(first.firstLine + first.lines - 1, (region) => this.copy(region, gone));
      this.tailWeight -= first.weight;
      gone += 1;
    }
    if (gone > 0) this.tail = this.tail.slice(gone);
  }

  private judge(block: Block, { index, start, end }: TriggeredLine): void {
    const judgedEnd = Math.min(end, start + JUDGED_BYTES);
    const shape = shapeOfBytes(block.bytes, start, judgedEnd);
    let keep = this.classes.get(shape);
    if (keep === undefined) {
      keep = keepClass(block.bytes.toString("utf8", start, judgedEnd));
      // Lines about run ends may differ only in a number such as the exit code, so each is rated separately.
      if (keep !== 4) {
        if (this.classes.size >= MAX_SHAPES) this.classes.clear();
        this.classes.set(shape, keep);
      }
    }
    if (keep === 0) return;
    this.regions.add({ line: block.firstLine + index, offset: block.offset + start, keep, shape });
  }

  /** Copies the lines of a region from the remaining blocks; null if the head contains all of them. */
  private copy(region: Region, from: number): Buffer | null {
    const parts: Buffer[] = [];
    let first = 0;
    for (let at = from; at < this.tail.length; at += 1) {
      const block = this.tail[at];
      if (block === undefined || block.firstLine > region.to) break;
      if (block.firstLine + block.lines <= region.from) continue;
      if (parts.length === 0) first = Math.max(region.from, block.firstLine);
      parts.push(linesOf(block, Math.max(first, block.firstLine), region.to));
    }
    if (parts.length === 0) return null;
    region.from = first;
    return Buffer.concat(parts);
  }

  /** Returns what was kept. Call once, after the last chunk. */
  finish(): KeptLog {
    const { whole, sizeBytes } = this;
    if (whole !== null) {
      const text = decodeLog(Buffer.concat(whole));
      const kept = wholeText(text);
      return {
        ...kept,
        isWhole: true,
        sizeBytes,
        omitted: { lines: 0, cutLines: 0, bytes: 0 },
        repeated: [],
      };
    }
    const rest = this.decoder?.decode();
    if (rest) this.blocks.push(Buffer.from(rest));
    this.blocks.finish();
    this.regions.close(this.newlines + 1);
    const { cutLines, cutBytes } = this.blocks;
    const pieces = this.pieces();
    const keptBytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
    const kept = joinPieces(pieces);
    return {
      ...kept,
      isWhole: false,
      sizeBytes,
      omitted: { lines: kept.missingLines, cutLines, bytes: this.textBytes - keptBytes + cutBytes },
      repeated: this.regions.repeated(MAX_REPEATED),
    };
  }

  private pieces(): TextPiece[] {
    const first = this.tail[0];
    const headEnd = this.head.reduce((sum, block) => sum + block.lines, 0);
    const tailFirst = first?.firstLine ?? headEnd + 1;
    const pieces: TextPiece[] = [pieceOf(this.head, 1, null)];
    for (const region of this.regions.saved()) {
      const bytes = region.text;
      if (bytes === null || region.from >= tailFirst) continue;
      const lines = countNewlines(bytes);
      const isOver = region.from + lines > tailFirst;
      const block: Block = { firstLine: region.from, lines, offset: 0, bytes, weight: 0 };
      const kept = isOver ? linesOf(block, region.from, tailFirst - 1) : bytes;
      pieces.push({ firstLine: region.from, bytes: kept, trace: region.trace });
    }
    if (first !== undefined) pieces.push(pieceOf(this.tail, tailFirst, this.regions.traceAt(tailFirst)));
    return pieces;
  }
}

function pieceOf(blocks: readonly Block[], firstLine: number, trace: number | null): TextPiece {
  return { firstLine, bytes: Buffer.concat(blocks.map((block) => block.bytes)), trace };
}

/** The bytes of a block's lines `from` to `to`, as far as it contains them. */
function linesOf(block: Block, from: number, to: number): Buffer {
  const start = lineOffset(block.bytes, from - block.firstLine);
  const lines = to - Math.max(from, block.firstLine) + 1;
  return block.bytes.subarray(start, start + lineOffset(block.bytes.subarray(start), lines));
}

/** The offset of the line at an index, or the length if there are fewer lines. */
function lineOffset(bytes: Buffer, index: number): number {
  let at = 0;
  for (let line = 0; line < index; line += 1) {
    const found = bytes.indexOf(NEWLINE, at);
    if (found === -1) return bytes.length;
    at = found + 1;
  }
  return at;
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
