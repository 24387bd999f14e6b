import { EMBEDDING_DIMENSIONS, EMBEDDING_MODEL, embedText } from "@/lib/knowledge/embed-text";

/** Turns texts into vectors. Vectors of different models or dimensions are never compared. */
export interface Embedding {
  /** Name and version, e.g. `ngram-256/2`. */
  model: string;
  dimensions: number;
  /** @returns one vector of `dimensions` numbers per text, in order */
  embed(texts: readonly string[]): Promise<number[][]>;
}

/** Hashed words and trigrams: deterministic, no network. */
export const BUILT_IN_EMBEDDING: Embedding = {
  model: EMBEDDING_MODEL,
  dimensions: EMBEDDING_DIMENSIONS,
  embed: async (texts) => texts.map(embedText),
};
