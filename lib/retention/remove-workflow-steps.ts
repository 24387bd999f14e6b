import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/**
 * Removes the steps of up to `limit` expired workflows, oldest first. The workflow and its final progress stay. Safe to
 * run twice.
 * @returns the number of workflows; fewer than `limit` if none are left
 */
export async function removeWorkflowSteps(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.workflowStepsDays, ctx.now());
  if (!before) return 0;
  const { rowCount } = await ctx.pool.query(REMOVE, [ctx.workspaceId, before, limit]);
  return rowCount ?? 0;
}

const REMOVE = `
WITH old AS (
  SELECT id FROM workflow_runs
  WHERE workspace_id = $1 AND ended_at < $2 AND final_progress IS NULL
  ORDER BY ended_at, id
  LIMIT $3
), counted AS (
  SELECT old.id, count(s.name) AS steps, count(s.name) FILTER (WHERE s.status IN ('COMPLETED', 'SKIPPED')) AS done
  FROM old LEFT JOIN workflow_steps s ON s.workflow_id = old.id GROUP BY old.id
), removed AS (
  DELETE FROM workflow_steps WHERE workflow_id IN (SELECT id FROM old)
)
UPDATE workflow_runs w SET final_progress = c.done || '/' || c.steps || ' steps completed'
FROM counted c WHERE w.id = c.id AND w.workspace_id = $1`;
