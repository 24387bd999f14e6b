/** Finds positions where one of many words may begin, by their first three characters, one step per character. */

const LENGTH = 3;
/** Lowercases ASCII letters; also conflates some punctuation, which only costs an extra check. */
const FOLD = 0x20;
const BITS = 6;
const MASK = (1 << (LENGTH * BITS)) - 1;

export class WordScanner {
  private readonly filter = new Uint8Array(MASK + 1);

  /** @param beginnings at least two characters each, of which the first three count; case-insensitive. */
  constructor(beginnings: Iterable<string>) {
    for (const beginning of beginnings) {
      if (beginning.length < 2) throw new RangeError(`"${beginning}" is too short to be looked for`);
      for (const form of [
        beginning,
        beginning.toLowerCase(),
        beginning.toUpperCase(),
        capitalised(beginning),
      ]) {
        const pair = pushed(pushed(0, form.charCodeAt(0)), form.charCodeAt(1));
        // A two-character beginning may be followed by anything.
        if (form.length === 2) this.filter.fill(1, pair << BITS, (pair + 1) << BITS);
        else this.filter[pushed(pair, form.charCodeAt(2))] = 1;
      }
    }
  }

  /** The next position where a word may begin, or -1. */
  next(text: string, from: number): number {
    const { filter } = this;
    const length = text.length;
    if (from + LENGTH > length) return -1;
    let gram = 0;
    for (let at = from; at < from + LENGTH - 1; at += 1) gram = pushed(gram, text.charCodeAt(at));
    for (let at = from + LENGTH - 1; at < length; at += 1) {
      gram = pushed(gram, text.charCodeAt(at));
      if (filter[gram] === 1) return at - LENGTH + 1;
    }
    return -1;
  }
}

function pushed(gram: number, code: number): number {
  return ((gram << BITS) | ((code | FOLD) & 63)) & MASK;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
