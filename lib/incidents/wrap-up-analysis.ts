import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

interface ParentRow {
  id: string;
  number: number;
  root_id: string;
  root_number: number;
}

/**
 * The end of an analysis: an incident whose run was started by another failing run (a Prefect subflow and its
 * parent both report) takes the outer one in as a symptom. Safe to run twice.
 */
export async function wrapUpAnalysis(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ symptoms: number }> {
  const { rows } = await ctx.pool.query<ParentRow>(JOIN_SYMPTOMS, [input.incidentId, ctx.workspaceId]);
  if (rows.length > 0) {
    await ctx.db.timelineEntry.createMany({
      data: rows.flatMap((row) => [
        entry(ctx, row.root_id, `#${row.number} is a symptom of this failure: its run waited for this one`),
        entry(ctx, row.id, `Symptom of #${row.root_number}, whose run failed inside this one`),
      ]),
    });
  }
  return { symptoms: rows.length };
}

function entry(ctx: Context, incidentId: string, text: string) {
  return {
    id: newId(),
    workspaceId: ctx.workspaceId,
    incidentId,
    kind: "status",
    text,
    actorName: ctx.actor.name,
    at: ctx.now(),
  };
}

/**
 * Which run started which is what the orchestrator's own API said (facts of the state evidence). Looks from
 * both sides, because either incident may be analysed last.
 */
const JOIN_SYMPTOMS = `
WITH pairs AS (
  SELECT outer_run.run_id AS outer_id, child.incident_id AS root_id
  FROM evidence e
  JOIN incidents me ON me.id = e.incident_id
  JOIN runs pr ON pr.external_id = e.facts->>'parentRunId' AND pr.workspace_id = me.workspace_id
  JOIN (SELECT id AS run_id, run_id AS rid, source_id FROM incidents) outer_run ON outer_run.rid = pr.id AND outer_run.source_id = me.source_id
  JOIN (SELECT id AS incident_id FROM incidents) child ON child.incident_id = me.id
  WHERE e.workspace_id = $2 AND e.collector = 'orchestrator-state' AND e.superseded_at IS NULL
    AND (e.incident_id = $1 OR outer_run.run_id = $1)
)
UPDATE incidents n SET status = 'merged', parent_incident_id = p.root_id, updated_at = now()
FROM pairs p JOIN incidents root ON root.id = p.root_id
WHERE n.id = p.outer_id AND n.id <> p.root_id AND n.workspace_id = $2 AND n.parent_incident_id IS NULL
  AND n.status IN ('triggered', 'acknowledged', 'investigating') AND root.status <> 'merged'
RETURNING n.id, n.number, root.id AS root_id, root.number AS root_number`;
