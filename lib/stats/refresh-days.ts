import type { Pool } from "pg";

/** Days of pipelines that are computed in one statement. */
const PORTION = 500;

/**
 * Computes the figures of days that have become stale in a workspace again. Called before figures are read, and every
 * minute so that few are left then. Safe to run twice and at the same time.
 * @returns how many days of pipelines were computed.
 */
export async function refreshDays(pool: Pool, workspaceId: string): Promise<number> {
  for (let refreshed = 0; ;) {
    const { rows } = await pool.query<{ taken: number }>(REFRESH, [workspaceId, PORTION]);
    const taken = rows[0]?.taken ?? 0;
    refreshed += taken;
    if (taken < PORTION) return refreshed;
  }
}

const REFRESH = "SELECT pd_refresh_incident_days($1, $2) AS taken";

/** The same for all workspaces. */
export async function refreshAllDays(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(STALE_WORKSPACES);
  let refreshed = 0;
  for (const { id } of rows) refreshed += await refreshDays(pool, id);
  return refreshed;
}

/** Rows of a workspace that is gone are of use to nobody. */
const STALE_WORKSPACES = `
WITH gone AS (
  DELETE FROM stale_incident_days s WHERE NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = s.workspace_id)
)
SELECT DISTINCT w.id FROM stale_incident_days s JOIN workspaces w ON w.id = s.workspace_id`;

/**
 * Computes all figures of a workspace from its incidents again, for data that was written past the triggers and after
 * repairs.
 */
export async function rebuildDays(pool: Pool, workspaceId: string): Promise<void> {
  await pool.query("SELECT pd_stale_all_incident_days($1)", [workspaceId]);
  await refreshDays(pool, workspaceId);
}
