import { isUnfinished } from "@/lib/incidents/open-sql";
import type { PoolClient } from "pg";
import { recoveryDue, runGap } from "@/lib/cascades/cascade-window";
import { RUN_TIMES } from "@/lib/cascades/dependent-sql";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";

interface LingeringSymptom {
  id: string;
  number: number;
  pipeline: string;
  run: string | null;
  rootId: string;
  rootNumber: number;
  /** Epoch ms. */
  rootResolvedAt: number;
  runTimes: number[];
  rootRunTimes: number[];
  /** An open incident with the same failure, which reported since. */
  successorId: string | null;
}

/**
 * Splits off symptoms that fail on although their root is resolved: the pipeline's next run was due, and it has not succeeded.
 * Only pipelines whose successes are reported are judged. One that has failed again and was opened anew becomes part of that
 * incident. Safe to run twice.
 * @returns how many became incidents of their own
 */
export async function releaseSymptoms(ctx: Context): Promise<number> {
  authorize(ctx, "incident.merge");
  const args = [ctx.workspaceId];
  const { rows } = await ctx.pool.query<LingeringSymptom>(LINGERING, args);
  if (!rows.some((symptom) => isDue(symptom, ctx.now()))) return 0;
  return transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, args);
    const current = await client.query<LingeringSymptom>(LINGERING, args);
    let released = 0;
    for (const symptom of current.rows.filter((row) => isDue(row, ctx.now())))
      released += (await release(ctx, client, symptom)) ? 1 : 0;
    return released;
  });
}

function isDue({ rootResolvedAt, runTimes, rootRunTimes }: LingeringSymptom, now: Date): boolean {
  return now.getTime() > recoveryDue(rootResolvedAt, runGap(runTimes, rootRunTimes));
}

async function release(ctx: Context, client: PoolClient, symptom: LingeringSymptom): Promise<boolean> {
  const { id, successorId, rootId, rootNumber, number, run, pipeline } = symptom;
  if (successorId !== null) {
    await client.query(FOLLOW, [id, successorId, ctx.workspaceId]);
    await recordEvents(ctx, client, [{ incidentId: id, event: { type: "superseded", into: successorId } }]);
    return false;
  }
  // Two symptoms may be the same failure; the second one finds the first open.
  const { rowCount } = await client.query(RELEASE, [id, ctx.workspaceId]);
  if ((rowCount ?? 0) === 0) return false;
  await recordEvents(ctx, client, [
    { incidentId: id, event: { type: "outlived_root", rootId, rootNumber } },
    {
      incidentId: rootId,
      event: { type: "symptom_outlived", relatedIncidentId: id, run, pipeline, number },
    },
  ]);
  return true;
}

/** $1: workspace. Symptoms that have not recovered, of resolved roots; at most 500, oldest first. */
const LINGERING = `
SELECT n.id, n.number, p.name AS pipeline, r.external_id AS run, root.id AS "rootId", root.number AS "rootNumber",
  (extract(epoch FROM root.resolved_at) * 1000)::float8 AS "rootResolvedAt",
  ${RUN_TIMES("n.pipeline_id", "$1")} AS "runTimes", ${RUN_TIMES("root.pipeline_id", "$1")} AS "rootRunTimes",
  (SELECT o.id FROM incidents o WHERE o.workspace_id = $1 AND ${isUnfinished("o")} AND o.dedup_key = n.dedup_key LIMIT 1) AS "successorId"
FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id AND root.status = 'resolved'
JOIN pipelines p ON p.id = n.pipeline_id LEFT JOIN runs r ON r.id = n.run_id
WHERE n.workspace_id = $1 AND n.status = 'merged' AND n.merge_kind = 'symptom' AND n.resolved_at IS NULL
  AND root.resolved_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM runs s WHERE s.pipeline_id = n.pipeline_id AND s.succeeded_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM attempts s WHERE s.task_id = n.task_id AND s.outcome = 'succeeded'))
ORDER BY n.number LIMIT 500`;

const RELEASE = `
UPDATE incidents n SET status = 'triggered', parent_incident_id = NULL, merge_kind = NULL, updated_at = now()
WHERE n.id = $1 AND n.workspace_id = $2 AND n.status = 'merged' AND NOT EXISTS (
  SELECT 1 FROM incidents o WHERE o.workspace_id = $2 AND ${isUnfinished("o")} AND o.dedup_key = n.dedup_key)`;

const FOLLOW = `
UPDATE incidents SET parent_incident_id = $2, merge_kind = 'duplicate', updated_at = now()
WHERE id = $1 AND workspace_id = $3`;
