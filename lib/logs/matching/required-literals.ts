/** Finds the literals that a text must contain for a pattern to match it. */

import { parseRegExpLiteral, type AST } from "@eslint-community/regexpp";
import { plainLiteral } from "@/lib/logs/matching/plain-literal";

const MIN_LENGTH = 4;
/** A part that matches more strings than this counts as matching anything. */
const MAX_STRINGS = 64;
const MAX_CLASS_CHARACTERS = 3;
/** Literals longer than this are hardly any rarer. */
const LENGTH_THAT_COUNTS = 8;

/** What is known about a part of a pattern. */
interface Part {
  /** Every string that the part matches, if there are few; otherwise null. */
  exact: string[] | null;
  /** Every match contains one of these; null if no such set is known. */
  required: string[] | null;
}

const EMPTY: Part = { exact: [""], required: null };
const ANYTHING: Part = { exact: null, required: null };

/**
 * A set of lower-case literals, at least one of which occurs in every text the pattern matches; null if there is no such
 * set with literals of at least four characters. Alternatives are united, adjacent parts are concatenated, and optional
 * or repeated parts end a literal. A long literal that is plain to see is returned alone, without parsing. Modeled on RE2's prefilters (Cox, "Regular Expression Matching with a Trigram Index",
 * 2012).
 */
export function requiredLiterals(pattern: RegExp): string[] | null {
  const plain = plainLiteral(pattern, LENGTH_THAT_COUNTS);
  if (plain !== null) return [plain];
  return requiredOf(partOfAlternatives(parseRegExpLiteral(pattern).pattern.alternatives));
}

function partOfAlternatives(alternatives: readonly AST.Alternative[]): Part {
  return alternatives.map(({ elements }) => partOfSequence(elements)).reduce(either);
}

function partOfSequence(elements: readonly AST.Element[]): Part {
  const sequence = new Sequence();
  let text = "";
  for (const element of elements) {
    if (element.type === "Character") {
      text += lowerCaseOf(element);
      continue;
    }
    sequence.addText(text);
    text = "";
    if (element.type === "Quantifier") sequence.addQuantified(partOf(element.element), element);
    else sequence.add(partOf(element));
  }
  sequence.addText(text);
  return sequence.finish();
}

function partOf(element: Exclude<AST.Element, AST.Quantifier>): Part {
  switch (element.type) {
    case "Character":
      return { exact: [lowerCaseOf(element)], required: null };
    case "CharacterClass":
      return partOfClass(element);
    case "Group":
    case "CapturingGroup":
      return partOfAlternatives(element.alternatives);
    case "Assertion":
      // Assertions, lookarounds included, consume no text.
      return EMPTY;
    case "Backreference":
    case "CharacterSet":
    case "ExpressionCharacterClass":
      return ANYTHING;
  }
}

function partOfClass({ negate, elements }: AST.CharacterClass): Part {
  if (negate || elements.length > MAX_CLASS_CHARACTERS) return ANYTHING;
  const characters = elements.flatMap((element) => (element.type === "Character" ? [element] : []));
  if (characters.length < elements.length) return ANYTHING;
  return { exact: [...new Set(characters.map(lowerCaseOf))], required: null };
}

function lowerCaseOf({ value }: AST.Character): string {
  return String.fromCodePoint(value).toLowerCase();
}

/** Joins parts that follow each other. */
class Sequence {
  private isExact = true;
  private run: string[] = [""];
  private best: string[] | null = null;

  addText(text: string): void {
    if (text !== "") this.run = this.run.map((head) => head + text);
  }

  add(part: Part): void {
    if (part === EMPTY) return;
    const joined = part.exact === null ? null : cross(this.run, part.exact);
    if (joined !== null) {
      this.run = joined;
      return;
    }
    this.endRun();
    if (part.exact !== null) this.run = part.exact;
    else this.best = better(this.best, part.required);
  }

  addQuantified(part: Part, { min, max }: Pick<AST.Quantifier, "min" | "max">): void {
    if (min === 0) {
      const joined = max === 1 && part.exact !== null ? cross(this.run, ["", ...part.exact]) : null;
      if (joined === null) this.endRun();
      else this.run = joined;
      return;
    }
    this.add(part);
    if (max > 1) this.endRun();
  }

  finish(): Part {
    return this.isExact
      ? { exact: this.run, required: null }
      : { exact: null, required: better(this.best, this.run) };
  }

  private endRun(): void {
    this.best = better(this.best, this.run);
    this.run = [""];
    this.isExact = false;
  }
}

function either(a: Part, b: Part): Part {
  if (a.exact !== null && b.exact !== null && a.exact.length + b.exact.length <= MAX_STRINGS)
    return { exact: [...a.exact, ...b.exact], required: null };
  const [first, second] = [requiredOf(a), requiredOf(b)];
  return { exact: null, required: first === null || second === null ? null : [...first, ...second] };
}

function cross(before: readonly string[], after: readonly string[]): string[] | null {
  if (before.length * after.length > MAX_STRINGS) return null;
  return [...new Set(before.flatMap((head) => after.map((tail) => head + tail)))];
}

function requiredOf(part: Part): string[] | null {
  return better(part.required, part.exact);
}

/** The more selective set: the one whose shortest string is longer, or on a tie the smaller one. Null means no set. */
function better(a: string[] | null, b: string[] | null): string[] | null {
  const [scoreA, scoreB] = [score(a), score(b)];
  if (scoreA === 0 && scoreB === 0) return null;
  if (scoreA !== scoreB) return scoreA > scoreB ? a : b;
  return (a ?? []).length <= (b ?? []).length ? a : b;
}

function score(set: readonly string[] | null): number {
  if (set === null || set.length === 0) return 0;
  const shortest = Math.min(...set.map((literal) => literal.length));
  return shortest < MIN_LENGTH ? 0 : Math.min(shortest, LENGTH_THAT_COUNTS);
}
