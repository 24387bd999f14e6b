import { CATEGORIES, type Category } from "@/lib/failures/schemas";
import { PACKED_WORDS } from "@/lib/diagnosis/inference/message-word-weights";

/*
 * The categories that the words of a message point to, whatever program printed it. The weights are learned by
 * `evals/fit-message-words.ts` from the messages and descriptions of the signatures.
 */

/** What the words say about a category. */
export interface WordEvidence {
  category: Category;
  /** Log odds relative to the prior; negative if the words speak against the category. */
  weight: number;
  /** The words that say most, as the message writes them; only for the categories they point to most. */
  words: string[];
}

/** A word or two adjacent words of a message. */
export interface Term {
  key: string;
  /** Position in the text. */
  start: number;
  end: number;
}

/** The categories that words can point to, in the order of the packed weights. */
export const WORD_CATEGORIES: readonly Category[] = CATEGORIES.filter((category) => category !== "unknown");

const MAX_CHARS = 600;
/** The start of a word stands for all its inflections: `exceed` for "exceeded" and "exceeds". */
const STEM_CHARS = 6;
/** However many words agree, they weigh less than a signature. */
const MAX_WEIGHT = 3;
/** Words that are missing say less than words that are there. */
const MAX_AGAINST = 1.2;
/** Fewer known words than this, by number or share, say nothing. */
const MIN_KNOWN = 3;
const MIN_KNOWN_SHARE = 0.35;
/** Categories for which the words are quoted, and how many words. */
const QUOTED_CATEGORIES = 2;
const MAX_QUOTED = 3;
const MIN_QUOTED_WEIGHT = 0.12;
const FILLERS = new Set(
  "the and for was were has had been with from into this that its are but not you your our".split(" "),
);

