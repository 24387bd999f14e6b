import { isUnfinished } from "@/lib/incidents/open-sql";
import { assessIncident, isUnchanged } from "@/lib/incidents/assess-incident";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { pool } from "@/lib/platform/db/pool";

/** Per workspace; the rest follows a minute later. */
const MAX_INCIDENTS = 500;

/**
 * Assesses open incidents with a deadline again, because time alone makes them more severe. Safe to run twice.
 * @returns how many changed
 */
export async function reassessDeadlines(ctx: Context): Promise<{ changed: number }> {
  authorize(ctx, "incident.reassess");
  const { rows } = await ctx.pool.query<{ id: string }>(WITH_DEADLINES, [ctx.workspaceId, MAX_INCIDENTS]);
  let changed = 0;
  for (const { id } of rows) {
    // Without the lock first, because hardly any changes.
    const incident = await assessIncident(ctx, ctx.db, id);
    if (!incident || isUnchanged(incident)) continue;
    await reassessSeverity(ctx, id);
    changed += 1;
  }
  return { changed };
}

/** The same in every workspace. */
export async function reassessDeadlinesEverywhere(): Promise<{ changed: number }> {
  // Across workspaces on purpose: the sweep belongs to none.
  const { rows } = await pool().query<{ id: string }>(WORKSPACES);
  let changed = 0;
  for (const { id } of rows) changed += (await reassessDeadlines(systemContext(id))).changed;
  return { changed };
}

/** As the partial index `incidents_deadlines` has it. */
const HAS_DEADLINES = `${isUnfinished("n")} AND NOT n.is_severity_set
  AND n.impact->'deadlines' <> '[]'::jsonb`;

const WITH_DEADLINES = `
SELECT n.id FROM incidents n WHERE n.workspace_id = $1 AND ${HAS_DEADLINES} ORDER BY n.last_seen_at DESC LIMIT $2`;

const WORKSPACES = `
SELECT w.id FROM workspaces w WHERE EXISTS (SELECT 1 FROM incidents n WHERE n.workspace_id = w.id AND ${HAS_DEADLINES})`;
