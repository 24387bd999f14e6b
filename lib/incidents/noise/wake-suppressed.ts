import { reevaluateSuppressed } from "@/lib/incidents/noise/reevaluate";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { pool } from "@/lib/platform/db/pool";

/**
 * Triggers suppressed incidents whose mute, maintenance window or hold is over while the failure is still there. Safe to
 * run twice.
 */
export async function wakeSuppressed(ctx: Context): Promise<{ woken: number }> {
  authorize(ctx, "incident.reassess");
  return withIncidentsLocked(ctx, (tx) => reevaluateSuppressed(ctx, tx));
}

/** The same in every workspace. One that fails does not keep the others waiting. */
export async function wakeSuppressedEverywhere(): Promise<{ woken: number }> {
  // Across workspaces on purpose: the sweep belongs to none.
  const { rows } = await pool().query<{ id: string }>(WORKSPACES);
  const errors: unknown[] = [];
  let woken = 0;
  for (const { id } of rows) {
    const result = await wakeSuppressed(systemContext(id)).catch((error: unknown) => {
      errors.push(error);
      return { woken: 0 };
    });
    woken += result.woken;
  }
  if (errors.length > 0) throw errors[0];
  return { woken };
}

const WORKSPACES = `
SELECT w.id FROM workspaces w WHERE EXISTS (
  SELECT 1 FROM incidents n WHERE n.workspace_id = w.id AND n.status = 'suppressed' AND n.suppressed_by IS NOT NULL)`;
