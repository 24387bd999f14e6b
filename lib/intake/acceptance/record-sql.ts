import { RESEND_WINDOW_MS } from "@/lib/failures/report-time";
import { POLICY_CTES, surroundings, SURROUNDINGS_JOINS } from "@/lib/intake/acceptance/surroundings-sql";
import { ranAt } from "@/lib/pipelines/ran-at";

/**
 * The statements that record deliveries and place their reports. Each takes JSON arrays and is set-based, so that a batch
 * needs as many round trips as a single report.
 */

/** The first, or latest, non-null value of a group. */
const first = (column: string) =>
  `(array_agg(${column} ORDER BY at, i) FILTER (WHERE ${column} IS NOT NULL))[1]`;
const last = (column: string) =>
  `(array_agg(${column} ORDER BY at DESC, i DESC) FILTER (WHERE ${column} IS NOT NULL))[1]`;

/** Epoch ms as a JSON number. */
const ms = (column: string) => `round(extract(epoch FROM ${column}) * 1000)`;

/** Places each report, creating rows for pipelines, tasks and runs. `param` is a JSON array with an entry per report. */
const placeCtes = (param: string) => `
input AS (
  SELECT * FROM jsonb_to_recordset(${param}::jsonb) AS x(
    i int, "deliveryId" text, "workspaceId" text, "sourceId" text, "dedupKey" text, at timestamptz,
    "pipelineId" text, pipeline text, "pipelineName" text, owner text,
    "taskId" text, task text, "taskName" text, operator text,
    "runId" text, run text, "runType" text, routine text, "logicalDate" timestamptz, "startedAt" timestamptz, url text,
    "subjectId" text, "subjectKind" text, "subjectKey" text, "subjectName" text,
    episode text, "endsAll" boolean, "mayOpen" boolean, event text, "eventAt" timestamptz)
), ${POLICY_CTES}, p AS (
  INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, owner, first_seen_at, last_seen_at)
  SELECT min("pipelineId"), min("workspaceId"), "sourceId", pipeline, ${first('"pipelineName"')}, ${last("owner")}, min(at), max(at)
  FROM input WHERE pipeline IS NOT NULL GROUP BY "sourceId", pipeline ORDER BY "sourceId", pipeline
  ON CONFLICT (source_id, external_id) DO UPDATE
    SET last_seen_at = GREATEST(pipelines.last_seen_at, excluded.last_seen_at),
        owner = COALESCE(excluded.owner, pipelines.owner)
  RETURNING id, source_id, external_id, name, criticality, deadline, declared
), s AS (
  INSERT INTO subjects (id, workspace_id, source_id, kind, key, name, owner, first_seen_at, last_seen_at)
  SELECT min("subjectId"), min("workspaceId"), "sourceId", "subjectKind", "subjectKey", ${last('"subjectName"')},
    ${last("owner")}, min(at), max(at)
  FROM input WHERE "subjectKey" IS NOT NULL GROUP BY "sourceId", "subjectKind", "subjectKey"
  ORDER BY "sourceId", "subjectKind", "subjectKey"
  ON CONFLICT (source_id, kind, key) DO UPDATE
    SET last_seen_at = GREATEST(subjects.last_seen_at, excluded.last_seen_at), name = excluded.name,
        owner = COALESCE(excluded.owner, subjects.owner)
  RETURNING id, source_id, kind, key, state, state_at
), placed AS (
  SELECT input.*, p.id AS pid, p.name AS pipeline_name, p.criticality, p.deadline, p.declared, s.id AS sid, s.state AS subject_state, s.state_at AS subject_state_at FROM input
  LEFT JOIN p ON p.source_id = input."sourceId" AND p.external_id = input.pipeline
  LEFT JOIN s ON s.source_id = input."sourceId" AND s.kind = input."subjectKind" AND s.key = input."subjectKey"
), t AS (
  INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, operator, first_seen_at)
  SELECT min("taskId"), min("workspaceId"), pid, task, ${first('"taskName"')}, ${last("operator")}, min(at)
  FROM placed WHERE task IS NOT NULL GROUP BY pid, task ORDER BY pid, task
  ON CONFLICT (pipeline_id, external_id) DO UPDATE
    SET operator = COALESCE(excluded.operator, tasks.operator), flake_scored_at = NULL
  RETURNING id, pipeline_id, external_id
), r AS (
  INSERT INTO runs (id, workspace_id, pipeline_id, external_id, type, routine, logical_date, started_at, external_url, first_seen_at)
  SELECT min("runId"), min("workspaceId"), pid, run, ${first('"runType"')}, ${first("routine")}, ${first('"logicalDate"')}, min("startedAt"),
    ${first("url")}, min(at)
  FROM placed WHERE run IS NOT NULL GROUP BY pid, run ORDER BY pid, run
  ON CONFLICT (pipeline_id, external_id) DO UPDATE
    SET type = COALESCE(runs.type, excluded.type), routine = COALESCE(runs.routine, excluded.routine), logical_date = COALESCE(runs.logical_date, excluded.logical_date),
        started_at = LEAST(runs.started_at, excluded.started_at),
        external_url = COALESCE(runs.external_url, excluded.external_url)
  RETURNING id, pipeline_id, external_id, routine, logical_date, started_at, state, state_at, failed_at, succeeded_at, failed_tries
)`;

