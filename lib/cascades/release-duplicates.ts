import { epochMs } from "@/lib/platform/db/epoch-ms";
import { endsEarlierFailure, type DatedRun } from "@/lib/failures/later-run";
import { recordEvents } from "@/lib/incidents/history/record-events";
import type { IncidentState } from "@/lib/incidents/lifecycle";
import { loadStates } from "@/lib/incidents/load-states";
import { findOpenElsewhere } from "@/lib/incidents/load-update-facts";
import { isOtherWork } from "@/lib/incidents/merged-failures";
import { separate } from "@/lib/incidents/unmerge-incidents";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Splits off what a person merged into an incident that has recovered alone: failures of other tasks or pipelines, with what
 * arrived of them since. Those that have succeeded as well are marked as recovered and stay merged. What a person resolves is
 * resolved with everything merged into it. Safe to run twice.
 * @returns how many became incidents of their own
 */
export async function releaseDuplicates(ctx: Context): Promise<number> {
  authorize(ctx, "incident.merge");
  const { rows } = await ctx.pool.query<{ id: string }>(LEFT_BEHIND, [ctx.workspaceId, ctx.now()]);
  let released = 0;
  // A short transaction each, because intake waits for the lock.
  for (const { id } of rows) released += (await releaseOne(ctx, id)) ? 1 : 0;
  return released;
}

async function releaseOne(ctx: Context, id: string): Promise<boolean> {
  try {
    return await withIncidentsLocked(ctx, (tx) => settle(ctx, tx, id));
  } catch (error) {
    // Which failures it brought is not known any more, so it stays where it is.
    if (error instanceof AppError && error.code === "CONFLICT") return false;
    throw error;
  }
}

async function settle(ctx: Context, tx: Prisma.TransactionClient, id: string): Promise<boolean> {
  const [merged] = await tx.$queryRawUnsafe<MergedFailure[]>(OUTCOMES, ctx.workspaceId, ctx.now(), id);
  const [state] = await loadStates(ctx, tx, { ids: [id] });
  if (!merged?.failures || !state) return false;
  const { rootId, rootNumber, pipeline } = merged;
  const other = { relatedIncidentId: id, pipeline, number: state.number };
  const success = recoveryOf(merged, merged.failures);
  if (success) {
    const data = { resolvedAt: ctx.now(), resolution: "recovered", resolvedByRunId: success.runId };
    await tx.incident.updateMany({ where: { id, workspaceId: ctx.workspaceId }, data });
    const event = { type: "symptom_recovered", ...other, run: success.run } as const;
    await recordEvents(ctx, tx, [{ incidentId: rootId, event }]);
    return false;
  }
  if (await follow(ctx, tx, state, rootId)) return false;
  await separate(ctx, tx, state, rootId);
  await recordEvents(ctx, tx, [
    { incidentId: id, event: { type: "outlived_root", rootId, rootNumber } },
    {
      incidentId: rootId,
      event: { type: "symptom_outlived", ...other, run: merged.failures[0]?.run ?? null },
    },
  ]);
  return true;
}

/** If it has failed again since and was opened anew, it becomes part of that incident. */
async function follow(
  ctx: Context,
  tx: Prisma.TransactionClient,
  state: IncidentState,
  rootId: string,
): Promise<boolean> {
  const number = (await findOpenElsewhere(ctx, tx, [state], rootId)).get(state.id);
  const [successor] = number === undefined ? [] : await loadStates(ctx, tx, { ids: [], numbers: [number] });
  if (!successor) return false;
  const data = { parentIncidentId: successor.id, updatedAt: ctx.now() };
  await tx.incident.updateMany({ where: { id: state.id, workspaceId: ctx.workspaceId }, data });
  const event = { type: "superseded", into: successor.id } as const;
  await recordEvents(ctx, tx, [{ incidentId: state.id, event }]);
  return true;
}

/** When a task failed or succeeded in a run, or a whole run did. */
interface Outcome extends DatedRun {
  /** The orchestrator's run id. */
  run: string;
  /** Null for a whole run. */
  mapIndex: number | null;
}

