import { describe, expect, it } from "vitest";
import { MAX_UNSEEN, unseenMessages } from "@/evals/check-message-words";
import { fitWords, predict, type WordSettings } from "@/evals/fit-words";
import type { WordDocument } from "@/evals/word-documents";

const SETTINGS: WordSettings = {
  penalty: 0.01,
  alternativeShare: 0.2,
  descriptionWeight: 1,
  minDocuments: 2,
  minProducts: 2,
};

function message(
  product: string,
  terms: string,
  category: number,
  alternatives: number[] = [],
): WordDocument {
  return { kind: "message", text: terms, terms: terms.split(" "), category, alternatives, product };
}

const DOCUMENTS = [
  message("a", "quota exceeded", 5),
  message("b", "quota reached", 5),
  message("a", "password rejected", 3, [2]),
  message("b", "password expired", 3, [2]),
  message("b", "expired", 3, [2]),
];

describe("fitWords", () => {
  it("learns which category a word stands for, and its alternative", () => {
    const model = fitWords(DOCUMENTS, SETTINGS);
    const [quota, password] = [["quota"], ["password"]].map((terms) => predict(model, terms));
    expect(quota?.[5]).toBeGreaterThan(0.8);
    expect(password?.[3]).toBeGreaterThan(0.6);
    expect(password?.[2]).toBeCloseTo(0.2, 1);
  });

  it("leaves out words of a single text or product", () => {
    expect([...fitWords(DOCUMENTS, SETTINGS).weights.keys()]).toEqual(["password", "quota"]);
  });

  it("is deterministic, and a higher penalty shrinks the weights", () => {
    const weightOf = (penalty: number): number =>
      fitWords(DOCUMENTS, { ...SETTINGS, penalty }).weights.get("quota")?.[5] ?? 0;
    expect(weightOf(0.01)).toBe(weightOf(0.01));
    expect(weightOf(1)).toBeLessThan(weightOf(0.01));
  });
});

describe("the weights in use", () => {
  // Far above the limit of `check-message-words.ts`, so that adding a signature does not fail here.
  it("were fitted to most of the present examples", () => {
    const { unseen, messages } = unseenMessages();
    expect(unseen / messages).toBeLessThan(3 * MAX_UNSEEN);
  });
});
