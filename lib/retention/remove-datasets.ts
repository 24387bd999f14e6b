import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/** A dataset that is written once a year is still known the next time. */
const MIN_DAYS = 400;

/**
 * Removes up to `limit` datasets that nobody has mentioned for 400 days, or for as long as runs are kept if that is longer,
 * with their lineage, columns and writes: files and tables that are named after a date would add up. Safe to run twice.
 * @returns how many were removed; fewer than `limit` if none are left
 */
export async function removeDatasets(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const { runsDays } = (await getWorkspace(ctx)).retention;
  const before = cutoffOf(runsDays === null ? null : Math.max(runsDays, MIN_DAYS), ctx.now());
  if (!before) return 0;
  const { rowCount } = await ctx.pool.query(REMOVE, [ctx.workspaceId, before, limit]);
  return rowCount ?? 0;
}

const REMOVE = `
DELETE FROM datasets WHERE workspace_id = $1 AND id IN (
  SELECT id FROM datasets WHERE workspace_id = $1 AND last_seen_at < $2 ORDER BY last_seen_at LIMIT $3)`;
