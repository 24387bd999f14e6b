import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { findBlockedPipelines } from "@/lib/pipelines/impact/data";
import type { Context } from "@/lib/platform/context";

/**
 * The observed blast radius: affected runs and tasks, from our own records and the orchestrator's state. No estimates. If
 * the log shows a success, that the runs failed is only what the sender reported.
 */
export async function incidentImpact(
  ctx: Context,
  incident: IncidentContext,
  logShowsSuccess = false,
): Promise<Diagnosis["impact"]> {
  const blocked = await findBlockedPipelines(ctx, incident.incidentId);
  const { rows } = await ctx.pool.query<ImpactRow>(IMPACT, [incident.incidentId, ctx.workspaceId]);
  const runs = rows[0]?.runs ?? 0;
  const skipped = rows[0]?.skipped ?? [];
  const waiting = rows[0]?.waiting ?? [];
  const parts = [
    blocked.length > 0 ? `${namesOf(blocked)} will not run until it is repaired` : null,
    runs > 0
      ? `${logShowsSuccess ? "The sender reported that " : ""}${runs} run${runs === 1 ? "" : "s"} of ${incident.pipeline} failed`
      : null,
    skipped.length > 0
      ? `${skipped.length} downstream task${skipped.length === 1 ? "" : "s"} did not run`
      : null,
    waiting.length > 0 ? `${waiting.join(", ")} waited for it and failed too` : null,
  ].filter((part) => part !== null);
  return { text: parts.join("; "), affected: skipped.slice(0, 50) };
}

const MAX_NAMED = 5;

function namesOf(pipelines: readonly { name: string }[]): string {
  const rest = pipelines.length - MAX_NAMED;
  const named = pipelines.slice(0, MAX_NAMED).map(({ name }) => name);
  return rest > 0
    ? `${named.join(", ")} and ${rest} more`
    : named.join(", ").replace(/, ([^,]*)$/, " and $1");
}

interface ImpactRow {
  runs: number;
  skipped: string[] | null;
  /** Pipelines whose runs started this pipeline's runs and failed with them. */
  waiting: string[] | null;
}

const IMPACT = `
SELECT
  (SELECT count(DISTINCT run_id)::int FROM occurrences WHERE incident_id = $1 AND workspace_id = $2 AND kind = 'failure' AND run_id IS NOT NULL) AS runs,
  (SELECT array_agg(DISTINCT p.name) FROM occurrences o JOIN runs r ON r.id = o.run_id JOIN pipelines p ON p.id = r.pipeline_id
   JOIN incidents n ON n.id = o.incident_id AND n.pipeline_id <> p.id
   WHERE o.incident_id = $1 AND o.workspace_id = $2 AND o.kind = 'run_report') AS waiting,
  (SELECT array_agg(x) FROM evidence e, jsonb_array_elements_text(COALESCE(e.facts->'upstreamFailed', '[]'::jsonb)) x
   WHERE e.incident_id = $1 AND e.workspace_id = $2 AND e.collector = 'orchestrator-state' AND e.superseded_at IS NULL) AS skipped`;
