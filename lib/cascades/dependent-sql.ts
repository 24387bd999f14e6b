import { isUnfinished } from "@/lib/incidents/open-sql";
import { ranAt } from "@/lib/pipelines/ran-at";

/** The statements that find dependent failures. All stay within the workspace `$2` and are bounded. */

const MAX_HOPS = 3;
const MAX_PIPELINES = 500;
const MAX_CANDIDATES = 200;

/** Operators that wait for a run of another DAG, and name it when that fails. */
const WAITING = "('TriggerDagRunOperator', 'ExternalTaskSensor', 'ExternalTaskMarker')";

/** `n` is open, or part of an open cascade. */
export const IS_CANDIDATE = `(${isUnfinished("n")}
    OR (n.status = 'merged' AND n.merge_kind = 'symptom' AND n.resolved_at IS NULL))`;

/** The datasets that a pipeline writes, and what is made from them without a known task. */
const written = (pipeline: string) => `
  SELECT w.dataset_id FROM lineage_edges w
  WHERE w.workspace_id = $2 AND w.pipeline_id = ${pipeline} AND w.direction = 'writes'
  UNION SELECT d.downstream_id FROM lineage_edges w JOIN dataset_dependencies d ON d.upstream_id = w.dataset_id
  WHERE w.workspace_id = $2 AND w.pipeline_id = ${pipeline} AND w.direction = 'writes'`;

const downstreamOf = (pipeline: string) => `
  SELECT d.downstream_id AS id FROM pipeline_dependencies d WHERE d.workspace_id = $2 AND d.upstream_id = ${pipeline}
  UNION SELECT r.pipeline_id FROM (${written(pipeline)}) w
  JOIN lineage_edges r ON r.dataset_id = w.dataset_id AND r.direction = 'reads' AND r.workspace_id = $2`;

const upstreamOf = (pipeline: string) => `
  SELECT d.upstream_id AS id FROM pipeline_dependencies d WHERE d.workspace_id = $2 AND d.downstream_id = ${pipeline}
  UNION SELECT w.pipeline_id FROM (
    SELECT r.dataset_id FROM lineage_edges r
    WHERE r.workspace_id = $2 AND r.pipeline_id = ${pipeline} AND r.direction = 'reads'
    UNION SELECT d.upstream_id FROM lineage_edges r JOIN dataset_dependencies d ON d.downstream_id = r.dataset_id
    WHERE r.workspace_id = $2 AND r.pipeline_id = ${pipeline} AND r.direction = 'reads'
  ) r JOIN lineage_edges w ON w.dataset_id = r.dataset_id AND w.direction = 'writes' AND w.workspace_id = $2`;

/** Breadth first. A pipeline is reached by as many rows as it has neighbours that are nearer. */
const reach = (name: string, next: (pipeline: string) => string) => `
${name} AS (
  SELECT pipeline_id AS id, NULL::text AS from_id, 0 AS hops FROM me
  UNION
  SELECT next.id, ${name}.id, ${name}.hops + 1
  FROM ${name} CROSS JOIN LATERAL (${next(`${name}.id`)}) next
  WHERE ${name}.hops < ${MAX_HOPS} AND next.id <> ${name}.id
)`;

/** One row for each pipeline, by the shortest way, with the names of the pipelines in between. */
const related = (name: string) => `
  SELECT DISTINCT ON (a.id) a.id, '${name}' AS side,
    CASE a.hops WHEN 1 THEN '{}'::text[] WHEN 2 THEN ARRAY[p.external_id] ELSE ARRAY[q.external_id, p.external_id] END AS through
  FROM ${name} a
  LEFT JOIN pipelines p ON p.id = a.from_id AND a.hops > 1
  LEFT JOIN LATERAL (SELECT b.from_id FROM ${name} b WHERE b.id = a.from_id AND b.hops = 2 AND a.hops = 3 LIMIT 1) b ON true
  LEFT JOIN pipelines q ON q.id = b.from_id
  WHERE a.hops > 0 AND a.id <> (SELECT pipeline_id FROM me)
  ORDER BY a.id, a.hops LIMIT ${MAX_PIPELINES}`;

/**
 * $1: incident, $2: workspace. Open incidents of pipelines up to three dependencies away, in both directions, and those of
 * the same source of which one waits for a run of the other by name.
 */
export const CANDIDATES = `
WITH RECURSIVE me AS (
  SELECT n.id, n.pipeline_id, n.source_id, p.external_id, t.operator, n.report->'exception'->>'message' AS message
  FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id LEFT JOIN tasks t ON t.id = n.task_id
  WHERE n.id = $1 AND n.workspace_id = $2
), ${reach("down", downstreamOf)}, ${reach("up", upstreamOf)}, related AS (
  (${related("down")}) UNION ALL (${related("up")})
)
SELECT * FROM (
  SELECT n.id, n.pipeline_id AS "pipelineId", related.side, related.through
  FROM related JOIN incidents n ON n.pipeline_id = related.id AND n.workspace_id = $2 AND ${IS_CANDIDATE}
  WHERE n.id <> $1 LIMIT ${MAX_CANDIDATES}
) dependent
UNION ALL SELECT * FROM (
  SELECT n.id, n.pipeline_id, 'awaited', '{}'::text[] FROM me
  JOIN pipelines p ON p.source_id = me.source_id AND p.id <> me.pipeline_id AND position(p.external_id in me.message) > 0
  JOIN incidents n ON n.pipeline_id = p.id AND n.workspace_id = $2 AND ${IS_CANDIDATE}
  WHERE me.operator IN ${WAITING} LIMIT ${MAX_CANDIDATES}
) awaited
UNION ALL SELECT * FROM (
  SELECT n.id, n.pipeline_id, 'waits', '{}'::text[] FROM me
  JOIN incidents n ON n.source_id = me.source_id AND n.workspace_id = $2 AND n.pipeline_id <> me.pipeline_id
    AND n.status IN ('triggered','acknowledged','investigating')
  JOIN tasks t ON t.id = n.task_id AND t.operator IN ${WAITING}
  WHERE position(me.external_id in n.report->'exception'->>'message') > 0 LIMIT ${MAX_CANDIDATES}
) waiting`;

