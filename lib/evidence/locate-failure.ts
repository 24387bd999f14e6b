import { orchestratorReader, type LocatedTask } from "@/lib/evidence/orchestrators/reader";
import { loadSubject, type Subject } from "@/lib/evidence/subject";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";

/** Everything else waits for it. */
const DEADLINE_MS = 15_000;

/**
 * Finds the task behind a report that names only the run (a killed task fires no callback of its own), and
 * records it with the incident. Without an API, or when it does not answer, the subject stays as it was:
 * the collectors say what is missing.
 */
export async function locateFailure(ctx: Context, subject: Subject): Promise<Subject> {
  if (subject.task || subject.report.scope !== "run" || subject.source.kind !== "airflow") return subject;
  const reader = orchestratorReader(subject);
  if (!reader) return subject;
  const located = await reader.locate(subject, AbortSignal.timeout(DEADLINE_MS)).catch((error: unknown) => {
    log.info({ err: error, incident: subject.number }, "failed task not located");
    return null;
  });
  if (!located) return subject;
  await ctx.pool.query(PIN_TASK, [
    JSON.stringify({
      ...located,
      ids: { task: newId(), attempt: newId(), timeline: newId() },
      workspaceId: ctx.workspaceId,
      incidentId: subject.incidentId,
      title: titleWith(subject, located),
      text: `Airflow names the failed task: ${located.task}`,
      at: ctx.now(),
    }),
  ]);
  return loadSubject(ctx, subject.incidentId);
}

function titleWith(subject: Subject, located: LocatedTask): string {
  return `${located.task} failed in ${subject.pipeline}`;
}

const PIN_TASK = `
WITH x AS (SELECT $1::jsonb AS j),
t AS (
  INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, operator, first_seen_at)
  SELECT j->'ids'->>'task', n.workspace_id, n.pipeline_id, j->>'task', j->>'task', j->>'operator', (j->>'at')::timestamptz
  FROM x, incidents n WHERE n.id = j->>'incidentId' AND n.workspace_id = j->>'workspaceId'
  ON CONFLICT (pipeline_id, external_id) DO UPDATE SET operator = COALESCE(excluded.operator, tasks.operator)
  RETURNING id
), a AS (
  INSERT INTO attempts (id, workspace_id, run_id, task_id, map_index, try_number, max_tries, state, outcome, reported_at, incident_id)
  SELECT j->'ids'->>'attempt', n.workspace_id, n.run_id, t.id, (j->>'mapIndex')::int, COALESCE((j->>'tryNumber')::int, 1),
    (j->>'maxTries')::int, j->>'state', 'failed', (j->>'at')::timestamptz, n.id
  FROM x, t, incidents n WHERE n.id = j->>'incidentId' AND n.run_id IS NOT NULL
  ON CONFLICT (run_id, task_id, map_index, try_number) DO UPDATE SET state = excluded.state,
    outcome = COALESCE(attempts.outcome, excluded.outcome),
    incident_id = COALESCE(attempts.incident_id, excluded.incident_id)
), said AS (
  INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, text, actor_name, at)
  SELECT j->'ids'->>'timeline', j->>'workspaceId', j->>'incidentId', 'evidence', j->>'text', 'Pipeline Debugger', (j->>'at')::timestamptz FROM x
)
UPDATE incidents n SET task_id = t.id, title = j->>'title', updated_at = now()
FROM x, t WHERE n.id = j->>'incidentId' AND n.task_id IS NULL`;
