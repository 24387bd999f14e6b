import { EMBEDDING_MODEL, embedText } from "@/lib/knowledge/embed-text";
import type { Context } from "@/lib/platform/context";

export interface SimilarIncident {
  id: string;
  number: number;
  title: string;
  status: string;
  category: string | null;
  rootCause: string | null;
  /** Cosine similarity, 0..1. */
  similarity: number;
  /** The fingerprint is the same: the same failure, not only a similar text. */
  isSameFailure: boolean;
  lastSeenAt: string;
  fixTitle: string | null;
  fixStatus: string | null;
  pullRequestUrl: string | null;
}

interface Row extends Omit<SimilarIncident, "lastSeenAt"> {
  lastSeenAt: Date;
}

const MIN_SIMILARITY = 0.55;

/**
 * Stores the incident's own vector and finds the nearest earlier incidents of the workspace: one statement,
 * exact search (no index needed below some ten thousand incidents).
 */
export async function findSimilarIncidents(
  ctx: Context,
  input: { incidentId: string; text: string; fingerprint: string; limit: number },
): Promise<SimilarIncident[]> {
  const vector = `[${embedText(input.text)
    .map((value) => value.toFixed(6))
    .join(",")}]`;
  const { rows } = await ctx.pool.query<Row>(FIND_SIMILAR, [
    input.incidentId,
    ctx.workspaceId,
    EMBEDDING_MODEL,
    vector,
    input.fingerprint,
    input.limit,
    ctx.now(),
  ]);
  return rows
    .filter((row) => row.similarity >= MIN_SIMILARITY || row.isSameFailure)
    .map((row) => ({
      ...row,
      similarity: Math.min(1, Math.max(0, row.similarity)),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }));
}

/** Parts that say only how it ended: all that ended so have the same fingerprint, and nothing else in common. */
const NAMELESS = ["state", "exit", "signal"].map((name) => `'[{"name":"${name}"}]'`).join(", ");

const FIND_SIMILAR = `
WITH mine AS (
  INSERT INTO incident_embeddings (incident_id, workspace_id, model, embedding, updated_at)
  VALUES ($1, $2, $3, $4::vector, $7)
  ON CONFLICT (incident_id) DO UPDATE SET model = excluded.model, embedding = excluded.embedding, updated_at = excluded.updated_at
)
SELECT n.id, n.number, n.title, n.status, n.category, n.root_cause AS "rootCause", n.last_seen_at AS "lastSeenAt",
       1 - (e.embedding <=> $4::vector) AS similarity,
       n.fingerprint = $5 AND NOT n.fingerprint_parts @> ANY (ARRAY[${NAMELESS}]::jsonb[]) AS "isSameFailure",
       f.title AS "fixTitle", f.status AS "fixStatus", f.pr_url AS "pullRequestUrl"
FROM incident_embeddings e
JOIN incidents n ON n.id = e.incident_id
LEFT JOIN LATERAL (
  SELECT title, status, pr_url FROM fixes WHERE incident_id = n.id AND status IN ('open', 'merged')
  ORDER BY created_at DESC LIMIT 1
) f ON true
WHERE e.workspace_id = $2 AND e.model = $3 AND e.incident_id <> $1 AND n.status <> 'merged'
ORDER BY "isSameFailure" DESC, e.embedding <=> $4::vector
LIMIT $6`;
