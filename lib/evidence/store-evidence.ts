import type { Pool } from "pg";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { readableJsonInBackground, readableTextInBackground } from "@/lib/background/readable-in-background";
import { newId, sha256 } from "@/lib/platform/crypto";

export interface CollectedEvidence {
  workspaceId: string;
  incidentId: string;
  collector: string;
  pieces: readonly EvidenceDraft[];
  durationMs: number;
  collectedAt: Date;
}

/**
 * Saves the redacted results of collectors in one statement. Idempotent: a piece with the same text keeps its row and
 * its id, which citations refer to; pieces a collector no longer finds are marked superseded, never deleted.
 */
export async function storeEvidence(pool: Pool, collected: readonly CollectedEvidence[]): Promise<void> {
  const rows: Awaited<ReturnType<typeof evidenceRow>>[] = [];
  for (const item of collected) {
    for (const piece of item.pieces) rows.push(await evidenceRow(item, piece));
  }
  const scopes = collected.map((item) => ({
    workspaceId: item.workspaceId,
    incidentId: item.incidentId,
    collector: item.collector,
    at: item.collectedAt,
    kept: rows
      .filter((row) => row.incidentId === item.incidentId && row.collector === item.collector)
      .map((row) => `${row.key}|${row.sha256}`),
  }));
  const incidentIds = [...new Set(collected.map((item) => item.incidentId))];
  await pool.query(STORE_EVIDENCE, [JSON.stringify(rows), JSON.stringify(scopes), incidentIds]);
}

async function evidenceRow(item: CollectedEvidence, piece: EvidenceDraft) {
  const text = await readableTextInBackground(piece.text);
  const facts = await readableJsonInBackground(piece.facts);
  return {
    ...piece,
    id: newId(),
    workspaceId: item.workspaceId,
    incidentId: item.incidentId,
    collector: item.collector,
    title: (await readableTextInBackground(piece.title)).slice(0, 300),
    text,
    facts,
    message: piece.message && (await readableTextInBackground(piece.message)),
    sha256: sha256(JSON.stringify([piece.status, text, piece.startLine])),
    durationMs: item.durationMs,
    collectedAt: item.collectedAt,
  };
}

/** $1: pieces, $2: what each collector still finds, $3: the incidents, so that only their rows are read. */
const STORE_EVIDENCE = `
WITH input AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(id text, "workspaceId" text, "incidentId" text, collector text,
    key text, kind text, status text, title text, text text, facts jsonb, provenance text, relevance float8,
    "relevanceReason" text, "startLine" int, truncated boolean, sha256 text, message text, "durationMs" int, "collectedAt" timestamptz)
), saved AS (
  INSERT INTO evidence (id, workspace_id, incident_id, collector, key, kind, status, title, text, facts, provenance,
    relevance, relevance_reason, start_line, truncated, sha256, message, duration_ms, collected_at)
  SELECT id, "workspaceId", "incidentId", collector, key, kind, status, title, text, facts, provenance,
    relevance, "relevanceReason", "startLine", truncated, sha256, message, "durationMs", "collectedAt" FROM input
  -- Ignore ids of other workspaces' incidents.
  WHERE ("incidentId", "workspaceId") IN (SELECT n.id, n.workspace_id FROM incidents n WHERE n.id = ANY($3::text[]))
  ON CONFLICT (incident_id, collector, key, sha256) DO UPDATE SET
    status = excluded.status, title = excluded.title, facts = excluded.facts, relevance = excluded.relevance,
    provenance = excluded.provenance, relevance_reason = excluded.relevance_reason,
    message = excluded.message, duration_ms = excluded.duration_ms, collected_at = excluded.collected_at,
    superseded_at = NULL, text = excluded.text, text_removed_at = NULL, retained_at = NULL
)
UPDATE evidence e SET superseded_at = s.at
FROM jsonb_to_recordset($2::jsonb) AS s("workspaceId" text, "incidentId" text, collector text, at timestamptz, kept jsonb)
WHERE e.incident_id = ANY($3::text[]) AND e.incident_id = s."incidentId" AND e.workspace_id = s."workspaceId" AND e.collector = s.collector AND e.superseded_at IS NULL
  AND NOT (s.kept ? (e.key || '|' || e.sha256))`;
