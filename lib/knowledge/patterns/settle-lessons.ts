import { composeAgain } from "@/lib/knowledge/patterns/place-lesson";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import { withLessonsLocked } from "@/lib/knowledge/patterns/with-lessons-locked";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { pool } from "@/lib/platform/db/pool";

/** Per workspace and minute. */
const MAX_LESSONS = 200;

/**
 * Learns from everything that triggers have marked: verdicts, outcomes of fixes, incidents resolved and reopened, confirmations
 * that went with a deleted incident. Safe to run twice.
 * @returns how many incidents and patterns were looked at
 */
export async function settleLessons(ctx: Context): Promise<{ settled: number }> {
  authorize(ctx, "incident.learn");
  const { rows } = await ctx.pool.query<{ incidentId: string | null; patternId: string | null }>(STALE, [
    ctx.workspaceId,
    MAX_LESSONS,
  ]);
  for (const { incidentId, patternId } of rows) {
    if (incidentId !== null) await learnFromIncident(ctx, incidentId);
    if (patternId !== null) await withLessonsLocked(ctx, (tx) => composeAgain(ctx, tx, patternId));
  }
  return { settled: rows.length };
}

/** The same in every workspace. One that fails does not keep the others waiting. */
export async function settleLessonsEverywhere(): Promise<{ settled: number }> {
  // Across workspaces on purpose: the sweep belongs to none.
  const { rows } = await pool().query<{ id: string }>(WORKSPACES);
  const errors: unknown[] = [];
  let settled = 0;
  for (const { id } of rows) {
    const result = await settleLessons(systemContext(id)).catch((error: unknown) => {
      errors.push(error);
      return { settled: 0 };
    });
    settled += result.settled;
  }
  if (errors.length > 0) throw errors[0];
  return { settled };
}

const STALE = `
SELECT DISTINCT incident_id AS "incidentId", pattern_id AS "patternId" FROM stale_lessons WHERE workspace_id = $1 LIMIT $2`;

/** Deleting a workspace leaves its marks behind; they are removed here. */
const WORKSPACES = `
WITH gone AS (
  DELETE FROM stale_lessons s WHERE NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = s.workspace_id)
)
SELECT DISTINCT w.id FROM stale_lessons s JOIN workspaces w ON w.id = s.workspace_id`;
