import { createHash } from "node:crypto";
import { WORD_CATEGORIES, isForeign, termsOf, wordsOf } from "@/lib/diagnosis/inference/message-words";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import type { Signature } from "@/lib/diagnosis/signatures/signature";
import { EXAMPLE_TABLES } from "@/lib/diagnosis/signatures/examples/all-examples";

/** A text of a signature with the categories it stands for. */
export interface WordDocument {
  /** An example, or what the signature says about its cause. */
  kind: "message" | "description";
  text: string;
  /** Words and pairs of words, each once. */
  terms: readonly string[];
  category: number;
  /** Indexes of `WORD_CATEGORIES` that are defensible too. */
  alternatives: readonly number[];
  /** The part of the signature's id before the slash, such as `airflow`. */
  product: string;
}

/** What templates hold besides words: slots, optional parts, code marks. */
const TEMPLATE_MARKS = /\{[^}]*\}|\[\[|\]\]|`/g;

/** The English examples and the descriptions of every signature with a known category. */
export function wordDocuments(): WordDocument[] {
  const examples = new Map(EXAMPLE_TABLES.flatMap((examplesById) => Object.entries(examplesById)));
  return ALL_SIGNATURES.filter(({ category }) => category !== "unknown").flatMap((signature) => {
    const messages = examples.get(signature.id)?.examples ?? [];
    const description = [signature.title, signature.rootCause, signature.explanation].join(". ");
    return [
      ...messages
        .filter(({ text }) => !isForeign(text))
        .map(({ text }) => documentOf(signature, "message", text)),
      documentOf(signature, "description", description.replaceAll(TEMPLATE_MARKS, " ")),
    ];
  });
}

function documentOf(signature: Signature, kind: WordDocument["kind"], text: string): WordDocument {
  const indexOf = (category: Signature["category"]): number => WORD_CATEGORIES.indexOf(category);
  return {
    kind,
    text,
    terms: termsOf(wordsOf(text)).map(({ key }) => key),
    category: indexOf(signature.category),
    alternatives: (signature.alternatives ?? []).map(indexOf).filter((index) => index >= 0),
    product: signature.id.split("/")[0] ?? "",
  };
}

/** Identifies a message and its category, to tell which ones the weights were fitted to. */
export function digestOf({ text, category }: WordDocument): string {
  return createHash("sha256").update(`${category} ${text}`).digest("hex").slice(0, 8);
}
