import { CITED_EVIDENCE } from "@/lib/diagnosis/cited-evidence";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/**
 * Processes up to `limit` expired pieces of evidence, oldest first. Pieces cited by a diagnosis are kept forever. Of the
 * others, current pieces lose their text and are marked; superseded ones are deleted. Skips incidents that are being
 * analyzed. Safe to run twice.
 * @returns how many were processed; fewer than `limit` if none are left
 */
export async function removeEvidenceTexts(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.evidenceDays, ctx.now());
  if (!before) return 0;
  const { rows } = await ctx.pool.query<{ count: number }>(REMOVE, [
    ctx.workspaceId,
    before,
    ctx.now(),
    limit,
  ]);
  return rows[0]?.count ?? 0;
}

const REMOVE = `
WITH old AS (
  SELECT e.id, e.incident_id, e.superseded_at IS NOT NULL AS is_superseded, e.text = '' AS is_empty
  FROM evidence e
  WHERE e.workspace_id = $1 AND e.collected_at < $2 AND e.text_removed_at IS NULL AND e.retained_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM workflow_runs w WHERE w.incident_id = e.incident_id AND w.workspace_id = $1
      AND w.status IN ('PENDING', 'RUNNING'))
  ORDER BY e.collected_at, e.id
  LIMIT $4
), cited AS (
  ${CITED_EVIDENCE} IN (SELECT incident_id FROM old)
), retained AS (
  UPDATE evidence SET retained_at = $3
  WHERE workspace_id = $1 AND id IN (
    SELECT id FROM old WHERE id IN (SELECT id FROM cited) OR (is_empty AND NOT is_superseded))
), emptied AS (
  UPDATE evidence SET text = '', text_removed_at = $3
  WHERE workspace_id = $1 AND id IN (
    SELECT id FROM old WHERE NOT is_superseded AND NOT is_empty AND id NOT IN (SELECT id FROM cited))
), removed AS (
  DELETE FROM evidence
  WHERE workspace_id = $1 AND id IN (
    SELECT id FROM old WHERE is_superseded AND id NOT IN (SELECT id FROM cited))
)
SELECT count(*)::int AS count FROM old`;
