/** Splits a byte stream into blocks of complete lines; the blocks do not depend on how the bytes arrive. */
import { cutMark } from "@/lib/logs/records/gap-line";

const NEWLINE = 10;
const BLOCK_BYTES = 64 * 1024;
/** A longer line keeps its first and last `CUT_END_BYTES`, with a marker in between. */
export const MAX_LINE_BYTES = 1024 * 1024;
export const CUT_END_BYTES = 64 * 1024;

/**
 * Accepts UTF-8 text in chunks of any size and emits blocks of complete lines. A block ends with the line in which it
 * reaches 64 KiB, so only its last line can be long. Buffers one block and one line.
 */
export class LineBlocks {
  private readonly held = Buffer.allocUnsafe(2 * BLOCK_BYTES + MAX_LINE_BYTES);
  private used = 0;
  /** The line being cut, without its head: its last bytes and how many were skipped before them. */
  private cut: { tail: Buffer; skipped: number } | null = null;
  cutLines = 0;
  cutBytes = 0;

  /** `onBlock` receives a copy that it may keep. */
  constructor(private readonly onBlock: (block: Buffer) => void) {}

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.cut !== null) at = this.skipLine(bytes, at);
      else {
        const end = Math.min(bytes.length, at + BLOCK_BYTES);
        this.held.set(bytes.subarray(at, end), this.used);
        this.used += end - at;
        this.handOut(end - at);
        at = end;
      }
    }
  }

  /** Emits the remaining lines; the last may lack a newline. */
  finish(): void {
    if (this.cut !== null) this.endCutLine(this.cut);
    this.emit(this.used);
  }

  private handOut(fresh: number): void {
    let from = Math.max(BLOCK_BYTES - 1, this.used - fresh);
    while (this.used >= BLOCK_BYTES) {
      const found = this.held.subarray(0, this.used).indexOf(NEWLINE, from);
      from = BLOCK_BYTES - 1;
      const start = this.lastLineStart();
      if (found === -1) {
        if (this.used - start > MAX_LINE_BYTES) this.cut = this.beginCut(start, this.used);
        return;
      }
      if (found - start <= MAX_LINE_BYTES) this.emit(found + 1);
      else {
        const rest = Buffer.from(this.held.subarray(found + 1, this.used));
        this.endCutLine(this.beginCut(start, found), true);
        this.held.set(rest, 0);
        this.used = rest.length;
      }
    }
  }

  /** The start of the line that ends the block. */
  private lastLineStart(): number {
    return this.held.lastIndexOf(NEWLINE, BLOCK_BYTES - 2) + 1;
  }

  private beginCut(start: number, end: number): { tail: Buffer; skipped: number } {
    this.used = start + CUT_END_BYTES;
    return { tail: Buffer.from(this.held.subarray(this.used, end)), skipped: 0 };
  }

  private skipLine(bytes: Uint8Array, from: number): number {
    const cut = this.cut;
    if (cut === null) return from;
    const found = bytes.indexOf(NEWLINE, from);
    const end = found === -1 ? bytes.length : found;
    shorten(cut, [cut.tail, bytes.subarray(Math.max(from, end - CUT_END_BYTES), end)], end - from);
    if (found === -1) return end;
    this.endCutLine(cut, true);
    return found + 1;
  }

  private endCutLine(cut: { tail: Buffer; skipped: number }, hasNewline = false): void {
    this.cut = null;
    shorten(cut, [cut.tail], 0);
    const head = characterEnd(this.held, this.used);
    const start = characterStart(cut.tail);
    const lost = cut.skipped + start + (this.used - head);
    this.cutLines += 1;
    this.cutBytes += lost;
    this.used = head;
    const parts = [
      Buffer.from(cutMark(lost)),
      cut.tail.subarray(start),
      ...(hasNewline ? [Buffer.of(NEWLINE)] : []),
    ];
    for (const part of parts) {
      this.held.set(part, this.used);
      this.used += part.length;
    }
    this.emit(this.used);
  }

  private emit(end: number): void {
    if (end === 0) return;
    this.onBlock(Buffer.from(this.held.subarray(0, end)));
    this.held.copyWithin(0, end, this.used);
    this.used -= end;
  }
}

/** Keeps the last bytes of a line that ends with `parts`, of which `added` bytes are new. */
function shorten(cut: { tail: Buffer; skipped: number }, parts: Uint8Array[], added: number): void {
  const whole = cut.tail.length + added;
  const joined = Buffer.concat(parts);
  cut.tail = joined.subarray(Math.max(0, joined.length - CUT_END_BYTES));
  cut.skipped += whole - cut.tail.length;
}

/** The end of the last complete UTF-8 character before `end`. */
function characterEnd(bytes: Buffer, end: number): number {
  let at = end;
  for (let back = 0; back < 3 && isContinuation(bytes[at - 1]); back += 1) at -= 1;
  return (bytes[at - 1] ?? 0) >= 0xc0 ? at - 1 : end;
}

/** The start of the first complete UTF-8 character. */
function characterStart(bytes: Buffer): number {
  let at = 0;
  while (at < 3 && isContinuation(bytes[at])) at += 1;
  return at;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
