import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { findBlockedPipelines } from "@/lib/pipelines/impact/data";
import type { IncidentImpact } from "@/lib/pipelines/impact/schemas";
import type { Context } from "@/lib/platform/context";

/** What the text says of runs that failed only by the sender's account. */
export const SENDER_REPORTED = "The sender reported that ";

/**
 * The observed blast radius: affected runs and tasks, from our own records and the orchestrator's state, and what is known
 * to depend on the pipeline (`assessImpact`). No estimates. If the log shows a success, that the runs failed is only what the
 * sender reported.
 */
export async function incidentImpact(
  ctx: Context,
  incident: Pick<IncidentContext, "incidentId" | "pipeline">,
  logShowsSuccess = false,
): Promise<Diagnosis["impact"]> {
  const blocked = await findBlockedPipelines(ctx, incident.incidentId);
  const { rows } = await ctx.pool.query<ImpactRow>(IMPACT, [incident.incidentId, ctx.workspaceId]);
  const runs = rows[0]?.runs ?? 0;
  const skipped = rows[0]?.skipped ?? [];
  const others = rows[0]?.others ?? [];
  const parts = [
    blocked.length > 0
      ? `${listNames(blocked.map(({ name }) => name))} will not run until it is repaired`
      : null,
    runs > 0
      ? `${logShowsSuccess ? SENDER_REPORTED : ""}${runs} run${runs === 1 ? "" : "s"} of ${incident.pipeline} failed`
      : null,
    skipped.length > 0
      ? `${skipped.length} downstream task${skipped.length === 1 ? "" : "s"} did not run`
      : null,
    others.length > 0 ? `${listNames(others)} failed with it` : null,
    dependents(rows[0]?.dependents, blocked.length),
  ].filter((part) => part !== null);
  return { text: parts.join("; "), affected: skipped.slice(0, 50) };
}

type Counts = IncidentImpact["counts"];

const MAX_NAMED = 5;

function listNames(names: readonly string[]): string {
  const rest = names.length - MAX_NAMED;
  const named = names.slice(0, MAX_NAMED);
  return rest > 0
    ? `${named.join(", ")} and ${rest} more`
    : named.join(", ").replace(/, ([^,]*)$/, " and $1");
}

/** The pipelines that cannot run themselves are among those counted. */
function dependents(counts: Partial<Counts> | null | undefined, blocked: number): string | null {
  const { datasets = 0, dashboards = 0 } = counts ?? {};
  const pipelines = Math.max(0, (counts?.pipelines ?? 0) - blocked);
  const parts = [
    counted(pipelines, "other pipeline"),
    counted(datasets, "dataset"),
    counted(dashboards, "dashboard"),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const verb = pipelines + datasets + dashboards === 1 ? "depends" : "depend";
  return `${listNames(parts)} ${verb} on it`;
}

const counted = (n: number, noun: string) => (n === 0 ? null : `${n} ${noun}${n === 1 ? "" : "s"}`);

interface ImpactRow {
  runs: number;
  skipped: string[] | null;
  /** Pipelines that are symptoms of this failure. */
  others: string[] | null;
  dependents: Partial<Counts> | null;
}

const IMPACT = `
SELECT (SELECT impact->'counts' FROM incidents WHERE id = $1 AND workspace_id = $2) AS dependents,
  (SELECT count(DISTINCT run_id)::int FROM occurrences WHERE incident_id = $1 AND workspace_id = $2 AND kind = 'failure' AND run_id IS NOT NULL) AS runs,
  (SELECT array_agg(DISTINCT p.name) FROM occurrences o JOIN runs r ON r.id = o.run_id JOIN pipelines p ON p.id = r.pipeline_id
   JOIN incidents n ON n.id = o.incident_id AND n.pipeline_id <> p.id
   WHERE o.incident_id = $1 AND o.workspace_id = $2 AND o.kind = 'run_report') AS others,
  (SELECT array_agg(x) FROM evidence e, jsonb_array_elements_text(COALESCE(e.facts->'upstreamFailed', '[]'::jsonb)) x
   WHERE e.incident_id = $1 AND e.workspace_id = $2 AND e.collector = 'orchestrator-state' AND e.superseded_at IS NULL) AS skipped`;