const OPEN = "'triggered','acknowledged','investigating','suppressed'";

/** Incidents of the report's workspace that are open, or merged into an open one, and match `condition`. */
const unresolved = (condition: string) => `
      SELECT n.id FROM incidents n
      WHERE n.workspace_id = placed."workspaceId" AND n.status IN (${OPEN}) AND ${condition}
      UNION SELECT n.id FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id AND root.status IN (${OPEN})
      WHERE n.workspace_id = placed."workspaceId" AND n.status = 'merged' AND ${condition}`;

/** What a success may end: open incidents of its pipeline, and symptoms that have not recovered, whatever their root. */
const ENDED_BY_SUCCESS = `
      SELECT n.id FROM incidents n
      WHERE placed.event = 'succeeded' AND n.workspace_id = placed."workspaceId" AND n.task_id = t.id AND n.status IN (${OPEN})
      UNION SELECT n.id FROM incidents n
      WHERE placed.event = 'succeeded' AND t.id IS NULL AND n.workspace_id = placed."workspaceId"
        AND n.pipeline_id = placed.pid AND n.status IN (${OPEN})
      UNION SELECT n.id FROM incidents n
      WHERE placed.event = 'succeeded' AND n.workspace_id = placed."workspaceId" AND n.pipeline_id = placed.pid
        AND (t.id IS NULL OR n.task_id = t.id) AND n.status = 'merged' AND n.merge_kind = 'symptom' AND n.resolved_at IS NULL`;

const OF_SUBJECT = "(n.pipeline_id = placed.pid OR n.subject_id = placed.sid)";

/**
 * Ids of the incidents a placed report can belong to, looked up by fingerprint, episode and attempt; for a recovery without
 * an episode or run, all incidents of its subject. `incidentsOf` adds those that contain its run.
 */
const CANDIDATES = `${[
  `n.dedup_key = placed."dedupKey" AND ${OF_SUBJECT}`,
  `n.alias_keys @> ARRAY[placed."dedupKey"] AND n.alias_keys <> '{}' AND ${OF_SUBJECT}`,
  `n.pipeline_id = placed.pid
        AND n.id IN (SELECT a.incident_id FROM attempts a WHERE a.run_id = r.id AND a.task_id = t.id)`,
  `n.subject_id = placed.sid AND n.episode = placed.episode`,
  `n.pipeline_id = placed.pid AND placed.episode IS NOT NULL AND n.episode = placed.episode`,
  `n.subject_id = placed.sid AND placed."endsAll"`,
  `n.pipeline_id = placed.pid AND placed."endsAll"`,
]
  .map(unresolved)
  .join(" UNION ")} UNION ${ENDED_BY_SUCCESS}`;

/**
 * The incidents (`LoadedIncident`) in `candidates`, a query of ids, and those that contain the run `r` of a placed
 * report.
 */
