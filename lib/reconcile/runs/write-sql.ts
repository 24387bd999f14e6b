/**
 * The statements that store what a pass has read. Each takes one JSON array, is set-based, locks rows in the order in which
 * intake locks them, and changes nothing when it runs again.
 */

/**
 * Joins for rows `x` of a JSON array; $1: workspace, $2: source. The limit makes them look up each row by index: after the
 * first pass the planner knows nothing yet of the tables' sizes, and would read them whole.
 */
export const PIPELINE_OF = `
JOIN LATERAL (
  SELECT id FROM pipelines WHERE source_id = $2 AND external_id = x.pipeline AND workspace_id = $1 LIMIT 1
) p ON true`;
export const RUN_OF = `
JOIN LATERAL (SELECT * FROM runs WHERE pipeline_id = p.id AND external_id = x.run LIMIT 1) r ON true`;
export const TASK_OF = `
JOIN LATERAL (SELECT id FROM tasks WHERE pipeline_id = p.id AND external_id = x.task LIMIT 1) t ON true`;

/** $1: workspace, $2: source, $3: names of pipelines, $4: ids for new ones, $5: the time. */
export const WRITE_PIPELINES = `
INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, first_seen_at, last_seen_at)
SELECT x.id, $1, $2, x.pipeline, x.pipeline, $5, $5
FROM unnest($3::text[], $4::text[]) AS x(pipeline, id) ORDER BY x.pipeline
ON CONFLICT (source_id, external_id) DO NOTHING`;

/** $1: workspace, $2: source, $3: runs, $4: the time. */
const INSERT_RUNS = `
INSERT INTO runs (id, workspace_id, pipeline_id, external_id, type, routine, state, state_at, failed_at, succeeded_at,
  logical_date, due_at, started_at, ended_at, external_url, first_seen_at)
SELECT x.id, $1, p.id, x.run, x.type, x.routine, x.event, CASE WHEN x.event IS NOT NULL THEN x.at END,
  CASE WHEN x.event = 'failed' THEN x.at END, CASE WHEN x.event = 'succeeded' THEN x.at END,
  x."logicalDate", x."dueAt", x."startedAt", x."endedAt", x.url, $4
FROM jsonb_to_recordset($3::jsonb) AS x(id text, pipeline text, run text, type text, routine text, event text, at timestamptz,
  "logicalDate" timestamptz, "dueAt" timestamptz, "startedAt" timestamptz, "endedAt" timestamptz, url text)
${PIPELINE_OF}
ORDER BY p.id, x.run`;

/** A null `event` leaves the state to a report. The newest state wins, whoever told it. */
export const WRITE_RUNS = `${INSERT_RUNS}
ON CONFLICT (pipeline_id, external_id) DO UPDATE SET
  type = COALESCE(runs.type, excluded.type),
  routine = COALESCE(runs.routine, excluded.routine),
  state = CASE WHEN excluded.state IS NOT NULL AND excluded.state_at >= COALESCE(runs.state_at, '-infinity')
    THEN excluded.state ELSE runs.state END,
  state_at = CASE WHEN excluded.state IS NOT NULL THEN GREATEST(runs.state_at, excluded.state_at) ELSE runs.state_at END,
  failed_at = GREATEST(runs.failed_at, excluded.failed_at),
  succeeded_at = GREATEST(runs.succeeded_at, excluded.succeeded_at),
  logical_date = COALESCE(runs.logical_date, excluded.logical_date),
  due_at = COALESCE(excluded.due_at, runs.due_at),
  started_at = COALESCE(excluded.started_at, runs.started_at),
  ended_at = excluded.ended_at,
  external_url = COALESCE(runs.external_url, excluded.external_url)`;

/** Whether a stored run is not known to have ended, and nothing newer was told of it. */
const IS_END_UNKNOWN = `(runs.state IS NULL OR (runs.state = 'running' AND excluded.state_at >= COALESCE(runs.state_at, '-infinity')))`;

