import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/**
 * Removes up to `limit` expired deliveries, oldest first. Keeps the latest report of every open incident, which can
 * still be replayed. Safe to run twice.
 * @returns how many were removed; fewer than `limit` if none are left
 */
export async function removeDeliveries(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.deliveriesDays, ctx.now());
  if (!before) return 0;
  const { rowCount } = await ctx.pool.query(REMOVE, [ctx.workspaceId, before, [...OPEN_STATUSES], limit]);
  return rowCount ?? 0;
}

const REMOVE = `
WITH needed AS (
  SELECT newest.id FROM incidents n CROSS JOIN LATERAL (
    SELECT d.id FROM occurrences o JOIN deliveries d ON d.id = o.delivery_id AND d.workspace_id = $1
    WHERE o.incident_id = n.id ORDER BY o.at DESC, o.id DESC LIMIT 1
  ) newest
  WHERE n.workspace_id = $1 AND n.status = ANY($3)
), old AS (
  SELECT id FROM deliveries
  WHERE workspace_id = $1 AND status IN ('accepted', 'quarantined') AND received_at < $2
    AND id NOT IN (SELECT id FROM needed)
  ORDER BY received_at, id
  LIMIT $4
)
DELETE FROM deliveries WHERE workspace_id = $1 AND id IN (SELECT id FROM old)`;

/**
 * Removes up to `limit` expired duplicate deliveries, oldest first. Safe to run twice.
 * @returns how many were removed; fewer than `limit` if none are left
 */
export async function removeDuplicates(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.duplicatesDays, ctx.now());
  if (!before) return 0;
  const { rowCount } = await ctx.pool.query(REMOVE_DUPLICATES, [ctx.workspaceId, before, limit]);
  return rowCount ?? 0;
}

const REMOVE_DUPLICATES = `
DELETE FROM deliveries WHERE workspace_id = $1 AND id IN (
  SELECT id FROM deliveries WHERE workspace_id = $1 AND status = 'duplicate' AND received_at < $2
  ORDER BY received_at, id LIMIT $3)`;
