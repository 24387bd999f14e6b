import type { Pool } from "pg";
import { settleOutcome } from "@/lib/fixes/aftermath/settle-outcome";
import { systemContext } from "@/lib/platform/auth/authenticate";

/** Judged in one round; merged fixes are few, and each costs one statement. */
const MAX_PER_ROUND = 200;

const WATCHED = `
SELECT f.id, f.workspace_id AS "workspaceId" FROM fixes f
WHERE f.status = 'merged' AND f.outcome IS NULL
ORDER BY f.merged_at DESC
LIMIT ${MAX_PER_ROUND}`;

/** Judges the merged fixes of all workspaces whose outcome is not known yet. Safe to run twice. @returns how many are now */
export async function settleOutcomesEverywhere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string; workspaceId: string }>(WATCHED);
  let settled = 0;
  for (const { id, workspaceId } of rows) {
    if ((await settleOutcome(systemContext(workspaceId), id)) !== null) settled += 1;
  }
  return settled;
}