export const incidentsOf = (candidates: string) => `
  COALESCE((
    WITH seen AS (
      SELECT o.incident_id, bool_and(o.attempt_id IS NULL) AS task_unknown,
        bool_or(o.attempt_id IS NULL) AS has_run_report
      FROM occurrences o
      WHERE o.workspace_id = placed."workspaceId" AND o.run_id = r.id GROUP BY o.incident_id
    )
    SELECT jsonb_agg(jsonb_build_object('id', n.id, 'pipelineId', n.pipeline_id, 'dedupKey', n.dedup_key,
      'aliasKeys', to_jsonb(n.alias_keys), 'taskId', n.task_id, 'subjectId', n.subject_id, 'episode', n.episode,
      'isRunScope', COALESCE(n.report->'subject'->>'scope', n.report->>'scope', '') = 'run',
      'hasException', n.report->'exception'->>'traceback' IS NOT NULL,
      'severity', n.severity, 'severityReasons', n.severity_reasons, 'isSeveritySet', n.is_severity_set,
      'occurrenceCount', n.occurrence_count, 'lastSeenAt', ${ms("n.last_seen_at")}, 'failedAt', ${ms("n.failed_at")}, 'isOpen', n.status IN (${OPEN}),
      'mergedInto', CASE WHEN root.id IS NOT NULL THEN jsonb_build_object('incidentId', root.id,
          'isSymptom', NOT n.dedup_key = ANY(root.alias_keys)) END,
      'failingSymptomOf', CASE WHEN n.status = 'merged' AND n.merge_kind = 'symptom' AND n.resolved_at IS NULL
          AND n.parent_incident_id IS NOT NULL
        THEN jsonb_build_object('incidentId', n.parent_incident_id, 'number', n.number) END,
      'category', n.category,
      'lastFailure', CASE WHEN last_run.id IS NOT NULL THEN jsonb_build_object('runId', last_run.id, 'routine', last_run.routine,
          'logicalDate', ${ms("last_run.logical_date")}, 'startedAt', ${ms("last_run.started_at")}, 'mapIndex', COALESCE(last_try.map_index, -1),
          'at', ${ms("COALESCE(last_try.outcome_at, last_run.failed_at, n.last_seen_at)")}) END,
      'runId', n.run_id,
      'runReportIds', CASE WHEN seen.has_run_report THEN jsonb_build_array(r.id) ELSE '[]'::jsonb END,
      'runIds', CASE WHEN seen.incident_id IS NOT NULL THEN jsonb_build_array(r.id) ELSE '[]'::jsonb END,
      'taskUnknownRunIds', CASE WHEN seen.task_unknown THEN jsonb_build_array(r.id) ELSE '[]'::jsonb END) ORDER BY n.number)
    FROM (${candidates} UNION SELECT incident_id FROM seen) known
    JOIN incidents n ON n.id = known.id
    LEFT JOIN incidents root ON n.status = 'merged' AND root.id = n.parent_incident_id AND root.status IN (${OPEN})
    LEFT JOIN seen ON seen.incident_id = n.id
    LEFT JOIN runs last_run ON last_run.id = n.run_id
    LEFT JOIN LATERAL (
      SELECT a.outcome_at, a.map_index FROM attempts a
      WHERE a.run_id = n.run_id AND a.task_id = n.task_id AND a.incident_id = n.id
      ORDER BY a.outcome_at DESC NULLS LAST LIMIT 1
    ) last_try ON true), '[]'::jsonb)`;

