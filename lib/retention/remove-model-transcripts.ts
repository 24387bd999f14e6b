import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/**
 * Removes up to `limit` transcripts of calls to the language model that are as old as expired evidence; the calls and what
 * they cost stay. Safe to run twice.
 * @returns the number removed; fewer than `limit` if none are left
 */
export async function removeModelTranscripts(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.evidenceDays, ctx.now());
  if (!before) return 0;
  const { rowCount } = await ctx.pool.query(REMOVE, [ctx.workspaceId, before, limit]);
  return rowCount ?? 0;
}

const REMOVE = `
DELETE FROM model_transcripts WHERE workspace_id = $1 AND call_id IN (
  SELECT call_id FROM model_transcripts WHERE workspace_id = $1 AND created_at < $2 ORDER BY created_at LIMIT $3
)`;
