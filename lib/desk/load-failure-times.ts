import "server-only";
import type { Context } from "@/lib/platform/context";

/**
 * When the latest failure of each of these incidents happened, for those that the reconciler found, because it may find them
 * long after: when a missing or late run was due, else when the run or task ended. Incidents for which that is not known, or
 * that were reported, have no entry.
 */
export async function loadFailureTimes(ctx: Context, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const { rows } = await ctx.pool.query<{ id: string; at: Date }>(FAILURE_TIMES, [ctx.workspaceId, ids]);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Never later than the time of receipt, whatever the orchestrator's clock says. */
const FAILURE_TIMES = `
SELECT f.id, LEAST(f.at, f.last_seen_at) AS at FROM (
  SELECT n.id, n.last_seen_at, CASE
    WHEN n.report->'labels'->>'finding' IN ('missing', 'late') THEN pd_found_failure_at(n.report)
    ELSE COALESCE(a.outcome_at, CASE WHEN n.subject_kind = 'task' THEN r.failed_at END, r.ended_at) END AS at
  FROM incidents n LEFT JOIN runs r ON r.id = n.run_id
  LEFT JOIN LATERAL (
    SELECT a.outcome_at FROM attempts a
    WHERE a.run_id = n.run_id AND a.task_id = n.task_id AND a.incident_id = n.id AND a.is_failure_counted
    ORDER BY a.outcome_at DESC NULLS LAST LIMIT 1
  ) a ON true
  WHERE n.workspace_id = $1 AND n.id = ANY($2::text[]) AND n.detected_by = 'reconciler'
) f WHERE f.at IS NOT NULL`;
