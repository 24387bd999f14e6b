import { isUnfinished } from "@/lib/incidents/open-sql";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { pool } from "@/lib/platform/db/pool";
import { declaredTeam } from "@/lib/workspaces/teams/owner-sql";

/** Per workspace and minute. */
const MAX_PIPELINES = 200;
/** The ones seen last; older ones follow their settings when they fail again or are analyzed again. */
const MAX_INCIDENTS = 500;

/**
 * Assesses impact and severity of open incidents again after the criticality, deadline or owner team of a pipeline has changed,
 * whoever changed it: those of the pipeline itself, and those whose impact contains it. An incident without a team gets the
 * new owner, unless a person has decided about its team. Safe to run twice.
 * @returns how many were assessed
 */
export async function reassessSettings(ctx: Context): Promise<{ assessed: number }> {
  authorize(ctx, "incident.reassess");
  const { rows: pipelines } = await ctx.pool.query<{ id: string; changedAt: Date }>(CHANGED, [
    ctx.workspaceId,
    MAX_PIPELINES,
  ]);
  if (pipelines.length === 0) return { assessed: 0 };
  const ids = pipelines.map(({ id }) => id);
  const { rows: incidents } = await ctx.pool.query<{ id: string }>(CONCERNED, [
    ctx.workspaceId,
    ids,
    MAX_INCIDENTS,
  ]);
  for (const { id } of incidents) {
    await assessImpact(ctx, id);
    await reassessSeverity(ctx, id);
  }
  await ctx.pool.query(OWN, [ctx.workspaceId, ids]);
  // What has changed meanwhile stays marked.
  await ctx.pool.query(DONE, [ctx.workspaceId, ids, pipelines.map(({ changedAt }) => changedAt)]);
  return { assessed: incidents.length };
}

/** The same in every workspace. */
export async function reassessSettingsEverywhere(): Promise<{ assessed: number }> {
  // Across workspaces on purpose: the sweep belongs to none.
  const { rows } = await pool().query<{ id: string }>(WORKSPACES);
  let assessed = 0;
  for (const { id } of rows) assessed += (await reassessSettings(systemContext(id))).assessed;
  return { assessed };
}

const WORKSPACES = "SELECT DISTINCT workspace_id AS id FROM pipelines WHERE settings_changed_at IS NOT NULL";

const CHANGED = `
SELECT id, settings_changed_at AS "changedAt" FROM pipelines
WHERE workspace_id = $1 AND settings_changed_at IS NOT NULL ORDER BY settings_changed_at LIMIT $2`;

const CONCERNED = `
SELECT n.id FROM incidents n
WHERE n.workspace_id = $1 AND ${isUnfinished("n")} AND (n.pipeline_id = ANY($2::text[]) OR EXISTS (
  SELECT 1 FROM jsonb_array_elements(n.impact->'items') i WHERE i->>'id' = ANY($2::text[])))
ORDER BY n.last_seen_at DESC LIMIT $3`;

const OWN = `
UPDATE incidents n SET owner_team_id = team.id, updated_at = now()
FROM pipelines p CROSS JOIN LATERAL (
  SELECT COALESCE(p.owner_team_id, ${declaredTeam("$1", "p.declared->>'owner'")}) AS id) team
WHERE n.workspace_id = $1 AND ${isUnfinished("n")} AND n.owner_team_id IS NULL AND n.pipeline_id = ANY($2::text[])
  AND p.id = n.pipeline_id AND p.workspace_id = $1 AND team.id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM timeline_entries t WHERE t.incident_id = n.id AND t.data->>'type' = 'team_assigned')`;

const DONE = `
UPDATE pipelines p SET settings_changed_at = NULL
FROM unnest($2::text[], $3::timestamptz[]) AS x(id, at)
WHERE p.workspace_id = $1 AND p.id = x.id AND p.settings_changed_at = x.at`;
