const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
const LIST_START = 0x5b;
/** Depth inside `{"content": [`. */
const ITEM_DEPTH = 2;

/**
 * Splits `{"content": [item, item, …], "continuation_token": …}` into items while it streams in, so that a log of any
 * size needs the memory of one message. Only tracks JSON brackets and quotes.
 */
export class LogSplitter {
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private isInContent = false;
  private item: Buffer[] = [];
  /** Everything outside the items; small. */
  private envelope: Buffer[] = [];
  private readonly onItem: (json: string) => void;

  constructor(onItem: (json: string) => void) {
    this.onItem = onItem;
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.isInString) {
        this.inString(byte);
        continue;
      }
      if (byte === QUOTE) this.isInString = true;
      else if (OPEN.has(byte)) {
        this.depth += 1;
        if (byte === LIST_START && this.depth === ITEM_DEPTH && !this.isInContent) {
          this.envelope.push(bytes.subarray(from, at + 1));
          from = at + 1;
          this.isInContent = true;
        }
      } else if (CLOSE.has(byte)) {
        this.depth -= 1;
        if (this.isInContent && this.depth === ITEM_DEPTH - 1) from = this.endItem(bytes, from, at, false);
      } else if (byte === COMMA && this.isInContent && this.depth === ITEM_DEPTH) {
        from = this.endItem(bytes, from, at, true);
      }
    }
    (this.isInContent ? this.item : this.envelope).push(bytes.subarray(from));
  }

  private inString(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isInString = false;
  }

  private endItem(bytes: Buffer, from: number, at: number, isMoreToCome: boolean): number {
    this.item.push(bytes.subarray(from, at));
    const json = Buffer.concat(this.item).toString("utf8").trim();
    this.item = [];
    if (json !== "") this.onItem(json);
    if (isMoreToCome) return at + 1;
    this.isInContent = false;
    return at;
  }

  /** The envelope without items, e.g. `{"content":[],"continuation_token":null}`; undefined if it was truncated. */
  finish(): unknown {
    try {
      return JSON.parse(Buffer.concat(this.envelope).toString("utf8"));
    } catch {
      return undefined;
    }
  }
}