/** Successes (`KnownSuccess`) of the task or run since it failed; there are some only if the report is late. */
const SUCCESSES = `
  CASE WHEN placed.event = 'failed' AND t.id IS NOT NULL THEN (
    SELECT jsonb_agg(jsonb_build_object('runId', o.id, 'run', o.external_id, 'routine', o.routine,
      'logicalDate', ${ms("o.logical_date")}, 'startedAt', ${ms("o.started_at")}, 'at', ${ms("a.outcome_at")}, 'pipelineId', placed.pid, 'taskId', t.id,
      'mapIndex', a.map_index, 'tryNumber', a.try_number))
    FROM (
      SELECT a.* FROM attempts a WHERE a.task_id = t.id AND a.reported_at > placed."eventAt"
      ORDER BY a.reported_at DESC LIMIT 20
    ) a JOIN runs o ON o.id = a.run_id WHERE a.outcome = 'succeeded' AND o.id <> r.id)
  WHEN placed.event = 'failed' THEN (
    SELECT jsonb_agg(jsonb_build_object('runId', o.id, 'run', o.external_id, 'routine', o.routine,
      'logicalDate', ${ms("o.logical_date")}, 'startedAt', ${ms("o.started_at")}, 'at', ${ms("o.succeeded_at")}, 'pipelineId', placed.pid, 'taskId', NULL,
      'mapIndex', -1, 'tryNumber', NULL))
    FROM (SELECT o.* FROM runs o WHERE o.pipeline_id = placed.pid ORDER BY ${ranAt("o")} DESC LIMIT 20) o
    WHERE o.succeeded_at > placed."eventAt" AND o.state = 'succeeded' AND o.id <> r.id)
  END`;

/** The ids of a placed report, with the known attempts and incidents of its task and run. */
const PLACED_COLUMNS = `
  placed.i, placed.pid AS "pipelineId", t.id AS "taskId", r.id AS "runId",
  CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'state', r.state, 'stateAt', ${ms("r.state_at")},
    'failedAt', ${ms("r.failed_at")}, 'succeededAt', ${ms("r.succeeded_at")}, 'failedTries', to_jsonb(r.failed_tries),
    'routine', r.routine, 'logicalDate', ${ms("r.logical_date")}, 'startedAt', ${ms("r.started_at")})
  END AS run,
  CASE WHEN placed.sid IS NOT NULL THEN jsonb_build_object('id', placed.sid, 'state', placed.subject_state,
    'stateAt', ${ms("placed.subject_state_at")}) END AS subject,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('runId', a.run_id, 'taskId', a.task_id, 'mapIndex', a.map_index,
      'tryNumber', a.try_number, 'state', a.state, 'outcome', a.outcome, 'outcomeAt', ${ms("a.outcome_at")},
      'incidentId', a.incident_id, 'isFailureCounted', a.is_failure_counted))
    FROM attempts a WHERE a.run_id = r.id AND a.task_id = t.id), '[]'::jsonb) AS attempts,
  ${surroundings(OF_SUBJECT)} AS surroundings,
  COALESCE(${SUCCESSES}, '[]'::jsonb) AS successes,
  ${incidentsOf(CANDIDATES)} AS incidents`;

const PLACED_JOINS = `
LEFT JOIN t ON t.pipeline_id = placed.pid AND t.external_id = placed.task
LEFT JOIN r ON r.pipeline_id = placed.pid AND r.external_id = placed.run
${SURROUNDINGS_JOINS}`;

/** $1: reports of stored deliveries. Returns their placement. */
export const PLACE_REPORTS = `
WITH ${placeCtes("$1")}
SELECT ${PLACED_COLUMNS}, false AS "isRecurrence"
FROM placed ${PLACED_JOINS}
ORDER BY placed.i`;

const WINDOW = `interval '${RESEND_WINDOW_MS} milliseconds'`;

/** Stored deliveries with the same body within five minutes, which make this one a resend. */
const WITHIN_WINDOW = `d.source_id = delivery."sourceId" AND d.body_key = delivery."bodyKey" AND d.status <> 'duplicate'
    AND d.received_at BETWEEN delivery."receivedAt" - ${WINDOW} AND delivery."receivedAt" + ${WINDOW}`;

/**
 * $1: deliveries, $2: their reports (none for a quarantined delivery). Returns a row per delivery: whether it is new,
 * otherwise the stored delivery it repeats, and the known state for its report. A body repeated within the batch is a
 * resend too, unless its first delivery is more than five minutes older.
 */
