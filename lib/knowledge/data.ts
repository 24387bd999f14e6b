import "server-only";
import type { Aftermath } from "@/lib/knowledge/holding";
import { OUTCOME_COLUMNS, OUTCOME_JOINS, type IncidentOutcome } from "@/lib/knowledge/outcome-sql";
import type { Context } from "@/lib/platform/context";
import { ranAt } from "@/lib/pipelines/ran-at";

/** How incidents stand now, by id; ids that are unknown are missing. */
export async function findOutcomes(
  { pool, workspaceId }: Context,
  ids: readonly string[],
): Promise<Map<string, IncidentOutcome>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<IncidentOutcome & { id: string }>(
    `SELECT n.id, ${OUTCOME_COLUMNS} FROM incidents n ${OUTCOME_JOINS}
     WHERE n.workspace_id = $1 AND n.id = ANY($2::text[])`,
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, ...outcome }) => [id, outcome]));
}

/** How incidents were resolved and whether the same failure came back, by id; ids that are unknown are missing. */
export async function findAftermaths(
  { pool, workspaceId }: Context,
  ids: readonly string[],
): Promise<Map<string, Aftermath>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<Aftermath & { id: string }>(AFTERMATHS, [workspaceId, ids]);
  return new Map(rows.map(({ id, ...aftermath }) => [id, aftermath]));
}

/** $1: workspace, $2: incidents. A resolution that is not current any more counts like one that is not known. */
const AFTERMATHS = `
SELECT n.id, CASE WHEN n.status = 'resolved' THEN n.resolved_at END AS "resolvedAt",
  CASE WHEN n.status = 'resolved' THEN n.resolution END AS resolution,
  said.text AS comment, back.at AS "cameBackAt", COALESCE(good.runs, 0)::int AS "goodRuns"
FROM incidents n
LEFT JOIN LATERAL (
  SELECT min(o.opened_at) AS at FROM incidents o
  WHERE n.status = 'resolved' AND o.workspace_id = n.workspace_id AND o.fingerprint = n.fingerprint AND o.number > n.number
    AND o.source_id = n.source_id AND o.pipeline_id IS NOT DISTINCT FROM n.pipeline_id AND o.opened_at > n.resolved_at
) back ON true
LEFT JOIN LATERAL (
  SELECT count(*) AS runs FROM (
    SELECT 1 FROM runs r WHERE n.status = 'resolved' AND r.pipeline_id = n.pipeline_id AND ${ranAt("r")} > n.resolved_at
      AND r.succeeded_at IS NOT NULL AND (back.at IS NULL OR ${ranAt("r")} < back.at) LIMIT 1000
  ) since
) good ON true
LEFT JOIN LATERAL (
  SELECT left(COALESCE(NULLIF(t.data->>'reason', ''), t.data->>'comment'), 500) AS text FROM timeline_entries t
  WHERE t.incident_id = n.id AND t.workspace_id = n.workspace_id AND t.undone_at IS NULL
    AND ((t.data->>'type' = 'status_changed' AND t.data->>'to' = 'resolved' AND t.data->>'reason' <> '')
      OR (t.data->>'type' = 'commented' AND t.data->>'comment' <> ''))
  ORDER BY (t.data->>'type' = 'status_changed') DESC, t.at DESC LIMIT 1
) said ON true
WHERE n.workspace_id = $1 AND n.id = ANY($2::text[])`;
