import type { Pool } from "pg";

/** Pairs of day and pipeline recomputed per statement. */
const BATCH = 500;

/**
 * Recomputes the stale days of a workspace. Called before figures are read, and every minute to keep those reads fast.
 * Safe to run twice and concurrently.
 * @returns how many pairs of day and pipeline were recomputed.
 */
export async function refreshDays(pool: Pool, workspaceId: string): Promise<number> {
  for (let refreshed = 0; ;) {
    const { rows } = await pool.query<{ taken: number }>(REFRESH, [workspaceId, BATCH]);
    const taken = rows[0]?.taken ?? 0;
    refreshed += taken;
    if (taken < BATCH) return refreshed;
  }
}

const REFRESH = "SELECT pd_refresh_incident_days($1, $2) AS taken";

/** Recomputes the stale days of all workspaces. @returns how many pairs of day and pipeline were recomputed. */
export async function refreshAllDays(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(STALE_WORKSPACES);
  let refreshed = 0;
  for (const { id } of rows) refreshed += await refreshDays(pool, id);
  return refreshed;
}

/** Deleting a workspace leaves its stale rows behind; they are removed here. */
const STALE_WORKSPACES = `
WITH gone AS (
  DELETE FROM stale_incident_days s WHERE NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = s.workspace_id)
)
SELECT DISTINCT w.id FROM stale_incident_days s JOIN workspaces w ON w.id = s.workspace_id`;
