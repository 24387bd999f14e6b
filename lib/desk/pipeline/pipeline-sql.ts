import { ranAt } from "@/lib/pipelines/ran-at";

/** SQL of the pipeline page. $1: workspace, $2: pipeline. */

/** Reports of a run tell its end by their own time. */
const ENDED_AT =
  "COALESCE(r.ended_at, r.succeeded_at, CASE WHEN r.state IN ('failed', 'cancelled') THEN r.state_at END)";

/** A run whose own state nobody reported has failed if an attempt of it has. */
export const PIPELINE_RUNS = `
SELECT r.id, r.external_id AS "runId", r.type, r.external_url AS "externalUrl", r.started_at AS "startedAt",
  ${ENDED_AT} AS "endedAt", r.first_seen_at AS "firstSeenAt",
  COALESCE(r.state, CASE WHEN a.has_failed THEN 'failed' WHEN a.is_running THEN 'running' END) AS state,
  round(extract(epoch FROM ${ENDED_AT} - r.started_at) * 1000)::float8 AS "durationMs",
  a.failed AS "failedAttempts"
FROM runs r CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE is_failure_counted)::int AS failed, bool_or(outcome = 'failed') AS has_failed,
    bool_or(outcome IN ('running', 'will_retry')) AS is_running
  FROM attempts a WHERE a.run_id = r.id
) a
WHERE r.workspace_id = $1 AND r.pipeline_id = $2
ORDER BY ${ranAt("r")} DESC, r.id DESC LIMIT 20`;

/** Open incidents of other pipelines that failures of this one are part of, and are not over. $3: open statuses. */
export const PIPELINE_ROOTS = `
SELECT root.id, root.number, root.title, root.status, root.severity, max(n.last_seen_at) AS "lastSeenAt",
  max(n.number) AS "symptomNumber"
FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id AND root.workspace_id = $1
WHERE n.workspace_id = $1 AND n.pipeline_id = $2 AND n.status = 'merged' AND n.resolved_at IS NULL
  AND root.status = ANY($3) AND root.pipeline_id IS DISTINCT FROM n.pipeline_id
GROUP BY root.id ORDER BY "lastSeenAt" DESC, root.id DESC LIMIT 20`;

const isQualified = (pipeline: string) =>
  `right(${pipeline}.external_id, length(${pipeline}.name) + 1) = '/' || ${pipeline}.name`;

/** Pipelines of one name, of which one is known by its namespace too: nothing told whether they are the same. */
export const PIPELINE_NAMESAKES = `
SELECT o.id, theirs.name AS "sourceName"
FROM pipelines p JOIN sources own ON own.id = p.source_id
JOIN pipelines o ON o.workspace_id = $1 AND o.name = p.name AND o.source_id <> p.source_id
JOIN sources theirs ON theirs.id = o.source_id
WHERE p.workspace_id = $1 AND p.id = $2 AND (${isQualified("p")}) <> (${isQualified("o")})
  AND (own.environment IS NULL OR theirs.environment IS NULL OR own.environment = theirs.environment)
ORDER BY theirs.name, o.id LIMIT 5`;

export const PIPELINE_TASKS = `
SELECT id, name, operator, flake_score AS "flakeScore" FROM tasks
WHERE workspace_id = $1 AND pipeline_id = $2 ORDER BY flake_score DESC NULLS LAST, name, id LIMIT 200`;

const datasets = (direction: "reads" | "writes") => `
COALESCE((SELECT jsonb_agg(to_jsonb(d) ORDER BY d.name, d.namespace) FROM (
  SELECT DISTINCT d.id, d.namespace, d.name, d.kind FROM lineage_edges e
  JOIN datasets d ON d.id = e.dataset_id AND d.workspace_id = $1
  WHERE e.workspace_id = $1 AND e.pipeline_id = $2 AND e.direction = '${direction}' LIMIT 200) d), '[]'::jsonb)`;

/** Pipelines on the other side of dependencies and shared datasets. */
const related = (side: "upstream" | "downstream") => {
  const [own, theirs] = side === "upstream" ? ["reads", "writes"] : ["writes", "reads"];
  const ownSide = side === "upstream" ? "downstream" : "upstream";
  return `
COALESCE((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'via', x.via) ORDER BY x.name, x.id) FROM (
  SELECT p.id, p.name, array_agg(DISTINCT link.via ORDER BY link.via) AS via FROM (
    SELECT ${side}_id AS id, via FROM pipeline_dependencies WHERE workspace_id = $1 AND ${ownSide}_id = $2
    UNION ALL
    SELECT other.pipeline_id, 'dataset' FROM lineage_edges mine
    JOIN lineage_edges other ON other.dataset_id = mine.dataset_id AND other.direction = '${theirs}'
    WHERE mine.workspace_id = $1 AND mine.pipeline_id = $2 AND mine.direction = '${own}'
  ) link JOIN pipelines p ON p.id = link.id AND p.workspace_id = $1 AND p.id <> $2
  GROUP BY p.id, p.name LIMIT 200) x), '[]'::jsonb)`;
};

export const PIPELINE_LINEAGE = `
SELECT ${datasets("reads")} AS reads, ${datasets("writes")} AS writes, ${related("upstream")} AS upstream,
  ${related("downstream")} AS downstream`;
