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
 * Saves what collectors found, redacted, as one set. Running it twice changes nothing: a piece with the same
 * text keeps its row (and its id, which citations point at); what a collector no longer finds is marked
 * superseded, never deleted.
 */
export async function storeEvidence(pool: Pool, collected: readonly CollectedEvidence[]): Promise<void> {
  const rows: Awaited<ReturnType<typeof evidenceRow>>[] = [];
  for (const one of collected) {
    for (const piece of one.pieces) rows.push(await evidenceRow(one, piece));
  }
  const scopes = collected.map((one) => ({
    workspaceId: one.workspaceId,
    incidentId: one.incidentId,
    collector: one.collector,
    at: one.collectedAt,
    kept: rows
      .filter((row) => row.incidentId === one.incidentId && row.collector === one.collector)
      .map((row) => `${row.key}|${row.sha256}`),
  }));
  await pool.query(STORE_EVIDENCE, [JSON.stringify(rows), JSON.stringify(scopes)]);
}

async function evidenceRow(one: CollectedEvidence, piece: EvidenceDraft) {
  const text = await readableTextInBackground(piece.text);
  const facts = await readableJsonInBackground(piece.facts);
  return {
    ...piece,
    id: newId(),
    workspaceId: one.workspaceId,
    incidentId: one.incidentId,
    collector: one.collector,
    title: (await readableTextInBackground(piece.title)).slice(0, 300),
    text,
    facts,
    message: piece.message && (await readableTextInBackground(piece.message)),
    sha256: sha256(JSON.stringify([piece.status, text, piece.startLine])),
    durationMs: one.durationMs,
    collectedAt: one.collectedAt,
  };
}

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
  -- An id that is another workspace's names no incident here.
  WHERE EXISTS (SELECT 1 FROM incidents n WHERE n.id = input."incidentId" AND n.workspace_id = input."workspaceId")
  ON CONFLICT (incident_id, collector, key, sha256) DO UPDATE SET
    status = excluded.status, title = excluded.title, facts = excluded.facts, relevance = excluded.relevance,
    provenance = excluded.provenance, relevance_reason = excluded.relevance_reason,
    message = excluded.message, duration_ms = excluded.duration_ms, collected_at = excluded.collected_at,
    superseded_at = NULL, text = excluded.text, text_removed_at = NULL, retained_at = NULL
)
UPDATE evidence e SET superseded_at = s.at
FROM jsonb_to_recordset($2::jsonb) AS s("workspaceId" text, "incidentId" text, collector text, at timestamptz, kept jsonb)
WHERE e.incident_id = s."incidentId" AND e.workspace_id = s."workspaceId" AND e.collector = s.collector AND e.superseded_at IS NULL
  AND NOT (s.kept ? (e.key || '|' || e.sha256))`;
