import { escapeLiteral } from "pg";

/**
 * The statements of intake. Each takes one JSON array and works on it as a set, so that a batch of reports
 * costs as many round trips as one report.
 */

/** Where each report belongs: pipelines, tasks and runs get their rows. `param` is a JSON array, one entry per report. */
const placeCtes = (param: string) => `
input AS (
  SELECT * FROM jsonb_to_recordset(${param}::jsonb) AS x(
    i int, "deliveryId" text, "workspaceId" text, "sourceId" text, at timestamptz,
    "pipelineId" text, pipeline text, "pipelineName" text, owner text,
    "taskId" text, task text, "taskName" text, operator text,
    "runId" text, run text, "runType" text, "runState" text, "logicalDate" timestamptz, "startedAt" timestamptz, url text)
), p AS (
  INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, owner, first_seen_at, last_seen_at)
  SELECT DISTINCT ON ("sourceId", pipeline) "pipelineId", "workspaceId", "sourceId", pipeline, "pipelineName", owner, at, at
  FROM input ORDER BY "sourceId", pipeline
  ON CONFLICT (source_id, external_id) DO UPDATE
    SET last_seen_at = excluded.last_seen_at, owner = COALESCE(excluded.owner, pipelines.owner)
  RETURNING id, source_id, external_id
), placed AS (
  SELECT input.*, p.id AS pid FROM input JOIN p ON p.source_id = input."sourceId" AND p.external_id = input.pipeline
), t AS (
  INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, operator, first_seen_at)
  SELECT DISTINCT ON (pid, task) "taskId", "workspaceId", pid, task, "taskName", operator, at
  FROM placed WHERE task IS NOT NULL ORDER BY pid, task
  ON CONFLICT (pipeline_id, external_id) DO UPDATE SET operator = COALESCE(excluded.operator, tasks.operator)
  RETURNING id, pipeline_id, external_id
), r AS (
  INSERT INTO runs (id, workspace_id, pipeline_id, external_id, type, state, logical_date, started_at, external_url, first_seen_at)
  SELECT DISTINCT ON (pid, run) "runId", "workspaceId", pid, run, "runType", "runState", "logicalDate", "startedAt", url, at
  FROM placed WHERE run IS NOT NULL ORDER BY pid, run
  ON CONFLICT (pipeline_id, external_id) DO UPDATE
    SET state = COALESCE(excluded.state, runs.state), started_at = COALESCE(runs.started_at, excluded.started_at),
        external_url = COALESCE(runs.external_url, excluded.external_url)
  RETURNING id, pipeline_id, external_id
)`;

const OPEN = "'triggered','acknowledged','investigating','suppressed'";

/**
 * The ids of a placed report, with the tries and incidents already known of its task and run: what is open in its
 * pipeline, what was merged into something open, and whatever holds its run.
 */
const PLACED_COLUMNS = `
  placed.i, placed.pid AS "pipelineId", t.id AS "taskId", r.id AS "runId",
  COALESCE((SELECT jsonb_agg(jsonb_build_object('runId', a.run_id, 'taskId', a.task_id, 'mapIndex', a.map_index,
      'tryNumber', a.try_number, 'state', a.state, 'willRetry', a.will_retry, 'incidentId', a.incident_id))
    FROM attempts a WHERE a.run_id = r.id AND a.task_id = t.id), '[]'::jsonb) AS attempts,
  COALESCE((
    WITH seen AS (
      SELECT o.incident_id, bool_and(o.attempt_id IS NULL) AS is_vague FROM occurrences o
      WHERE o.run_id = r.id GROUP BY o.incident_id
    )
    SELECT jsonb_agg(jsonb_build_object('id', n.id, 'pipelineId', n.pipeline_id, 'dedupKey', n.dedup_key,
      'aliasKeys', to_jsonb(n.alias_keys), 'taskId', n.task_id, 'isRunScope', n.report->>'scope' = 'run',
      'hasException', n.report->'exception'->>'traceback' IS NOT NULL,
      'occurrenceCount', n.occurrence_count, 'isOpen', n.status IN (${OPEN}),
      'mergedInto', CASE WHEN root.id IS NOT NULL THEN jsonb_build_object('incidentId', root.id,
          'isSymptom', NOT n.dedup_key = ANY(root.alias_keys)) END,
      'runIds', CASE WHEN seen.incident_id IS NOT NULL THEN jsonb_build_array(r.id) ELSE '[]'::jsonb END,
      'vagueRunIds', CASE WHEN seen.is_vague THEN jsonb_build_array(r.id) ELSE '[]'::jsonb END))
    FROM (
      SELECT n.id FROM incidents n LEFT JOIN incidents root ON n.status = 'merged' AND root.id = n.parent_incident_id
      WHERE n.pipeline_id = placed.pid AND (n.status IN (${OPEN}) OR root.status IN (${OPEN}))
      UNION SELECT incident_id FROM seen
    ) known
    JOIN incidents n ON n.id = known.id
    LEFT JOIN incidents root ON n.status = 'merged' AND root.id = n.parent_incident_id AND root.status IN (${OPEN})
    LEFT JOIN seen ON seen.incident_id = n.id), '[]'::jsonb) AS incidents`;

