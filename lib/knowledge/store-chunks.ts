import { chunkHash, toChunk, type Chunk } from "@/lib/knowledge/chunk";
import type { Embedding } from "@/lib/knowledge/embedding";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { redact } from "@/lib/redaction/redact";

/** The owner of a chunk. A new kind needs a migration (decision 021). */
export interface ChunkOwner {
  /** `failure`: the id is a fingerprint, shared by all its incidents; `pattern`: the id of a pattern. */
  kind: "failure" | "pattern";
  id: string;
}

interface StoredRow {
  ordinal: number;
  hash: string;
  embedding: string;
}

/**
 * Replaces the owner's chunks with these texts, redacted. A text already embedded for this owner by the same model is not
 * embedded again, even if its position changed.
 * @returns the chunks in the order of the texts
 * @throws if a vector does not have the model's dimensions
 */
export async function storeChunks(
  ctx: Context,
  input: { owner: ChunkOwner; texts: readonly string[]; embedding: Embedding },
): Promise<Chunk[]> {
  const { owner, embedding } = input;
  const { rows: stored } = await ctx.pool.query<StoredRow>(STORED, [ctx.workspaceId, owner.kind, owner.id]);
  const texts = input.texts.map((text) => redact(text).text);
  const chunks = await embedMissing(
    texts,
    new Map(stored.map((row) => [row.hash, row.embedding])),
    embedding,
  );
  const hashes = new Map(stored.map((row) => [row.ordinal, row.hash]));
  const changed = chunks.flatMap((chunk, ordinal) =>
    hashes.get(ordinal) === chunk.hash ? [] : [{ ...chunk, ordinal, id: newId() }],
  );
  if (changed.length > 0 || stored.length > chunks.length)
    await ctx.pool.query(REPLACE, [
      ctx.workspaceId,
      owner.kind,
      owner.id,
      JSON.stringify(changed),
      chunks.length,
      ctx.now(),
    ]);
  return chunks;
}

/** Builds the chunks, embedding only texts whose chunk hash is not in `vectors`. */
async function embedMissing(
  texts: readonly string[],
  vectors: ReadonlyMap<string, string>,
  embedding: Embedding,
): Promise<Chunk[]> {
  const isMissing = (text: string) => !vectors.has(chunkHash(embedding.model, text));
  const missing = [...new Set(texts.filter(isMissing))];
  const embedded = missing.length > 0 ? await embedding.embed(missing) : [];
  const created = new Map(missing.map((text, i) => [text, toChunk(text, embedded[i] ?? [], embedding)]));
  return texts.map((text) => {
    const hash = chunkHash(embedding.model, text);
    const chunk = { text, model: embedding.model, dimensions: embedding.dimensions, hash };
    return created.get(text) ?? { ...chunk, embedding: vectors.get(hash) ?? "" };
  });
}

const STORED = `
SELECT ordinal, hash, embedding::text AS embedding FROM chunks
WHERE workspace_id = $1 AND owner_kind = $2 AND owner_id = $3`;

const REPLACE = `
WITH surplus AS (
  DELETE FROM chunks WHERE workspace_id = $1 AND owner_kind = $2 AND owner_id = $3 AND ordinal >= $5
)
INSERT INTO chunks (id, workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, embedding, hash, updated_at)
SELECT id, $1, $2, $3, ordinal, text, model, dimensions, embedding::vector, hash, $6
FROM jsonb_to_recordset($4::jsonb)
  AS x(id text, ordinal int, text text, model text, dimensions int, embedding text, hash text)
ON CONFLICT (workspace_id, owner_kind, owner_id, ordinal) DO UPDATE SET text = excluded.text, model = excluded.model,
  dimensions = excluded.dimensions, embedding = excluded.embedding, hash = excluded.hash, updated_at = excluded.updated_at`;
