/**
 * Learns the weights in `lib/diagnosis/inference/message-word-weights.ts` from the examples and descriptions of the
 * signatures and `messages.tsv`, and reports scores cross-validated over products. Needs no data outside this repository.
 * `tsx evals/fit-message-words.ts [--write]`
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FITTED_FILE } from "@/evals/check-message-words";
import { fitWords, predict, type WordModel, type WordSettings } from "@/evals/fit-words";
import { digestOf, wordDocuments, type WordDocument } from "@/evals/word-documents";
import { WORD_CATEGORIES } from "@/lib/diagnosis/inference/message-words";

const SETTINGS: WordSettings = {
  penalty: 2,
  alternativeShare: 0.15,
  descriptionWeight: 1,
  minDocuments: 2,
  minProducts: 2,
};
const FOLDS = 4;
/** Terms kept: words of several products first, because they tell English from other languages. */
const MAX_TERMS = 8_000;
const COMMON_PRODUCTS = 3;
const WEIGHTS_FILE = "lib/diagnosis/inference/message-word-weights.ts";

const { values } = parseArgs({ options: { write: { type: "boolean" } } });
const documents = wordDocuments();
report(documents);
if (values.write === true) write(documents);

/** Scores of messages by weights fitted without their product. */
function report(all: readonly WordDocument[]): void {
  const folds = foldsOf(all);
  const results = folds.flatMap((products) => {
    const others = all.filter(({ product }) => !products.has(product));
    const model = pruned(fitWords(others, SETTINGS), others);
    return all
      .filter(({ kind, product }) => kind !== "description" && products.has(product))
      .map((document) => ({ ...scoreOf(document, predict(model, document.terms)), kind: document.kind }));
  });
  for (const kind of ["example", "message"] as const)
    print(
      kind,
      results.filter((result) => result.kind === kind),
    );
}

function print(kind: string, results: readonly ReturnType<typeof scoreOf>[]): void {
  const meanOf = (name: "strict" | "accept" | "loss"): string =>
    (results.reduce((sum, result) => sum + result[name], 0) / results.length).toFixed(3);
  process.stdout.write(
    `${results.length} texts of kind ${kind}, each product left out: ` +
      `strict ${meanOf("strict")}, accept ${meanOf("accept")}, log loss ${meanOf("loss")}\n`,
  );
}

function scoreOf(
  { category, alternatives }: WordDocument,
  probabilities: Float64Array,
): { strict: number; accept: number; loss: number } {
  const leader = probabilities.indexOf(Math.max(...probabilities));
  return {
    strict: leader === category ? 1 : 0,
    accept: leader === category || alternatives.includes(leader) ? 1 : 0,
    loss: -Math.log(probabilities[category] ?? 0),
  };
}

/** Splits the products into folds with roughly equal numbers of messages. */
function foldsOf(all: readonly WordDocument[]): Set<string>[] {
  const counts = new Map<string, number>();
  for (const { kind, product } of all) {
    if (kind !== "description") counts.set(product, (counts.get(product) ?? 0) + 1);
  }
  const folds = Array.from({ length: FOLDS }, () => ({ products: new Set<string>(), size: 0 }));
  for (const [product, count] of [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))) {
    const least = folds.reduce((smallest, fold) => (fold.size < smallest.size ? fold : smallest));
    least.products.add(product);
    least.size += count;
  }
  return folds.map(({ products }) => products);
}

/** The model with the terms that are kept. */
function pruned({ weights, prior }: WordModel, all: readonly WordDocument[]): WordModel {
  const products = new Map<string, Set<string>>();
  for (const { terms, product } of all) {
    for (const term of terms) {
      if (term.includes(" ")) continue;
      products.set(term, (products.get(term) ?? new Set()).add(product));
    }
  }
  const isCommon = (term: string): boolean => (products.get(term)?.size ?? 0) >= COMMON_PRODUCTS;
  const ranked = [...weights]
    .map(([term, row]) => ({ term, row, size: Math.max(...row.map(Math.abs)) + (isCommon(term) ? 10 : 0) }))
    .toSorted((a, b) => b.size - a.size || (a.term < b.term ? -1 : 1));
  return { weights: new Map(ranked.slice(0, MAX_TERMS).map(({ term, row }) => [term, row])), prior };
}

function write(all: readonly WordDocument[]): void {
  const { weights } = pruned(fitWords(all, SETTINGS), all);
  const terms = [...weights.keys()].toSorted();
  const largest = Math.max(...[...weights.values()].flatMap((row) => Array.from(row, Math.abs)));
  const step = Number((largest / 127).toPrecision(3));
  const levels = Int8Array.from(
    terms.flatMap((term) => [...(weights.get(term) ?? [])].map((weight) => Math.round(weight / step))),
    (level) => Math.max(-127, Math.min(127, level)),
  );
  const text = [
    "/**",
    " * Weights of words and pairs of words, in log odds, learned by `evals/fit-message-words.ts` and read by",
    ` * \`message-words.ts\`: for each term ${WORD_CATEGORIES.length} signed bytes, one per category, in units of \`step\`.`,
    " */",
    "export const PACKED_WORDS = {",
    `  step: ${step},`,
    `  keys: ${JSON.stringify(terms.join(","))},`,
    `  weights: "${Buffer.from(levels.buffer).toString("base64")}",`,
    "};",
    "",
  ].join("\n");
  writeFileSync(WEIGHTS_FILE, text);
  const messages = all.filter(({ kind }) => kind !== "description");
  writeFileSync(
    FITTED_FILE,
    `${JSON.stringify([...new Set(messages.map(digestOf))].toSorted().join(" "))}\n`,
  );
  process.stdout.write(`wrote ${terms.length} terms, ${Math.round(text.length / 1_024)} KB\n`);
}