const PLACED_JOINS = `
LEFT JOIN t ON t.pipeline_id = placed.pid AND t.external_id = placed.task
LEFT JOIN r ON r.pipeline_id = placed.pid AND r.external_id = placed.run`;

/** $1: where reports of stored deliveries belong. */
export const PLACE_REPORTS = `
WITH ${placeCtes("$1")}
SELECT ${PLACED_COLUMNS}
FROM placed ${PLACED_JOINS}
ORDER BY placed.i`;

/**
 * $1: deliveries, $2: where their reports belong (none for a delivery that is not understood). Answers one row per
 * delivery: whether it is new, the first delivery with its key if not, and what is known of its report.
 */
export const RECORD_AND_PLACE = `
WITH delivery AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(
    id text, "workspaceId" text, "sourceId" text, "deliveryKey" text, status text, reason text, issues jsonb,
    headers jsonb, body text, "sizeBytes" int, sha256 text, "authMethod" text, "receivedAt" timestamptz)
), inserted AS (
  INSERT INTO deliveries (id, workspace_id, source_id, delivery_key, status, reason, issues, headers, body,
                          size_bytes, sha256, auth_method, received_at)
  SELECT id, "workspaceId", "sourceId", "deliveryKey", status, reason, issues, headers, body,
         "sizeBytes", sha256, "authMethod", "receivedAt" FROM delivery
  ON CONFLICT (source_id, delivery_key) WHERE status <> 'duplicate' DO NOTHING
  RETURNING id
), touched AS (
  UPDATE sources s SET last_delivery_at = i.at
  FROM (SELECT "sourceId", max("receivedAt") AS at FROM delivery GROUP BY 1) i
  WHERE s.id = i."sourceId" AND (s.last_delivery_at IS NULL OR s.last_delivery_at < i.at - interval '1 second')
), ${placeCtes("$2")}
SELECT delivery.id, inserted.id IS NOT NULL AS "isNew", d.id AS "originalId", d.status AS "originalStatus",
  d.incident_id AS "incidentId", d.reason, d.issues, ${PLACED_COLUMNS}
FROM delivery
LEFT JOIN inserted ON inserted.id = delivery.id
LEFT JOIN deliveries d ON inserted.id IS NULL AND d.source_id = delivery."sourceId"
  AND d.delivery_key = delivery."deliveryKey" AND d.status <> 'duplicate'
LEFT JOIN placed ON placed."deliveryId" = delivery.id ${PLACED_JOINS}`;

/**
 * Orders the writers of a workspace. Part of the first round trip, so that what follows reads what the writer
 * before has committed.
 */
export function beginLocked(workspaceIds: readonly string[]): string {
  const locks = [...new Set(workspaceIds)]
    .toSorted()
    .map((id) => `pg_advisory_xact_lock(hashtextextended(${escapeLiteral(id)}, 7))`);
  return locks.length === 0 ? "BEGIN" : `BEGIN; SELECT ${locks.join(", ")}`;
}

/** $1: a workspace, whose writers wait until the transaction is over; for those who change what belongs to what. */
export const LOCK_WORKSPACE = "SELECT pg_advisory_xact_lock(hashtextextended($1, 7))";

/** $1: repeats of a delivery already known. Headers and body are those of the first one and not stored again. */
export const RECORD_DUPLICATES = `
INSERT INTO deliveries (id, workspace_id, source_id, delivery_key, status, reason, headers, body, size_bytes,
                        sha256, auth_method, received_at, original_id, incident_id)
SELECT id, "workspaceId", "sourceId", "deliveryKey", 'duplicate', 'Already received as ' || "originalId",
       headers, '', "sizeBytes", sha256, "authMethod", "receivedAt", "originalId", "incidentId"
FROM jsonb_to_recordset($1::jsonb) AS x(
  id text, "workspaceId" text, "sourceId" text, "deliveryKey" text, headers jsonb, "sizeBytes" int, sha256 text,
  "authMethod" text, "receivedAt" timestamptz, "originalId" text, "incidentId" text)`;

