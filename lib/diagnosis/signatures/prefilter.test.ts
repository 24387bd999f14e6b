import { parseRegExpLiteral, type AST } from "@eslint-community/regexpp";
import { describe, expect, it } from "vitest";
import { randomOf, type Random } from "@/evals/mutate-log";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import { EXAMPLE_TABLES } from "@/lib/diagnosis/signatures/examples/all-examples";
import { indexLiterals, ownersIn } from "@/lib/logs/matching/literal-index";
import { requiredLiterals } from "@/lib/logs/matching/required-literals";

/*
 * A pattern is only tried on a text that contains one of its required literals. To never hide a match, every matching
 * text must contain one: the examples, and random strings generated from the pattern.
 */
const patterns = ALL_SIGNATURES.flatMap(({ id, match }) =>
  [...(match.message ?? []), ...(match.also ?? []), ...(match.not ?? []), ...(match.anywhere ?? [])].map(
    (pattern) => ({ id, pattern }),
  ),
);
const texts = EXAMPLE_TABLES.flatMap((table) =>
  Object.values(table).flatMap(({ examples, nearMisses }) =>
    [...examples, ...nearMisses].map(({ text, around }) => `${text}\n${around ?? ""}`),
  ),
);
const SAMPLES = 12;

/** Texts that match but would be filtered out. */
function hidden(pattern: RegExp, candidates: readonly string[]): string[] {
  const index = indexLiterals([requiredLiterals(pattern)]);
  return candidates.filter((text) => pattern.test(text) && ownersIn(index, text.toLowerCase()).length === 0);
}

// Tries each of thousands of patterns on thousands of texts, possibly on a busy machine.
describe("required literals", { timeout: 120_000 }, () => {
  it("occur in every matching example", () => {
    const matched = patterns.filter(({ pattern }) => texts.some((text) => pattern.test(text)));
    expect(matched.length).toBeGreaterThan(ALL_SIGNATURES.length);
    const wrong = matched.flatMap(({ id, pattern }) =>
      hidden(pattern, texts).map((text) => `${id} ${pattern}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it("occur in random strings generated from the pattern, in any case", () => {
    const random = randomOf(20_261_129);
    let matched = 0;
    const wrong = patterns.flatMap(({ id, pattern }) => {
      const samples = Array.from({ length: SAMPLES }, () => sampleOf(pattern, random));
      if (samples.some((sample) => pattern.test(sample))) matched += 1;
      return hidden(pattern, samples).map((sample) => `${id} ${pattern}: ${sample}`);
    });
    expect(wrong).toEqual([]);
    // Lookarounds and word boundaries reject some samples, never those of most patterns.
    expect(matched / patterns.length).toBeGreaterThan(0.95);
  });
});

/** A string that the pattern matches unless an assertion rejects it. */
function sampleOf(pattern: RegExp, random: Random): string {
  const sample = sampleOfAlternatives(parseRegExpLiteral(pattern).pattern.alternatives, random);
  if (!pattern.flags.includes("i")) return sample;
  return [...sample].map((char) => (random() < 0.5 ? char.toUpperCase() : char.toLowerCase())).join("");
}

function sampleOfAlternatives(alternatives: readonly AST.Alternative[], random: Random): string {
  return pick(alternatives, random)
    .elements.map((element) => sampleOfElement(element, random))
    .join("");
}

const CHARACTERS = [..." abcxyzABCXYZ0189_-.,:;=/\\'\"`()[]{}<>|*&%$#@!?\n\t’é"];

function sampleOfElement(element: AST.Element, random: Random): string {
  switch (element.type) {
    case "Character":
      return String.fromCodePoint(element.value);
    case "CharacterClass":
    case "CharacterSet": {
      const set = new RegExp(`^${element.raw}$`);
      const listed = [...element.raw].filter((char) => set.test(char));
      return pick([...listed, ...CHARACTERS.filter((char) => set.test(char))], random);
    }
    case "Group":
    case "CapturingGroup":
      return sampleOfAlternatives(element.alternatives, random);
    case "Quantifier": {
      const times = element.min + Math.floor(random() * (Math.min(element.max - element.min, 3) + 1));
      return Array.from({ length: times }, () => sampleOfElement(element.element, random)).join("");
    }
    case "Assertion":
    case "Backreference":
    case "ExpressionCharacterClass":
      return "";
  }
}

function pick<T>(list: readonly T[], random: Random): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}
