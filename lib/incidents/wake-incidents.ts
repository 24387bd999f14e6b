import { recordEvents } from "@/lib/incidents/history/record-events";
import { isDueToWake } from "@/lib/incidents/open-sql";
import { wakeReason, type Snoozable } from "@/lib/incidents/snooze";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * Wakes the incidents of the workspace whose snooze is over, which the list has shown since: clears the snooze, records
 * why, and so tells the browsers. Safe to run twice.
 * @returns how many woke, at most `limit`
 */
export async function wakeIncidents(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "incident.wake");
  const now = ctx.now();
  // Without the lock at first: mostly nothing is due, and intake should not wait for that.
  const { rowCount } = await ctx.pool.query(DUE, [ctx.workspaceId, now, 1]);
  if (!rowCount) return 0;
  return transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    const { rows } = await client.query<DueRow>(DUE, [ctx.workspaceId, now, limit]);
    await client.query(WAKE, [ctx.workspaceId, rows.map((row) => row.id), now]);
    await recordEvents(
      ctx,
      client,
      rows.map((row) => ({
        incidentId: row.id,
        event: { type: "woke", because: wakeReason(row, now) ?? "time" },
      })),
    );
    return rows.length;
  });
}

type DueRow = Snoozable & { id: string };

const DUE = `
SELECT n.id, n.severity, n.occurrence_count AS "occurrenceCount", n.snoozed_until AS "snoozedUntil",
  n.snoozed_severity AS "snoozedSeverity", n.wake_at_count AS "wakeAtCount", n.status
FROM incidents n WHERE n.workspace_id = $1 AND ${isDueToWake("n", "$2")}
ORDER BY n.snoozed_until LIMIT $3`;

const WAKE = `
UPDATE incidents SET snoozed_until = NULL, snoozed_severity = NULL, wake_at_count = NULL, updated_at = $3
WHERE workspace_id = $1 AND id = ANY($2)`;