interface MergedFailure {
  pipeline: string;
  /** Of its diagnosis. */
  category: string | null;
  rootId: string;
  rootNumber: number;
  /** Those of the run that failed last; null if they are not known any more. */
  failures: Outcome[] | null;
  /** Since then, the latest first. */
  successes: Outcome[] | null;
}

/** The success that ended the last of these failures; null if one of them has not ended. */
function recoveryOf({ successes, category }: MergedFailure, failures: readonly Outcome[]): Outcome | null {
  const found = failures.map((failed) =>
    successes?.find((success) => {
      const isSameTask = success.mapIndex === null || success.mapIndex === failed.mapIndex;
      if (success.runId === failed.runId) return isSameTask && success.at >= failed.at;
      return isSameTask && endsEarlierFailure(success, failed, category);
    }),
  );
  return found.every((success) => success !== undefined) ? (found[0] ?? null) : null;
}

/** $1: workspace, $2: the time. A person merged them, and what they were merged into has recovered by itself. */
const IS_LEFT_BEHIND = `
FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id AND root.workspace_id = $1
WHERE n.workspace_id = $1 AND n.status = 'merged' AND n.merge_kind = 'duplicate' AND n.occurrence_count = 0
  AND n.resolved_at IS NULL AND n.subject_kind = 'task' AND ${isOtherWork("n", "root")}
  AND root.status = 'resolved' AND root.resolution = 'recovered' AND root.resolved_at > $2::timestamptz - interval '7 days'`;

const LEFT_BEHIND = `SELECT n.id ${IS_LEFT_BEHIND} ORDER BY n.number LIMIT 500`;

const outcome = (mapIndex: string, at: string) => `jsonb_build_object('runId', r.id, 'run', r.external_id,
  'routine', r.routine, 'logicalDate', ${epochMs("r.logical_date")}, 'startedAt', ${epochMs("r.started_at")}, 'mapIndex', ${mapIndex}, 'at', ${epochMs(at)})`;

/** $3: the incident. What it brought and what has arrived since belongs to the one it was merged into. */
const OUTCOMES = `
WITH merged AS (
  SELECT n.pipeline_id, n.task_id, n.category, root.id AS root_id, root.number AS root_number ${IS_LEFT_BEHIND} AND n.id = $3
), failed AS (
  SELECT o.run_id, o.at AS received_at, a.map_index, COALESCE(a.outcome_at, r.failed_at, o.at) AS at
  FROM merged JOIN occurrences o ON o.workspace_id = $1 AND o.incident_id = merged.root_id AND o.kind = 'failure'
  JOIN runs r ON r.id = o.run_id AND r.pipeline_id = merged.pipeline_id LEFT JOIN attempts a ON a.id = o.attempt_id
  WHERE a.task_id IS NOT DISTINCT FROM merged.task_id
), latest AS (
  SELECT * FROM failed WHERE run_id = (SELECT run_id FROM failed ORDER BY received_at DESC LIMIT 1)
)
SELECT p.name AS pipeline, merged.category, merged.root_id AS "rootId", merged.root_number AS "rootNumber",
  (SELECT jsonb_agg(${outcome("f.map_index", "f.at")}) FROM latest f JOIN runs r ON r.id = f.run_id) AS failures,
  (SELECT jsonb_agg(s.success ORDER BY s.at DESC) FROM (
    (SELECT a.outcome_at AS at, ${outcome("a.map_index", "a.outcome_at")} AS success
     FROM attempts a JOIN runs r ON r.id = a.run_id
     WHERE a.task_id = merged.task_id AND a.outcome = 'succeeded' AND a.outcome_at >= (SELECT min(at) FROM latest)
     ORDER BY a.outcome_at DESC LIMIT 100)
    UNION ALL
    (SELECT r.succeeded_at, ${outcome("NULL", "r.succeeded_at")} FROM runs r
     WHERE r.pipeline_id = merged.pipeline_id AND r.state = 'succeeded' AND r.succeeded_at >= (SELECT min(at) FROM latest)
     ORDER BY r.succeeded_at DESC LIMIT 100)
  ) s) AS successes
FROM merged JOIN pipelines p ON p.id = merged.pipeline_id AND p.workspace_id = $1`;
