import { EMBEDDING_DIMENSIONS, EMBEDDING_MODEL, embedText } from "@/lib/knowledge/embed-text";
import { sha256 } from "@/lib/platform/crypto";
import { redact } from "@/lib/redaction/redact";

/** A text with its vector, as it is stored; whose it is says the row. */
export interface Chunk {
  /** Redacted. */
  text: string;
  model: string;
  dimensions: number;
  /** As pgvector reads it. */
  embedding: string;
  /** Of model and text: the same again needs no new row. */
  hash: string;
}

/** A text as a chunk of the built-in embedding. Pure. */
export function chunkOf(text: string): Chunk {
  const clean = redact(text).text;
  const values = embedText(clean).map((value) => value.toFixed(6));
  return {
    text: clean,
    model: EMBEDDING_MODEL,
    dimensions: EMBEDDING_DIMENSIONS,
    embedding: `[${values.join(",")}]`,
    hash: sha256(JSON.stringify([EMBEDDING_MODEL, clean])),
  };
}
