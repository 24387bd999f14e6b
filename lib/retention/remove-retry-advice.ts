import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/**
 * Removes up to `limit` pieces of advice on retries that are as old as expired evidence. Safe to run twice.
 * @returns the number removed; fewer than `limit` if none are left
 */
export async function removeRetryAdvice(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.evidenceDays, ctx.now());
  if (!before) return 0;
  const { rowCount } = await ctx.pool.query(REMOVE, [ctx.workspaceId, before, limit]);
  return rowCount ?? 0;
}

const REMOVE = `
DELETE FROM retry_advice WHERE workspace_id = $1 AND id IN (
  SELECT id FROM retry_advice WHERE workspace_id = $1 AND at < $2 ORDER BY at LIMIT $3
)`;