/** $1: the plan of a batch (IntakePlan with ids). Writes everything it holds. */
export const APPLY_PLAN = `
WITH plan AS (SELECT $1::jsonb AS j),
numbered AS (
  UPDATE workspaces w SET incident_seq = incident_seq + n.n
  FROM (SELECT x->>'workspaceId' AS id, count(*)::int AS n FROM plan, jsonb_array_elements(j->'newIncidents') x GROUP BY 1) n
  WHERE w.id = n.id RETURNING w.id, w.incident_seq, n.n
), new_incidents AS (
  INSERT INTO incidents (id, workspace_id, number, title, dedup_key, alias_keys, fingerprint, fingerprint_parts, status,
    severity, environment, source_id, pipeline_id, task_id, run_id, detected_by, occurrence_count, workflow_id, report,
    parent_incident_id, opened_at, first_seen_at, last_seen_at, updated_at)
  SELECT x.id, x."workspaceId", s.incident_seq - s.n + row_number() OVER (PARTITION BY x."workspaceId" ORDER BY x.at, x.id),
    x.title, x."dedupKey", ARRAY(SELECT jsonb_array_elements_text(x."aliasKeys")), x.fingerprint, x."fingerprintParts",
    CASE WHEN x."mergedInto" IS NULL THEN 'triggered' ELSE 'merged' END, x.severity::severity, x.environment, x."sourceId", x."pipelineId", x."taskId", x."runId", x."detectedBy",
    x."occurrenceCount", x."workflowId", x.report, x."mergedInto", x.at, x.at, x."lastSeenAt", x.at
  FROM plan, jsonb_to_recordset(j->'newIncidents') AS x(id text, "workspaceId" text, title text, "dedupKey" text,
    "aliasKeys" jsonb, fingerprint text, "fingerprintParts" jsonb, severity text, environment text, "sourceId" text,
    "pipelineId" text, "taskId" text, "runId" text, "detectedBy" text, "occurrenceCount" int, "workflowId" text,
    report jsonb, "mergedInto" text, at timestamptz, "lastSeenAt" timestamptz)
  JOIN numbered s ON s.id = x."workspaceId"
), new_attempts AS (
  INSERT INTO attempts (id, workspace_id, run_id, task_id, map_index, try_number, max_tries, state, will_retry, hostname,
    error_type, error_message, log_url, version, started_at, ended_at, reported_at, incident_id)
  SELECT x.id, x."workspaceId", x."runId", x."taskId", x."mapIndex", x."tryNumber", x."maxTries", x.state, x."willRetry",
    x.hostname, x."errorType", x."errorMessage", x."logUrl", x.version, x."startedAt", x."endedAt", x."reportedAt", x."incidentId"
  FROM plan, jsonb_to_recordset(j->'attempts') AS x(id text, "workspaceId" text, "runId" text, "taskId" text, "mapIndex" int,
    "tryNumber" int, "maxTries" int, state text, "willRetry" boolean, hostname text, "errorType" text, "errorMessage" text,
    "logUrl" text, version text, "startedAt" timestamptz, "endedAt" timestamptz, "reportedAt" timestamptz, "incidentId" text)
  ON CONFLICT (run_id, task_id, map_index, try_number) DO UPDATE SET
    state = COALESCE(excluded.state, attempts.state), will_retry = excluded.will_retry,
    max_tries = COALESCE(excluded.max_tries, attempts.max_tries),
    error_type = COALESCE(excluded.error_type, attempts.error_type),
    error_message = COALESCE(excluded.error_message, attempts.error_message),
    log_url = COALESCE(excluded.log_url, attempts.log_url), version = COALESCE(excluded.version, attempts.version),
    ended_at = COALESCE(excluded.ended_at, attempts.ended_at),
    incident_id = COALESCE(excluded.incident_id, attempts.incident_id)
  RETURNING id, run_id, task_id, map_index, try_number, incident_id
), new_occurrences AS (
  INSERT INTO occurrences (id, workspace_id, incident_id, run_id, attempt_id, delivery_id, kind, message, at)
  SELECT x.id, x."workspaceId", x."incidentId", x."runId", a.id, x."deliveryId", x.kind, x.message, x.at
  FROM plan, jsonb_to_recordset(j->'occurrences') AS x(id text, "workspaceId" text, "incidentId" text, "runId" text,
    "deliveryId" text, attempt jsonb, kind text, message text, at timestamptz)
  LEFT JOIN new_attempts a ON a.run_id = x.attempt->>'runId' AND a.task_id = x.attempt->>'taskId'
    AND a.map_index = (x.attempt->>'mapIndex')::int AND a.try_number = (x.attempt->>'tryNumber')::int
), changed AS (
  UPDATE incidents n SET
    occurrence_count = n.occurrence_count + c."addOccurrences",
    last_seen_at = GREATEST(n.last_seen_at, COALESCE(c."lastSeenAt", n.last_seen_at)),
    run_id = COALESCE(c."runId", n.run_id),
    alias_keys = CASE WHEN c."aliasKey" IS NULL OR c."aliasKey" = ANY(n.alias_keys) THEN n.alias_keys
                      ELSE (n.alias_keys || c."aliasKey")[1:20] END,
    title = COALESCE(c.enrich->>'title', n.title),
    task_id = COALESCE(c.enrich->>'taskId', n.task_id),
    fingerprint = COALESCE(c.enrich->>'fingerprint', n.fingerprint),
    fingerprint_parts = COALESCE(c.enrich->'fingerprintParts', n.fingerprint_parts),
    report = COALESCE(NULLIF(c.enrich->'report', 'null'::jsonb), n.report),
    workflow_id = COALESCE(c."workflowId", n.workflow_id),
    status = CASE WHEN c.resolve THEN 'resolved' WHEN c."mergeInto" IS NOT NULL THEN 'merged' ELSE n.status END,
    parent_incident_id = COALESCE(c."mergeInto", n.parent_incident_id),
    resolved_at = CASE WHEN c.resolve THEN now() ELSE n.resolved_at END,
    updated_at = now()
  FROM plan, jsonb_to_recordset(j->'incidentChanges') AS c(id text, "addOccurrences" int, "lastSeenAt" timestamptz,
    "runId" text, enrich jsonb, "aliasKey" text, resolve boolean, "mergeInto" text, "workflowId" text)
  WHERE n.id = c.id
), new_timeline AS (
  INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, text, actor_name, at)
  SELECT x.id, x."workspaceId", x."incidentId", x.kind, x.text, x."actorName", x.at
  FROM plan, jsonb_to_recordset(j->'timeline') AS x(id text, "workspaceId" text, "incidentId" text, kind text, text text,
    "actorName" text, at timestamptz)
), new_workflows AS (
  INSERT INTO workflow_runs (id, workspace_id, incident_id, type, status, planned_steps, created_at)
  SELECT x."workflowId", x."workspaceId", x."incidentId", 'analyze-incident', 'PENDING', x."plannedSteps", x.at
  FROM plan, jsonb_to_recordset(j->'analyses') AS x("workflowId" text, "workspaceId" text, "incidentId" text,
    "plannedSteps" jsonb, at timestamptz)
), new_events AS (
  INSERT INTO outbox_events (id, workspace_id, name, data, created_at)
  SELECT x."eventId", x."workspaceId", x.event, jsonb_build_object('workflowId', x."workflowId", 'workspaceId', x."workspaceId",
    'incidentId', x."incidentId", 'engine', 'auto'), x.at
  FROM plan, jsonb_to_recordset(j->'analyses') AS x("workflowId" text, "workspaceId" text, "incidentId" text, "eventId" text,
    event text, at timestamptz)
), linked AS (
  UPDATE deliveries d SET incident_id = x."incidentId"
  FROM plan, jsonb_to_recordset(j->'links') AS x(id text, "incidentId" text) WHERE d.id = x.id
), flaky AS (
  UPDATE tasks t SET flaky_recoveries = flaky_recoveries + x.n
  FROM (SELECT e->>'taskId' AS id, count(*)::int AS n FROM plan, jsonb_array_elements(j->'recoveries') e GROUP BY 1) x
  WHERE t.id = x.id
), failing AS (
  UPDATE tasks t SET failed_attempts = failed_attempts + x.n
  FROM (SELECT e->>'taskId' AS id, count(*)::int AS n FROM plan, jsonb_array_elements(j->'attempts') e
        WHERE e->>'state' IS DISTINCT FROM 'success' AND e->>'state' IS DISTINCT FROM 'running'
          AND NOT (j->'recoveries' @> jsonb_build_array(jsonb_build_object('taskId', e->>'taskId'))) GROUP BY 1) x
  WHERE t.id = x.id
)
SELECT x."workspaceId", x.event FROM plan, jsonb_to_recordset(j->'analyses') AS x("workspaceId" text, event text) LIMIT 1`;
