/** Finds which of many words occur in a text, in one pass, by their first four characters. */

const GRAM = 4;
const FILTER_BITS = 14;
/** Lowercases ASCII letters; also folds some punctuation, which only costs an extra comparison. */
const FOLD = 0x20;

interface Word {
  /** Folded characters after the first four. */
  rest: number[];
  owner: number;
}

export interface LiteralIndex {
  byGram: ReadonlyMap<number, Word[]>;
  /** Hash slots used by some gram; almost no position in ordinary text hits one. */
  filter: Uint8Array;
  /** Owners without literals, which can never be ruled out. */
  always: number[];
}

/**
 * Indexes the literals of each owner (its position in the list), at least four characters each; null for an owner
 * without literals. @throws RangeError for a shorter literal.
 */
export function indexLiterals(owned: readonly (readonly string[] | null)[]): LiteralIndex {
  const byGram = new Map<number, Word[]>();
  const filter = new Uint8Array(1 << FILTER_BITS);
  const always: number[] = [];
  for (const [owner, literals] of owned.entries()) {
    if (literals === null) always.push(owner);
    for (const literal of new Set(literals ?? [])) {
      if (literal.length < GRAM) throw new RangeError(`"${literal}" is shorter than ${GRAM} characters`);
      const folded = Array.from({ length: literal.length }, (_, at) => literal.charCodeAt(at) | FOLD);
      const gram = folded.slice(0, GRAM).reduce(pushed, 0);
      byGram.set(gram, [...(byGram.get(gram) ?? []), { rest: folded.slice(GRAM), owner }]);
      filter[slotOf(gram)] = 1;
    }
  }
  return { byGram, filter, always };
}

/** Owners with a literal in the text, ignoring ASCII case, and those without literals, in order. */
export function ownersIn(index: LiteralIndex, text: string): number[] {
  const found = new Set(index.always);
  scan(index, text, (owner) => found.add(owner));
  return [...found].sort((a, b) => a - b);
}

/** `ownersIn` as a bit mask, for at most 31 owners; much cheaper for many short texts. */
export function ownerMaskIn(index: LiteralIndex, text: string): number {
  let mask = 0;
  for (const owner of index.always) mask |= 1 << owner;
  scan(index, text, (owner) => (mask |= 1 << owner));
  return mask;
}

function scan({ filter, byGram }: LiteralIndex, text: string, onOwner: (owner: number) => void): void {
  const length = text.length;
  let gram = 0;
  for (let at = 0; at < length; at += 1) {
    gram = pushed(gram, text.charCodeAt(at) | FOLD);
    if (filter[slotOf(gram)] === 0) continue;
    for (const { rest, owner } of byGram.get(gram) ?? []) {
      if (followsAt(text, at + 1, rest)) onOwner(owner);
    }
  }
}

function followsAt(text: string, from: number, rest: readonly number[]): boolean {
  for (let at = 0; at < rest.length; at += 1) {
    if ((text.charCodeAt(from + at) | FOLD) !== rest[at]) return false;
  }
  return true;
}

/** Shifts the low byte of a character into a four-character gram. */
function pushed(gram: number, char: number): number {
  return (gram << 8) | (char & 255);
}

function slotOf(gram: number): number {
  return Math.imul(gram, 0x9e37_79b1) >>> (32 - FILTER_BITS);
}
