/** Finds potentially relevant lines in the bytes of a log, in one pass without decoding or splitting. */
import { CAUSE_WORDS } from "@/lib/logs/ranking/line-evidence";

/**
 * Words, in any case, of which every line about failures, stack traces, attempts or run ends contains at least one. Lines
 * with such a word are rated later.
 */
const WORDS: readonly string[] = [
  // Causes.
  ...CAUSE_WORDS,
  // Log levels.
  "error", "critical", "fatal", "severe", "err:", "err!", "err]", "err ",
  // Stack traces.
  "traceback", 'file "', "caused by", "suppressed", "\tat ", "  at ", "goroutine", "---> ", "  from ", ".go:",
  // Attempts and run ends.
  "starting attempt", "bundles loaded", "group::pre", "running with dbt", "marking task", "task instance in",
  "in state", "completed successfully", "completed with", "done. ", "exit ", "exited", "exit_code", "exitcode", "encountered",
  "engine execution", "returned value", "return code",
]; // prettier-ignore

const GRAM = 4;
const LOWER = 0x20;
const NEWLINE = 10;
const TABLE_BITS = 16;

/** The words by their first four characters. */
const BY_GRAM = new Map<number, Buffer[]>();
/** Hash slots used by those grams, so that nearly all positions are rejected with one lookup. */
const TABLE = new Uint8Array(1 << TABLE_BITS);
for (const word of WORDS) {
  const bytes = Buffer.from(word);
  const gram = bytes.subarray(0, GRAM).reduce((sum, byte) => (sum << 8) | byte | LOWER, 0);
  BY_GRAM.set(gram, [...(BY_GRAM.get(gram) ?? []), bytes]);
  TABLE[slotOf(gram)] = 1;
}

/** A potentially relevant line: its index in the block and its byte range without the newline. */
export interface TriggeredLine {
  index: number;
  start: number;
  end: number;
}

/** Calls `onLine` for each line of a block with one of the words or a foreign letter; returns the number of newlines. */
export function scanBlock(block: Uint8Array, onLine: (line: TriggeredLine) => void): number {
  let lines = 0;
  let start = 0;
  let gram = 0;
  const length = block.length;
  for (let at = 0; at < length; at += 1) {
    const byte = block[at] as number;
    if (byte === NEWLINE) {
      lines += 1;
      start = at + 1;
      gram = 0;
      continue;
    }
    gram = (gram << 8) | byte | LOWER;
    if (isForeign(byte) || (TABLE[slotOf(gram)] === 1 && isWord(block, at, gram))) {
      const found = block.indexOf(NEWLINE, at + 1);
      const end = found === -1 ? length : found;
      onLine({ index: lines, start, end });
      at = end - 1;
    }
  }
  return lines;
}

/** Whether a byte of UTF-8 begins a letter of `FOREIGN_LETTER`. */
function isForeign(byte: number): boolean {
  return byte >= 0xc2 && (byte <= 0xc5 || byte === 0xd0 || byte === 0xd1 || (byte >= 0xe3 && byte <= 0xed));
}

/** Whether one of the words starts with the gram that ends at `end`. */
function isWord(block: Uint8Array, end: number, gram: number): boolean {
  const words = BY_GRAM.get(gram);
  return words !== undefined && words.some((word) => matchesAt(block, end, word));
}

function matchesAt(block: Uint8Array, end: number, word: Buffer): boolean {
  for (let at = GRAM; at < word.length; at += 1) {
    if (((block[end + at - GRAM + 1] ?? 0) | LOWER) !== ((word[at] ?? 0) | LOWER)) return false;
  }
  return true;
}

function slotOf(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> (32 - TABLE_BITS);
}
