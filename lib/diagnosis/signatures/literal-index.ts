/** Which of many words stand in a text, found in one pass: words by their first four characters. */

const GRAM = 4;
const FILTER_BITS = 14;

export interface LiteralIndex {
  byGram: ReadonlyMap<number, { literal: string; owner: number }[]>;
  /** Slots of a hash table that some gram falls into; nearly all places of a text fall into none. */
  filter: Uint8Array;
  short: { literal: string; owner: number }[];
  /** Owners that no literal can rule out. */
  always: number[];
}

/** Prepares the literals of each owner (its place in the list); null where none is known. */
export function indexLiterals(owned: readonly (readonly string[] | null)[]): LiteralIndex {
  const byGram = new Map<number, { literal: string; owner: number }[]>();
  const filter = new Uint8Array(1 << FILTER_BITS);
  const short: LiteralIndex["short"] = [];
  const always: number[] = [];
  for (const [owner, literals] of owned.entries()) {
    if (literals === null) always.push(owner);
    for (const literal of literals ?? []) {
      if (literal.length < GRAM) short.push({ literal, owner });
      else {
        const gram = gramAt(literal, 0);
        byGram.set(gram, [...(byGram.get(gram) ?? []), { literal, owner }]);
        filter[slotOf(gram)] = 1;
      }
    }
  }
  return { byGram, filter, short, always };
}

/** Owners with a literal in the text (lower case), and those without any, in order. */
export function ownersIn(index: LiteralIndex, lower: string): number[] {
  const found = new Set(index.always);
  for (const { literal, owner } of index.short) if (lower.includes(literal)) found.add(owner);
  for (let at = 0; at + GRAM <= lower.length; at += 1) {
    const gram = gramAt(lower, at);
    if (index.filter[slotOf(gram)] === 0) continue;
    for (const { literal, owner } of index.byGram.get(gram) ?? []) {
      if (!found.has(owner) && lower.startsWith(literal, at)) found.add(owner);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Four characters as one number; characters beyond 255 share numbers, which only costs a comparison. */
function gramAt(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) & 255) << 24) |
    ((text.charCodeAt(at + 1) & 255) << 16) |
    ((text.charCodeAt(at + 2) & 255) << 8) |
    (text.charCodeAt(at + 3) & 255)
  );
}

function slotOf(gram: number): number {
  return Math.imul(gram, 0x9e37_79b1) >>> (32 - FILTER_BITS);
}
