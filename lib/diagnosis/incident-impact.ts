import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { Subject } from "@/lib/evidence/subject";
import type { Context } from "@/lib/platform/context";

/** What was observed to suffer: runs and tasks, from our own records and the orchestrator's state. Nothing is guessed. */
export async function incidentImpact(ctx: Context, subject: Subject): Promise<Diagnosis["impact"]> {
  const { rows } = await ctx.pool.query<{ runs: number; skipped: string[] | null }>(IMPACT, [
    subject.incidentId,
    ctx.workspaceId,
  ]);
  const runs = rows[0]?.runs ?? 0;
  const skipped = rows[0]?.skipped ?? [];
  const parts = [
    runs > 0 ? `${runs} run${runs === 1 ? "" : "s"} of ${subject.pipeline} failed` : null,
    skipped.length > 0
      ? `${skipped.length} task${skipped.length === 1 ? "" : "s"} behind it did not run`
      : null,
  ].filter((part) => part !== null);
  return { text: parts.join("; "), affected: skipped.slice(0, 50) };
}

const IMPACT = `
SELECT
  (SELECT count(DISTINCT run_id)::int FROM occurrences WHERE incident_id = $1 AND workspace_id = $2 AND run_id IS NOT NULL) AS runs,
  (SELECT array_agg(x) FROM evidence e, jsonb_array_elements_text(COALESCE(e.facts->'upstreamFailed', '[]'::jsonb)) x
   WHERE e.incident_id = $1 AND e.workspace_id = $2 AND e.collector = 'orchestrator-state' AND e.superseded_at IS NULL) AS skipped`;
