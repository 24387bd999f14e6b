import { isRunScope } from "@/lib/failures/subject";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { LocatedTask } from "@/lib/evidence/orchestrators/reader";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";
import { log } from "@/lib/platform/log";

/** Short, because all collectors wait for it. */
const DEADLINE_MS = 15_000;

/**
 * Finds the failed task for a report that names only the run (a killed task fires no callback) and records it on the
 * incident. Without an API, or if it does not respond, it is the failed task that the report names, if any; otherwise the
 * incident is unchanged and the collectors report the gap.
 */
export async function locateFailure(ctx: Context, incident: EvidenceTarget): Promise<EvidenceTarget> {
  authorize(ctx, "incident.analyze");
  if (incident.task || !isRunScope(incident.report)) return incident;
  const located = (await locateByApi(incident)) ?? toldByReport(incident);
  if (!located) return incident;
  const pinned = JSON.stringify({
    ...located,
    ids: { task: newId(), attempt: newId() },
    workspaceId: ctx.workspaceId,
    incidentId: incident.incidentId,
    runId: incident.run,
    title: titleWith(incident, located),
    at: ctx.now(),
  });
  // Intake relies on the incident's task, so take the same lock.
  await transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    const { rowCount } = await client.query(PIN_TASK, [pinned]);
    if (rowCount === 0) return;
    const { task } = located;
    const event = { type: "task_located", orchestrator: incident.source.name, task } as const;
    await recordEvents(ctx, client, [
      { incidentId: incident.incidentId, event, dedupKey: `located:${task}` },
    ]);
  });
  const { connection, gitHub } = incident;
  return { ...(await loadIncidentContext(ctx, incident.incidentId)), connection, gitHub };
}

async function locateByApi(incident: EvidenceTarget): Promise<LocatedTask | null> {
  const reader = orchestratorReader(incident);
  if (!reader) return null;
  return reader.locate(incident, AbortSignal.timeout(DEADLINE_MS)).catch((error: unknown) => {
    log.info({ err: error, incident: incident.number }, "failed task not located");
    return null;
  });
}

/** A failed task that the report of the run names. */
function toldByReport({ report: { refs } }: EvidenceTarget): LocatedTask | null {
  const task = refs["failed_task"];
  if (task == null || task === "") return null;
  const tryNumber = Number.parseInt(refs["failed_task_try"] ?? "", 10);
  return {
    task,
    mapIndex: Number.parseInt(refs["failed_task_map_index"] ?? "-1", 10),
    tryNumber: Number.isNaN(tryNumber) ? null : tryNumber,
    maxTries: null,
    state: "failed",
    operator: null,
  };
}

function titleWith(incident: EvidenceTarget, located: LocatedTask): string {
  return `${located.task} failed in ${incident.pipeline ?? incident.source.name}`;
}

/** Writes nothing if the incident got a task or another run, or lost its failure, in the meantime. */
const PIN_TASK = `
WITH x AS (SELECT $1::jsonb AS j),
n AS (
  SELECT n.id, n.workspace_id, n.pipeline_id, n.run_id FROM x JOIN incidents n ON n.id = j->>'incidentId'
  LEFT JOIN runs r ON r.id = n.run_id
  WHERE n.workspace_id = j->>'workspaceId' AND n.task_id IS NULL AND r.external_id IS NOT DISTINCT FROM j->>'runId'
    AND (r.id IS NULL OR EXISTS (SELECT 1 FROM occurrences o WHERE o.incident_id = n.id AND o.run_id = r.id))
), t AS (
  INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, operator, first_seen_at)
  SELECT j->'ids'->>'task', n.workspace_id, n.pipeline_id, j->>'task', j->>'task', j->>'operator', (j->>'at')::timestamptz
  FROM x, n
  ON CONFLICT (pipeline_id, external_id) DO UPDATE SET operator = COALESCE(excluded.operator, tasks.operator)
  RETURNING id
), a AS (
  INSERT INTO attempts (id, workspace_id, run_id, task_id, map_index, try_number, max_tries, state, outcome, reported_at, incident_id)
  SELECT j->'ids'->>'attempt', n.workspace_id, n.run_id, t.id, (j->>'mapIndex')::int, COALESCE((j->>'tryNumber')::int, 1),
    (j->>'maxTries')::int, j->>'state', 'failed', (j->>'at')::timestamptz, n.id
  FROM x, t, n WHERE n.run_id IS NOT NULL
  ON CONFLICT (run_id, task_id, map_index, try_number) DO UPDATE SET state = excluded.state,
    outcome = COALESCE(attempts.outcome, excluded.outcome),
    incident_id = COALESCE(attempts.incident_id, excluded.incident_id)
)
UPDATE incidents i SET task_id = t.id, title = j->>'title', updated_at = now()
FROM x, t, n WHERE i.id = n.id AND i.workspace_id = n.workspace_id`;
