import { chunkHash, toChunk, type Chunk } from "@/lib/knowledge/chunk";
import type { Embedding } from "@/lib/knowledge/embedding";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { redact } from "@/lib/redaction/redact";

/** What a chunk can belong to. A new kind needs a migration (decision 021). */
export interface ChunkOwner {
  /** `failure`: the failure that all incidents with one fingerprint share. */
  kind: "failure";
  id: string;
}

interface StoredRow {
  ordinal: number;
  hash: string;
  embedding: string;
}

/**
 * Makes these texts, redacted, the chunks of their owner, and removes those it had before. A text that the same model
 * has embedded for this owner is not embedded again, even at another place.
 * @returns the chunks in the order of the texts
 * @throws when a vector has another dimension than its model's
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

/** The chunks of these texts; `vectors` are those at hand, by the hash of their chunk. */
async function embedMissing(
  texts: readonly string[],
  vectors: ReadonlyMap<string, string>,
  embedding: Embedding,
): Promise<Chunk[]> {
  const isMissing = (text: string) => !vectors.has(chunkHash(embedding.model, text));
  const missing = [...new Set(texts.filter(isMissing))];
  const embedded = missing.length > 0 ? await embedding.embed(missing) : [];
  const made = new Map(missing.map((text, i) => [text, toChunk(text, embedded[i] ?? [], embedding)]));
  return texts.map((text) => {
    const hash = chunkHash(embedding.model, text);
    const kept = { text, model: embedding.model, dimensions: embedding.dimensions, hash };
    return made.get(text) ?? { ...kept, embedding: vectors.get(hash) ?? "" };
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
