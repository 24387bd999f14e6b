/** $1: workspace, $2: kind. */
export const CANDIDATE_SOURCES = `
SELECT id, name, environment, api_base_url AS "apiBaseUrl" FROM sources
WHERE workspace_id = $1 AND kind = $2 AND enabled ORDER BY created_at, id`;

/** $1: workspace, $2: ids of attempts, the closest first. The first attempt known under one of them. */
export const KNOWN_ATTEMPT = `
SELECT k.external_id AS "attemptId", s.id AS "sourceId", s.environment, p.external_id AS "pipelineId", p.name AS "pipelineName",
  p.owner, t.external_id AS "taskId", t.name AS "taskName", t.operator, r.external_id AS "runId", r.type AS "runType",
  r.logical_date AS "logicalDate", r.started_at AS "startedAt", r.external_url AS url,
  a.map_index AS "mapIndex", a.try_number AS "tryNumber", a.max_tries AS "maxTries", a.log_url AS "logUrl"
FROM attempt_ids k
JOIN attempts a ON a.id = k.attempt_id
JOIN tasks t ON t.id = a.task_id
JOIN runs r ON r.id = a.run_id
JOIN pipelines p ON p.id = r.pipeline_id
JOIN sources s ON s.id = p.source_id
WHERE k.workspace_id = $1 AND k.external_id = ANY($2::text[]) AND a.workspace_id = $1
ORDER BY array_position($2::text[], k.external_id) LIMIT 1`;
