const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SPACE = 0x20;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** Depth inside `{"content": [`. */
const ITEM_DEPTH = 2;

/**
 * Splits `{"content": [item, item, …], "continuation_token": …}` into items while it streams in, so that a log of any
 * size needs the memory of one message. Only tracks JSON brackets and quotes.
 */
export class LogSplitter {
  private depth = 0;
  private isInString = false;
  /** The last chunk ended with a backslash in a string. */
  private isEscaped = false;
  private isInContent = false;
  private item: Buffer[] = [];
  /** Everything outside the items; small. */
  private envelope: Buffer[] = [];

  /** `onItem` gets an item's JSON, trimmed; the bytes may be those of the chunk and must be copied to be kept. */
  constructor(private readonly onItem: (json: Buffer) => void) {}

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    let at = this.isInString ? this.endOfString(bytes, 0) : 0;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.isInString = true;
        at = this.endOfString(bytes, at + 1) - 1;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.depth += 1;
        if (byte === OPEN_LIST && this.depth === ITEM_DEPTH && !this.isInContent) {
          this.envelope.push(Buffer.from(bytes.subarray(from, at + 1)));
          from = at + 1;
          this.isInContent = true;
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.depth -= 1;
        if (this.isInContent && this.depth === ITEM_DEPTH - 1) {
          this.endItem(bytes.subarray(from, at));
          this.isInContent = false;
          from = at;
        }
      } else if (byte === COMMA && this.isInContent && this.depth === ITEM_DEPTH) {
        this.endItem(bytes.subarray(from, at));
        from = at + 1;
      }
    }
    (this.isInContent ? this.item : this.envelope).push(Buffer.from(bytes.subarray(from)));
  }

  /** The index after the string's closing quote, or the chunk's length if the string goes on in the next chunk. */
  private endOfString(bytes: Buffer, start: number): number {
    let at = this.isEscaped ? start + 1 : start;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) {
        this.isEscaped = false;
        this.isInString = false;
        return at + 1;
      }
    }
    this.isEscaped = at > bytes.length;
    return bytes.length;
  }

  private endItem(end: Buffer): void {
    const json = trimmed(this.item.length === 0 ? end : Buffer.concat([...this.item, end]));
    this.item = [];
    if (json.length > 0) this.onItem(json);
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

/** Without JSON's whitespace, all of which is at or below a space. */
function trimmed(json: Buffer): Buffer {
  let start = 0;
  let end = json.length;
  while (start < end && (json[start] ?? SPACE) <= SPACE) start += 1;
  while (end > start && (json[end - 1] ?? SPACE) <= SPACE) end -= 1;
  return json.subarray(start, end);
}