export const RECORD_AND_PLACE = `
WITH RECURSIVE delivery AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(
    id text, "workspaceId" text, "sourceId" text, "deliveryKey" text, "bodyKey" text, status text, reason text,
    summary text, issues jsonb, headers jsonb, body text, "isBodyCut" boolean, "sizeBytes" int, sha256 text, "authMethod" text, "receivedAt" timestamptz)
), unseen AS (
  SELECT id, "sourceId", "bodyKey", "receivedAt" FROM delivery
  WHERE "bodyKey" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE ${WITHIN_WINDOW})
), original AS (
  (SELECT DISTINCT ON ("sourceId", "bodyKey") *, false AS "isLater" FROM unseen
   ORDER BY "sourceId", "bodyKey", "receivedAt", id)
  UNION ALL
  SELECT next.*, true FROM original o CROSS JOIN LATERAL (
    SELECT * FROM unseen u WHERE u."sourceId" = o."sourceId" AND u."bodyKey" = o."bodyKey"
      AND u."receivedAt" > o."receivedAt" + ${WINDOW}
    ORDER BY u."receivedAt", u.id LIMIT 1
  ) next
), inserted AS (
  INSERT INTO deliveries (id, workspace_id, source_id, delivery_key, body_key, status, reason, summary, issues, headers, body,
                          is_body_cut, size_bytes, sha256, auth_method, received_at)
  SELECT id, "workspaceId", "sourceId", "deliveryKey", "bodyKey", status, reason, summary, issues, headers, body,
         COALESCE("isBodyCut", false), "sizeBytes", sha256, "authMethod", "receivedAt" FROM delivery
  WHERE "bodyKey" IS NULL OR id IN (SELECT id FROM original)
  ON CONFLICT (source_id, delivery_key) WHERE status <> 'duplicate' DO NOTHING
  RETURNING id
), touched AS (
  UPDATE sources s SET last_delivery_at = i.at
  FROM (SELECT "sourceId", max("receivedAt") AS at FROM delivery GROUP BY 1) i
  WHERE s.id = i."sourceId" AND (s.last_delivery_at IS NULL OR s.last_delivery_at < i.at - interval '1 second')
), ${placeCtes("$2")}
SELECT delivery.id, inserted.id IS NOT NULL AS "isNew", d.id AS "originalId", d.status AS "originalStatus",
  d.incident_id AS "incidentId", d.reason, d.issues,
  delivery."bodyKey" IS NOT NULL AND (COALESCE(original."isLater", false) OR EXISTS (
    SELECT 1 FROM deliveries d WHERE d.source_id = delivery."sourceId" AND d.body_key = delivery."bodyKey"
      AND d.status <> 'duplicate')) AS "isRecurrence",
  ${PLACED_COLUMNS}
FROM delivery
LEFT JOIN inserted ON inserted.id = delivery.id
LEFT JOIN original ON original.id = delivery.id
LEFT JOIN LATERAL (
  SELECT d.* FROM deliveries d WHERE delivery."bodyKey" IS NULL AND d.source_id = delivery."sourceId"
    AND d.delivery_key = delivery."deliveryKey" AND d.status <> 'duplicate'
  UNION ALL
  (SELECT d.* FROM deliveries d WHERE ${WITHIN_WINDOW} ORDER BY d.received_at DESC LIMIT 1)
) d ON inserted.id IS NULL
LEFT JOIN placed ON placed."deliveryId" = delivery.id ${PLACED_JOINS}`;

/** $1: duplicates. Their headers and body are not stored again. */
export const RECORD_DUPLICATES = `
INSERT INTO deliveries (id, workspace_id, source_id, delivery_key, status, reason, summary, headers, body, size_bytes,
                        sha256, auth_method, received_at, original_id, incident_id)
SELECT id, "workspaceId", "sourceId", "deliveryKey", 'duplicate', 'Already received as ' || "originalId", summary,
       headers, '', "sizeBytes", sha256, "authMethod", "receivedAt", "originalId", "incidentId"
FROM jsonb_to_recordset($1::jsonb) AS x(
  id text, "workspaceId" text, "sourceId" text, "deliveryKey" text, summary text, headers jsonb, "sizeBytes" int, sha256 text,
  "authMethod" text, "receivedAt" timestamptz, "originalId" text, "incidentId" text)`;
