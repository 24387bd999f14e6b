import type { Embedding } from "@/lib/knowledge/embedding";
import { sha256 } from "@/lib/platform/crypto";

/** A text and its vector, as stored in `chunks`. */
export interface Chunk {
  /** Redacted. */
  text: string;
  model: string;
  dimensions: number;
  /** In pgvector's notation, `[0.1,0.2]`. */
  embedding: string;
  hash: string;
}

/** Identifies a text and the model that embeds it (SHA-256, hex). The same hash means the same vector. */
export function chunkHash(model: string, text: string): string {
  return sha256(JSON.stringify([model, text]));
}

/** Builds a chunk from a redacted text and its vector. Pure. */
export function toChunk(text: string, vector: readonly number[], embedding: Embedding): Chunk {
  return {
    text,
    model: embedding.model,
    dimensions: embedding.dimensions,
    embedding: `[${vector.map((value) => value.toFixed(6)).join(",")}]`,
    hash: chunkHash(embedding.model, text),
  };
}
