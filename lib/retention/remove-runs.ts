import { authorize } from "@/lib/platform/auth/permissions";
import { wasDueAt } from "@/lib/pipelines/ran-at";
import type { Context } from "@/lib/platform/context";
import { cutoffOf } from "@/lib/retention/cutoff";
import { getWorkspace } from "@/lib/workspaces/data";

/** Runs kept per pipeline, whatever their age: more than any judgement or comparison looks at. */
const NEWEST_KEPT = 100;
/** Attempts removed per statement; a run of a mapped task may have thousands. */
const MAX_ATTEMPTS = 1_000;

/**
 * Removes up to `limit` expired runs with their attempts, attempt ids and dataset writes. A run that an incident refers to is
 * kept, and marked, so that it is not looked at again; so are the newest runs of each pipeline, by which it is judged. Safe to
 * run twice.
 * @returns how many were processed; fewer than `limit` if none are left
 */
export async function removeRuns(ctx: Context, limit: number): Promise<number> {
  authorize(ctx, "workspace.apply-retention");
  const before = cutoffOf((await getWorkspace(ctx)).retention.runsDays, ctx.now());
  if (!before) return 0;
  const { rows } = await ctx.pool.query<{ count: number }>(REMOVE, [
    ctx.workspaceId,
    before,
    ctx.now(),
    limit,
  ]);
  return rows[0]?.count ?? 0;
}

/** As in the history by which its pipeline is judged. */
const DUE = wasDueAt("r");

/** Written so that rows are looked up by index whatever the planner believes about their number. While attempts of the last runs are left, the batch counts as full. */
const REMOVE = `
WITH expired AS (
  SELECT old.id, p.id AS pipeline_id FROM pipelines p
  CROSS JOIN LATERAL (
    SELECT ${DUE} AS at FROM runs r WHERE r.pipeline_id = p.id AND r.retained_at IS NULL
    ORDER BY ${DUE} DESC OFFSET ${NEWEST_KEPT - 1} LIMIT 1
  ) kept
  CROSS JOIN LATERAL (
    SELECT r.id FROM runs r
    WHERE r.pipeline_id = p.id AND r.retained_at IS NULL AND ${DUE} < kept.at AND r.first_seen_at < $2
      AND r.state IS DISTINCT FROM 'running'
    ORDER BY ${DUE} LIMIT $4
  ) old
  WHERE p.workspace_id = $1 AND p.first_seen_at < $2
  LIMIT $4
), needed AS (
  SELECT id FROM expired e
  WHERE EXISTS (SELECT 1 FROM occurrences o WHERE o.run_id = e.id)
    OR EXISTS (SELECT 1 FROM incidents n WHERE n.pipeline_id = e.pipeline_id AND n.run_id = e.id)
    OR EXISTS (SELECT 1 FROM incidents n WHERE n.resolved_by_run_id = e.id)
    OR (SELECT count(a.incident_id) FROM attempts a WHERE a.run_id = e.id) > 0
), unneeded AS (
  SELECT id FROM expired WHERE id NOT IN (SELECT id FROM needed)
), tries AS (
  SELECT a.id, u.id AS run_id FROM unneeded u
  CROSS JOIN LATERAL (SELECT id FROM attempts WHERE run_id = u.id LIMIT ${MAX_ATTEMPTS}) a LIMIT ${MAX_ATTEMPTS}
), retained AS (
  UPDATE runs SET retained_at = $3 WHERE workspace_id = $1 AND id = ANY (ARRAY(SELECT id FROM needed))
), removed_tries AS (
  DELETE FROM attempts WHERE workspace_id = $1 AND id = ANY (ARRAY(SELECT id FROM tries))
), removed AS (
  DELETE FROM runs WHERE workspace_id = $1 AND id = ANY (ARRAY(
    SELECT u.id FROM unneeded u WHERE (SELECT count(*) FROM attempts a WHERE a.run_id = u.id)
      = (SELECT count(*) FROM tries t WHERE t.run_id = u.id)))
)
SELECT CASE WHEN (SELECT count(*) FROM tries) = ${MAX_ATTEMPTS} THEN $4 ELSE (SELECT count(*) FROM expired) END::int AS count`;
