/** $1: workspace, $2: kind. */
export const CANDIDATE_SOURCES = `
SELECT id, name, environment, api_base_url AS "apiBaseUrl" FROM sources
WHERE workspace_id = $1 AND kind = $2 AND enabled ORDER BY created_at, id`;

/** $1: ids of attempts asked for by question `i`, the closest first by `rank`. The first attempt known by one of them. */
export const KNOWN_ATTEMPTS = `
SELECT DISTINCT ON (q.i) q.i, k.external_id AS "attemptId", s.id AS "sourceId", s.environment, p.external_id AS "pipelineId", p.name AS "pipelineName",
  p.owner, t.external_id AS "taskId", t.name AS "taskName", t.operator, r.external_id AS "runId", r.type AS "runType",
  r.logical_date AS "logicalDate", r.started_at AS "startedAt", r.external_url AS url,
  a.map_index AS "mapIndex", a.try_number AS "tryNumber", a.max_tries AS "maxTries", a.log_url AS "logUrl"
FROM jsonb_to_recordset($1::jsonb) AS q(i int, "workspaceId" text, id text, rank int)
JOIN attempt_ids k ON k.workspace_id = q."workspaceId" AND k.external_id = q.id
JOIN attempts a ON a.id = k.attempt_id AND a.workspace_id = q."workspaceId"
JOIN tasks t ON t.id = a.task_id
JOIN runs r ON r.id = a.run_id
JOIN pipelines p ON p.id = r.pipeline_id
JOIN sources s ON s.id = p.source_id
ORDER BY q.i, q.rank`;