/** Ended runs of the past: only what is unknown of a stored one is filled in. */
export const WRITE_HISTORY = `${INSERT_RUNS}
ON CONFLICT (pipeline_id, external_id) DO UPDATE SET
  type = COALESCE(runs.type, excluded.type),
  routine = COALESCE(runs.routine, excluded.routine),
  state = CASE WHEN ${IS_END_UNKNOWN} THEN excluded.state ELSE runs.state END,
  state_at = CASE WHEN ${IS_END_UNKNOWN} THEN excluded.state_at ELSE runs.state_at END,
  failed_at = CASE WHEN ${IS_END_UNKNOWN} THEN GREATEST(runs.failed_at, excluded.failed_at) ELSE runs.failed_at END,
  succeeded_at = CASE WHEN ${IS_END_UNKNOWN} THEN GREATEST(runs.succeeded_at, excluded.succeeded_at) ELSE runs.succeeded_at END,
  logical_date = COALESCE(runs.logical_date, excluded.logical_date),
  due_at = COALESCE(runs.due_at, excluded.due_at),
  started_at = COALESCE(runs.started_at, excluded.started_at),
  ended_at = COALESCE(runs.ended_at, excluded.ended_at),
  external_url = COALESCE(runs.external_url, excluded.external_url)`;

/** $1: workspace, $2: source, $3: tasks, $4: the time. */
export const WRITE_TASKS = `
INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, operator, first_seen_at)
SELECT x.id, $1, p.id, x.task, x."taskName", x.operator, $4
FROM jsonb_to_recordset($3::jsonb) AS x(id text, pipeline text, task text, "taskName" text, operator text)
${PIPELINE_OF}
ORDER BY p.id, x.task
ON CONFLICT (pipeline_id, external_id) DO UPDATE SET operator = excluded.operator
WHERE excluded.operator IS NOT NULL AND tasks.operator IS DISTINCT FROM excluded.operator`;

/** $1: workspace, $2: source, $3: runs that may be unknown, named only by tries, $4: the time. */
export const WRITE_BARE_RUNS = `
INSERT INTO runs (id, workspace_id, pipeline_id, external_id, first_seen_at)
SELECT x.id, $1, p.id, x.run, $4
FROM jsonb_to_recordset($3::jsonb) AS x(id text, pipeline text, run text)
${PIPELINE_OF}
ORDER BY p.id, x.run
ON CONFLICT (pipeline_id, external_id) DO NOTHING`;

/** $1: workspace, $2: source, $3: tries, $4: the time. An attempt that ended does not run again. */
export const WRITE_TRIES = `
INSERT INTO attempts (id, workspace_id, run_id, task_id, map_index, try_number, max_tries, state, will_retry, outcome,
  outcome_at, is_failure_counted, hostname, log_url, version, started_at, ended_at, reported_at)
SELECT x.id, $1, r.id, t.id, x."mapIndex", x."tryNumber", x."maxTries", x.state, x.event = 'will_retry', x.event,
  COALESCE(x."endedAt", x."startedAt", $4), x.event IN ('failed', 'will_retry'), x.hostname, x."logUrl", x.version,
  x."startedAt", x."endedAt", COALESCE(x."endedAt", $4)
FROM jsonb_to_recordset($3::jsonb) AS x(id text, pipeline text, run text, task text, "mapIndex" int, "tryNumber" int,
  "maxTries" int, state text, event text, hostname text, "logUrl" text, version text, "startedAt" timestamptz,
  "endedAt" timestamptz)
${PIPELINE_OF} ${RUN_OF} ${TASK_OF}
ORDER BY r.id, t.id, x."mapIndex", x."tryNumber"
ON CONFLICT (run_id, task_id, map_index, try_number) DO UPDATE SET
  state = excluded.state, will_retry = excluded.will_retry, outcome = excluded.outcome,
  outcome_at = excluded.outcome_at,
  is_failure_counted = attempts.is_failure_counted OR excluded.is_failure_counted,
  max_tries = COALESCE(excluded.max_tries, attempts.max_tries),
  hostname = COALESCE(excluded.hostname, attempts.hostname),
  log_url = COALESCE(attempts.log_url, excluded.log_url),
  version = COALESCE(excluded.version, attempts.version),
  started_at = COALESCE(excluded.started_at, attempts.started_at),
  ended_at = COALESCE(excluded.ended_at, attempts.ended_at)
WHERE attempts.outcome IS NULL OR attempts.outcome = 'running'
  OR (attempts.outcome <> excluded.outcome AND excluded.outcome_at >= COALESCE(attempts.outcome_at, '-infinity'))`;
