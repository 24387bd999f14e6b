import { createHash } from "node:crypto";
import { readLabeledMessages } from "@/evals/labeled-messages";
import type { Category } from "@/lib/failures/schemas";
import { WORD_CATEGORIES, isForeign, termsOf, wordsOf } from "@/lib/diagnosis/inference/message-words";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import { EXAMPLE_TABLES } from "@/lib/diagnosis/signatures/examples/all-examples";

/** A text with the categories it stands for. */
export interface WordDocument {
  /** An example of a signature, a message of `messages.tsv`, or what a signature says about its cause. */
  kind: "example" | "message" | "description";
  text: string;
  /** Words and pairs of words, each once. */
  terms: readonly string[];
  category: number;
  /** Indexes of `WORD_CATEGORIES` that are defensible too. */
  alternatives: readonly number[];
  /** The tool that prints it, such as `airflow`: of a signature the part of its id before the slash. */
  product: string;
}

/** What templates hold besides words: slots, optional parts, code marks. */
const TEMPLATE_MARKS = /\{[^}]*\}|\[\[|\]\]|`/g;

/** The messages, the English examples and the descriptions of every signature with a known category. */
export function wordDocuments(): WordDocument[] {
  return [...signatureDocuments(), ...messageDocuments()];
}

function messageDocuments(): WordDocument[] {
  return readLabeledMessages("messages.tsv")
    .filter(({ text }) => !isForeign(text))
    .map((message) => documentOf(message, "message", message.text));
}

function signatureDocuments(): WordDocument[] {
  const examples = new Map(EXAMPLE_TABLES.flatMap((examplesById) => Object.entries(examplesById)));
  return ALL_SIGNATURES.filter(({ category }) => category !== "unknown").flatMap((signature) => {
    const messages = examples.get(signature.id)?.examples ?? [];
    const { category, alternatives = [] } = signature;
    const labels = { product: signature.id.split("/")[0] ?? "", category, alternatives };
    const description = [signature.title, signature.rootCause, signature.explanation].join(". ");
    return [
      ...messages
        .filter(({ text }) => !isForeign(text))
        .map(({ text }) => documentOf(labels, "example", text)),
      documentOf(labels, "description", description.replaceAll(TEMPLATE_MARKS, " ")),
    ];
  });
}

interface Labels {
  product: string;
  category: Category;
  alternatives: readonly Category[];
}

function documentOf(
  { product, category, alternatives }: Labels,
  kind: WordDocument["kind"],
  text: string,
): WordDocument {
  const indexOf = (name: Category): number => WORD_CATEGORIES.indexOf(name);
  return {
    kind,
    text,
    terms: termsOf(wordsOf(text)).map(({ key }) => key),
    category: indexOf(category),
    alternatives: alternatives.map(indexOf).filter((index) => index >= 0),
    product,
  };
}

/** Identifies a message and its category, to tell which ones the weights were fitted to. */
export function digestOf({ text, category }: WordDocument): string {
  return createHash("sha256").update(`${category} ${text}`).digest("hex").slice(0, 8);
}