/** Identifiers such as `a3f09b17`, the words of `NoSuchTableException`, numbers, a few letters at a time of other scripts. */
const PART =
  /\b(?=[A-Fa-f]*\d)[\dA-Fa-f]{8,}\b|[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[\u00C0-\u1FFF\u2C00-\uFFFF]{1,3}/g;
/** Letters that English does not use. */
const FOREIGN = /[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u2C00-\uD7FF]/;
const CLASS_NAME = /\b[A-Z]\w{3,80}(?:Error|Exception|Fault|Failure)\b/g;

/** The words of a text, at most the first 600 characters: camel case split, numbers as `num` except HTTP statuses. */
export function wordsOf(text: string): Term[] {
  const words: Term[] = [];
  for (const { 0: part, index } of text.slice(0, MAX_CHARS).matchAll(PART)) {
    const key = keyOf(part);
    if (key.length > 1) words.push({ key, start: index, end: index + part.length });
  }
  return words;
}

/** Whether a message uses letters of another language. */
export function isForeign(message: string): boolean {
  return FOREIGN.test(message.slice(0, MAX_CHARS));
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function keyOf(part: string): string {
  if (isDigit(part.charCodeAt(0)) || isDigit(part.charCodeAt(part.length - 1)) || part.length >= 8) {
    if (/^[45]\d\d$/.test(part)) return part;
    if (/^\d+$/.test(part)) return "num";
    if (/\d/.test(part)) return "hex";
  }
  return part.slice(0, STEM_CHARS).toLowerCase();
}

/** The words and the pairs of adjacent words, each once. */
export function termsOf(words: readonly Term[]): Term[] {
  const terms = new Map<string, Term>();
  for (const [index, word] of words.entries()) {
    if (!terms.has(word.key)) terms.set(word.key, word);
    const next = words[index + 1];
    if (next === undefined) continue;
    const key = `${word.key} ${next.key}`;
    if (!terms.has(key)) terms.set(key, { key, start: word.start, end: next.end });
  }
  return [...terms.values()];
}

/**
 * Weighs the categories by the words of a message, the likeliest first. Empty if hardly any word is known; then, or in
 * another language, the names of exception classes may still tell.
 */
export function weighWords(message: string): WordEvidence[] {
  const words = isForeign(message) ? [] : wordsOf(message);
  if (isRead(words)) return weighTerms(knownTerms(words), message);
  const names = (message.slice(0, MAX_CHARS).match(CLASS_NAME) ?? []).join(" ");
  const ofNames = wordsOf(names);
  return isRead(ofNames) ? weighTerms(knownTerms(ofNames), names) : [];
}

function isRead(words: readonly Term[]): boolean {
  const { indexes } = table();
  const distinct = new Set<string>();
  let known = 0;
  for (const { key } of words) {
    if (key === "num" || key === "hex" || distinct.has(key)) continue;
    distinct.add(key);
    if (indexes.has(key)) known += 1;
  }
  return known >= MIN_KNOWN && known >= distinct.size * MIN_KNOWN_SHARE;
}

/** A known term and where its weights start. */
type KnownTerm = Term & { row: number };

/** As `termsOf`, but builds only terms of the table: this runs for every diagnosis. */
function knownTerms(words: readonly Term[]): KnownTerm[] {
  const { indexes } = table();
  const known = new Map<number, KnownTerm>();
  const add = (key: string, start: number, end: number): void => {
    const index = indexes.get(key);
    if (index === undefined || known.has(index)) return;
    known.set(index, { key, start, end, row: index * WORD_CATEGORIES.length });
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Term;
    const next = words[at + 1];
    add(word.key, word.start, word.end);
    if (next !== undefined) add(`${word.key} ${next.key}`, word.start, next.end);
  }
  return [...known.values()];
}

function weighTerms(known: readonly KnownTerm[], message: string): WordEvidence[] {
  const { levels } = table();
  const size = WORD_CATEGORIES.length;
  const sums = new Int32Array(size);
  for (const { row } of known) {
    for (let at = 0; at < size; at += 1) sums[at] = (sums[at] as number) + (levels[row + at] as number);
  }
  return WORD_CATEGORIES.map((category, at) => ({ category, at, sum: (sums[at] ?? 0) * PACKED_WORDS.step }))
    .sort((a, b) => b.sum - a.sum)
    .map(({ category, at, sum }, rank) => ({
      category,
      weight: Math.max(-MAX_AGAINST, Math.min(MAX_WEIGHT, sum)),
      words: rank < QUOTED_CATEGORIES && sum > 0 ? tellingWords(known, at, message) : [],
    }));
}

function tellingWords(terms: readonly KnownTerm[], at: number, message: string): string[] {
  const { levels } = table();
  const levelOf = ({ row }: KnownTerm): number => levels[row + at] ?? 0;
  const least = MIN_QUOTED_WEIGHT / PACKED_WORDS.step;
  const telling = terms
    .filter((term) => !isFiller(term.key) && levelOf(term) >= least)
    .sort((a, b) => levelOf(b) - levelOf(a));
  const chosen: Term[] = [];
  for (const term of telling) {
    if (chosen.length === MAX_QUOTED) break;
    if (chosen.every(({ start, end }) => term.end <= start || end <= term.start)) chosen.push(term);
  }
  return chosen
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => message.slice(start, end).replaceAll(/\s+/g, " "));
}

/** Numbers and words such as "of", which weigh something in the model but tell a reader nothing. */
function isFiller(key: string): boolean {
  return key === "num" || key === "hex" || key.length < 3 || FILLERS.has(key);
}

interface Table {
  indexes: ReadonlyMap<string, number>;
  /** Weights in units of the packed step, a row of one per category for each term. */
  levels: Int8Array;
}

let loaded: Table | null = null;

/** Unpacked on first use, which takes about a millisecond. */
function table(): Table {
  if (loaded === null) {
    const keys = PACKED_WORDS.keys.split(",");
    loaded = {
      indexes: new Map(keys.map((key, index) => [key, index])),
      levels: new Int8Array(Buffer.from(PACKED_WORDS.weights, "base64")),
    };
  }
  return loaded;
}
