const NEWLINE = 10;

/**
 * Keeps the last `maxBytes` of a streamed text in complete lines, and counts the dropped lines.
 * Memory stays below `maxBytes` plus two chunks.
 */
export class TailWindow {
  private readonly maxBytes: number;
  private chunks: Buffer[] = [];
  private size = 0;
  private droppedLines = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.chunks.push(bytes);
    this.size += bytes.length;
    for (let head = this.chunks[0]; head && this.size - head.length > this.maxBytes; head = this.chunks[0]) {
      this.droppedLines += countNewlines(head);
      this.size -= head.length;
      this.chunks.shift();
      this.isCut = true;
    }
  }

  private isCut = false;

  /** The text and the 1-based number of its first line. */
  finish(): { text: string; firstLine: number; isCut: boolean } {
    let bytes: Buffer = Buffer.concat(this.chunks);
    if (!this.isCut && bytes.length <= this.maxBytes) {
      return { text: bytes.toString("utf8"), firstLine: 1, isCut: false };
    }
    const over = Math.max(bytes.length - this.maxBytes, 0);
    const lineEnd = bytes.indexOf(NEWLINE, over);
    // A single line longer than the window: keep its end.
    const start = lineEnd === -1 ? over : lineEnd + 1;
    this.droppedLines += countNewlines(bytes.subarray(0, start));
    bytes = bytes.subarray(start);
    return { text: bytes.toString("utf8"), firstLine: this.droppedLines + 1, isCut: true };
  }
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
