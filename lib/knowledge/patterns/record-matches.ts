import type { ConsideredPattern } from "@/lib/knowledge/patterns/consider-patterns";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

/**
 * Stores which patterns an incident matched in its latest diagnosis; those of earlier ones that no longer match are forgotten.
 * Idempotent.
 */
export async function recordMatches(
  ctx: Context,
  incidentId: string,
  matches: readonly ConsideredPattern[],
): Promise<void> {
  authorize(ctx, "incident.learn");
  const rows = matches.map(({ id, rung, role, recheck, reason, citations, weight }) => ({
    id: newId(),
    patternId: id,
    rung,
    role,
    recheck: recheck.result,
    reason,
    citations,
    slots: recheck.slots,
    weight: weight.cause.success,
  }));
  await ctx.pool.query(RECORD, [ctx.workspaceId, incidentId, JSON.stringify(rows), ctx.now()]);
}

/** A pattern that was deleted meanwhile is left out. */
const RECORD = `
WITH x AS (
  SELECT * FROM jsonb_to_recordset($3::jsonb) AS x(id text, "patternId" text, rung text, role text, recheck text, reason text,
    citations jsonb, slots jsonb, weight float8)
), gone AS (
  DELETE FROM pattern_matches m WHERE m.workspace_id = $1 AND m.incident_id = $2 AND m.pattern_id NOT IN (SELECT "patternId" FROM x)
  RETURNING m.pattern_id
), saved AS (
  INSERT INTO pattern_matches (id, workspace_id, pattern_id, incident_id, rung, role, recheck, reason, citations, slots, weight, at)
  SELECT x.id, $1, p.id, $2, x.rung, x.role, x.recheck, x.reason, x.citations, x.slots, x.weight, $4
  FROM x JOIN patterns p ON p.id = x."patternId" AND p.workspace_id = $1
  ON CONFLICT (pattern_id, incident_id) DO UPDATE SET rung = excluded.rung, role = excluded.role, recheck = excluded.recheck,
    reason = excluded.reason, citations = excluded.citations, slots = excluded.slots, weight = excluded.weight, at = excluded.at
  RETURNING pattern_id
)
INSERT INTO stale_lessons (workspace_id, pattern_id)
SELECT $1, changed.pattern_id FROM (SELECT pattern_id FROM saved UNION SELECT pattern_id FROM gone) changed
WHERE NOT EXISTS (SELECT 1 FROM stale_lessons s WHERE s.workspace_id = $1 AND s.pattern_id = changed.pattern_id)`;