const ms = (expression: string) => `(extract(epoch FROM ${expression}) * 1000)::float8`;

/**
 * When a pipeline ran, in epoch ms: its latest runs that neither a person nor a backfill started. By the times of events as
 * far as they are known, because reports may be received late and together.
 */
export const RUN_TIMES = (pipeline: string, workspace: string) => `
  COALESCE((SELECT jsonb_agg(${ms("COALESCE(past.logical_date, past.started_at, past.tried_at, past.state_at, past.first_seen_at)")}) FROM (
    SELECT o.logical_date, o.started_at, o.state_at, o.first_seen_at,
      (SELECT min(LEAST(a.started_at, a.outcome_at)) FROM attempts a WHERE a.run_id = o.id) AS tried_at
    FROM runs o
    WHERE o.workspace_id = ${workspace} AND o.pipeline_id = ${pipeline} AND (o.type IS NULL OR o.type NOT IN ('manual', 'backfill', 'backfill_job'))
    ORDER BY ${ranAt("o")} DESC LIMIT 20) past), '[]'::jsonb)`;

/** A long-lasting incident has thousands of occurrences. */
const MAX_OCCURRENCES = 50;

/**
 * $1: incident ids, $2: workspace. Times are those of the runs, as far as known, and not of the webhooks. An incident starts
 * with the first of its runs.
 */
export const FAILURES = `
SELECT n.id, n.number, n.status, n.parent_incident_id AS "parentId", n.pipeline_id AS "pipelineId", p.name AS pipeline,
  p.external_id AS "externalId", n.run_id AS "runId", r.external_id AS run, t.operator, n.report, n.category,
  n.root_cause AS "rootCause",
  ${ms("LEAST(began.started_at, began.known_at, n.first_seen_at, r.first_seen_at)")} AS "startedAt",
  began.started_at IS NOT NULL AS "isStartReported",
  ${ms("COALESCE(tried.failed_at, r.failed_at, n.last_seen_at)")} AS "failedAt",
  ${RUN_TIMES("n.pipeline_id", "$2")} AS "runTimes"
FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id
LEFT JOIN runs r ON r.id = n.run_id LEFT JOIN tasks t ON t.id = n.task_id
LEFT JOIN LATERAL (
  SELECT max(a.outcome_at) AS failed_at FROM attempts a WHERE a.run_id = n.run_id AND a.incident_id = n.id
) tried ON true
LEFT JOIN LATERAL (
  SELECT min(LEAST(o.started_at, a.started_at)) AS started_at, min(LEAST(o.failed_at, a.outcome_at)) AS known_at
  FROM (
    SELECT n.run_id AS id
    UNION (SELECT first.run_id FROM occurrences first WHERE first.incident_id = n.id AND first.kind = 'failure'
      ORDER BY first.at LIMIT ${MAX_OCCURRENCES})
  ) failed JOIN runs o ON o.id = failed.id AND o.workspace_id = $2
  LEFT JOIN attempts a ON a.run_id = o.id
) began ON true
WHERE n.id = ANY($1) AND n.workspace_id = $2`;

/**
 * $1: pairs of incidents with their pipelines and the producer's run, $2: workspace. A dataset was written if that run, or its
 * task in that run, is known to have delivered it.
 */
export const DEPENDENCIES = `
SELECT x.producer, x.consumer,
  COALESCE((SELECT jsonb_agg(DISTINCT d.via) FROM pipeline_dependencies d WHERE d.workspace_id = $2
    AND d.upstream_id = x."producerPipeline" AND d.downstream_id = x."consumerPipeline"), '[]'::jsonb) AS vias,
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object('name', ds.name, 'wasWritten', shared.was_written) ORDER BY ds.name) FROM (
      SELECT w.dataset_id, bool_or(
        EXISTS (SELECT 1 FROM dataset_writes dw WHERE dw.dataset_id = w.dataset_id AND dw.run_id = x.run)
        OR EXISTS (SELECT 1 FROM attempts a WHERE a.run_id = x.run AND a.task_id = w.task_id AND a.outcome = 'succeeded')
      ) AS was_written
      FROM lineage_edges w WHERE w.workspace_id = $2 AND w.pipeline_id = x."producerPipeline" AND w.direction = 'writes'
        AND EXISTS (
          SELECT 1 FROM lineage_edges r WHERE r.workspace_id = $2 AND r.pipeline_id = x."consumerPipeline"
            AND r.direction = 'reads' AND (r.dataset_id = w.dataset_id OR EXISTS (
              SELECT 1 FROM dataset_dependencies d WHERE d.upstream_id = w.dataset_id AND d.downstream_id = r.dataset_id)))
      GROUP BY w.dataset_id LIMIT 50
    ) shared JOIN datasets ds ON ds.id = shared.dataset_id), '[]'::jsonb) AS datasets
FROM jsonb_to_recordset($1::jsonb) AS x(producer text, consumer text, "producerPipeline" text, "consumerPipeline" text, run text)`;
