import { minimize } from "@/evals/minimize";
import type { WordDocument } from "@/evals/word-documents";
import { WORD_CATEGORIES } from "@/lib/diagnosis/inference/message-words";

/** Log odds per term, for each of `WORD_CATEGORIES`; and of the categories themselves, which messages are not given. */
export interface WordModel {
  weights: Map<string, Float64Array>;
  prior: Float64Array;
}

export interface WordSettings {
  /** Factor of the sum of squares; higher means smaller weights. */
  penalty: number;
  /** Share of the target that goes to a signature's alternatives. */
  alternativeShare: number;
  /** Weight of a description compared with a message. */
  descriptionWeight: number;
  /** Terms in fewer texts, or of fewer products, are left out: they are names rather than words. */
  minDocuments: number;
  minProducts: number;
}

const SIZE = WORD_CATEGORIES.length;

interface Example {
  terms: Int32Array;
  target: Float64Array;
  weight: number;
}

/** Fits a softmax regression of the categories on the terms. Deterministic. */
export function fitWords(documents: readonly WordDocument[], settings: WordSettings): WordModel {
  const terms = commonTerms(documents, settings);
  const indexes = new Map(terms.map((term, index) => [term, index]));
  const examples = documents.map((document): Example => ({
    terms: Int32Array.from(document.terms.flatMap((term) => indexes.get(term) ?? [])),
    target: targetOf(document, settings.alternativeShare),
    weight: document.kind === "description" ? settings.descriptionWeight : 1,
  }));
  const fitted = minimize(
    (weights, gradient) => costOf(examples, weights, gradient, settings.penalty),
    (terms.length + 1) * SIZE,
  );
  const rowOf = (row: number): Float64Array => fitted.slice(row * SIZE, (row + 1) * SIZE);
  return {
    weights: new Map(terms.map((term, index) => [term, rowOf(index)])),
    prior: rowOf(terms.length),
  };
}

/** Probabilities of the categories. */
export function predict({ weights, prior }: WordModel, terms: readonly string[]): Float64Array {
  const sums = prior.slice();
  for (const term of terms) {
    for (const [at, weight] of weights.get(term)?.entries() ?? []) sums[at] = (sums[at] ?? 0) + weight;
  }
  const total = logTotal(sums);
  return sums.map((sum) => Math.exp(sum - total));
}

function commonTerms(documents: readonly WordDocument[], settings: WordSettings): string[] {
  const seen = new Map<string, { documents: number; products: Set<string> }>();
  for (const { terms, product } of documents) {
    for (const term of terms) {
      const known = seen.get(term) ?? { documents: 0, products: new Set() };
      known.documents += 1;
      known.products.add(product);
      seen.set(term, known);
    }
  }
  return [...seen]
    .filter(
      ([, known]) => known.documents >= settings.minDocuments && known.products.size >= settings.minProducts,
    )
    .map(([term]) => term)
    .toSorted();
}

function targetOf({ category, alternatives }: WordDocument, share: number): Float64Array {
  const target = new Float64Array(SIZE);
  const shared = alternatives.length === 0 ? 0 : share;
  target[category] = 1 - shared;
  for (const other of alternatives) target[other] = (target[other] ?? 0) + shared / alternatives.length;
  return target;
}

/** Cross-entropy plus the penalty. The last row of the weights is the prior, which is not penalized. */
function costOf(
  examples: readonly Example[],
  weights: Float64Array,
  gradient: Float64Array,
  penalty: number,
): number {
  let cost = 0;
  const prior = weights.length - SIZE;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = index < prior ? (weights[index] as number) : 0;
    gradient[index] = penalty * weight;
    cost += (penalty * weight * weight) / 2;
  }
  const sums = new Float64Array(SIZE);
  for (const { terms, target, weight } of examples) {
    sums.set(weights.subarray(prior));
    for (const term of terms) add(sums, 0, weights, term * SIZE);
    const total = logTotal(sums);
    for (let at = 0; at < SIZE; at += 1) {
      const logShare = (sums[at] as number) - total;
      cost -= weight * (target[at] as number) * logShare;
      sums[at] = weight * (Math.exp(logShare) - (target[at] as number));
    }
    for (const term of terms) add(gradient, term * SIZE, sums, 0);
    add(gradient, prior, sums, 0);
  }
  return cost;
}

function add(to: Float64Array, toStart: number, from: Float64Array, fromStart: number): void {
  for (let at = 0; at < SIZE; at += 1) {
    to[toStart + at] = (to[toStart + at] as number) + (from[fromStart + at] as number);
  }
}

function logTotal(sums: Float64Array): number {
  let top = -Infinity;
  for (const sum of sums) top = Math.max(top, sum);
  let total = 0;
  for (const sum of sums) total += Math.exp(sum - top);
  return top + Math.log(total);
}
