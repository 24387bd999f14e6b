import { insertRecords } from "@/lib/incidents/history/record-sql";
import { declaredTeam, owningTeam } from "@/lib/workspaces/teams/owner-sql";

/**
 * The statement that writes the plan of a batch of reports. It takes one JSON value and is set-based, so that a batch
 * needs as many round trips as a single report.
 */

const DETAILS = [
  "max_tries",
  "hostname",
  "error_type",
  "error_message",
  "log_url",
  "version",
  "started_at",
  "ended_at",
];

/** Details come from the report that set the state; other reports only fill gaps. */
const detail = (column: string) =>
  `${column} = CASE WHEN (excluded.outcome, excluded.outcome_at) IS DISTINCT FROM (attempts.outcome, attempts.outcome_at)
      THEN COALESCE(excluded.${column}, attempts.${column}) ELSE COALESCE(attempts.${column}, excluded.${column}) END`;

/** The owner of a new incident: as set for its pipeline, as its task or pipeline declares, or by the patterns of a team. */
const OWNER_TEAM = `COALESCE(
      p.owner_team_id,
      ${declaredTeam(`x."workspaceId"`, "x.report->'declared'->>'owner'")},
      ${declaredTeam(`x."workspaceId"`, "p.declared->>'owner'")},
      ${owningTeam({ workspace: `x."workspaceId"`, pipeline: "p.name", service: "b.name", tags: "p.tags" })})`;

/** $1: the plan of a batch (IntakePlan with ids). Writes all of it. */
export const APPLY_PLAN = `
WITH plan AS (SELECT $1::jsonb AS j),
changed AS (
  UPDATE incidents n SET
    occurrence_count = n.occurrence_count + c."addOccurrences",
    last_seen_at = GREATEST(n.last_seen_at, COALESCE(c."lastSeenAt", n.last_seen_at)),
    failed_at = GREATEST(n.failed_at, c."failedAt"),
    run_id = COALESCE(c."runId", n.run_id),
    alias_keys = CASE WHEN c."aliasKey" IS NULL OR c."aliasKey" = ANY(n.alias_keys) THEN n.alias_keys
                      ELSE (n.alias_keys || c."aliasKey")[1:20] END,
    title = COALESCE(c.enrich->>'title', n.title),
    task_id = COALESCE(c.enrich->>'taskId', n.task_id),
    fingerprint = COALESCE(c.enrich->>'fingerprint', n.fingerprint),
    fingerprint_parts = COALESCE(c.enrich->'fingerprintParts', n.fingerprint_parts),
    report = COALESCE(NULLIF(c.enrich->'report', 'null'::jsonb), n.report),
    severity = CASE WHEN n.is_severity_set THEN n.severity ELSE COALESCE((c.assessed->>'severity')::severity, n.severity) END,
    severity_reasons = COALESCE(c.assessed->'reasons', n.severity_reasons),
    workflow_id = COALESCE(c."workflowId", n.workflow_id),
    -- A symptom that recovers stays part of its root.
    status = CASE WHEN c."resolvedAt" IS NOT NULL AND n.status <> 'merged' THEN 'resolved'
      WHEN c."mergeInto" IS NOT NULL THEN 'merged' ELSE n.status END,
    parent_incident_id = COALESCE(c."mergeInto", n.parent_incident_id),
    merge_kind = CASE WHEN c."mergeInto" IS NOT NULL THEN 'duplicate' ELSE n.merge_kind END,
    resolution = CASE WHEN c."resolvedAt" IS NOT NULL THEN 'recovered' WHEN c."failsAgain" THEN NULL ELSE n.resolution END,
    resolved_by_run_id = CASE WHEN c."resolvedAt" IS NOT NULL THEN c."resolvedByRunId" WHEN c."failsAgain" THEN NULL
      ELSE n.resolved_by_run_id END,
    resolved_at = CASE WHEN c."resolvedAt" IS NULL THEN CASE WHEN c."failsAgain" THEN NULL ELSE n.resolved_at END ELSE GREATEST(c."resolvedAt", n.opened_at) END,
    snoozed_until = CASE WHEN c."resolvedAt" IS NOT NULL OR c."mergeInto" IS NOT NULL THEN NULL ELSE n.snoozed_until END,
    updated_at = now()
  FROM plan, jsonb_to_recordset(j->'incidentChanges') AS c(id text, "addOccurrences" int, "lastSeenAt" timestamptz, "failedAt" timestamptz,
    "runId" text, enrich jsonb, assessed jsonb, "aliasKey" text, "resolvedAt" timestamptz, "resolvedByRunId" text, "failsAgain" boolean, "mergeInto" text, "workflowId" text)
  WHERE n.id = c.id
  RETURNING n.id
), numbered AS (
  UPDATE workspaces w SET incident_seq = incident_seq + n.n
  FROM (SELECT x->>'workspaceId' AS id, count(*)::int AS n FROM plan, jsonb_array_elements(j->'newIncidents') x GROUP BY 1) n
  WHERE w.id = n.id RETURNING w.id, w.incident_seq, n.n
), new_incidents AS (
  INSERT INTO incidents (id, workspace_id, number, title, dedup_key, alias_keys, fingerprint, fingerprint_parts, status,
    severity, severity_reasons, suppressed_by, environment, source_id, subject_kind, subject_id, episode, pipeline_id, task_id, run_id, detected_by, occurrence_count, workflow_id, report,
    parent_incident_id, merge_kind, opened_at, first_seen_at, last_seen_at, failed_at, resolved_at, resolution, resolved_by_run_id, owner_team_id, updated_at)
  SELECT x.id, x."workspaceId", s.incident_seq - s.n + row_number() OVER (PARTITION BY x."workspaceId" ORDER BY x.at, x.id),
    x.title, x."dedupKey", ARRAY(SELECT jsonb_array_elements_text(x."aliasKeys")), x.fingerprint, x."fingerprintParts",
    CASE WHEN x."resolvedAt" IS NOT NULL THEN 'resolved' WHEN x."mergedInto" IS NOT NULL THEN 'merged'
      WHEN jsonb_typeof(x."suppressedBy") = 'object' THEN 'suppressed' ELSE 'triggered' END,
    x.severity::severity, x."severityReasons", NULLIF(x."suppressedBy", 'null'::jsonb), x.environment, x."sourceId", x."subjectKind", x."subjectId", x.episode, x."pipelineId", x."taskId", x."runId", x."detectedBy",
    x."occurrenceCount", x."workflowId", x.report, x."mergedInto", CASE WHEN x."mergedInto" IS NOT NULL THEN 'duplicate' END, x.at, x.at, x."lastSeenAt", x."failedAt",
    x."resolvedAt", CASE WHEN x."resolvedAt" IS NOT NULL THEN 'recovered' END, x."resolvedByRunId",
    ${OWNER_TEAM}, x.at
  FROM plan, jsonb_to_recordset(j->'newIncidents') AS x(id text, "workspaceId" text, title text, "dedupKey" text,
    "aliasKeys" jsonb, fingerprint text, "fingerprintParts" jsonb, severity text, "severityReasons" jsonb, "suppressedBy" jsonb, environment text, "sourceId" text,
    "subjectKind" text, "subjectId" text, episode text, "pipelineId" text, "taskId" text, "runId" text, "detectedBy" text, "occurrenceCount" int, "workflowId" text,
    report jsonb, "mergedInto" text, "resolvedAt" timestamptz, "resolvedByRunId" text, at timestamptz, "lastSeenAt" timestamptz, "failedAt" timestamptz)
  JOIN numbered s ON s.id = x."workspaceId"
  LEFT JOIN pipelines p ON p.id = x."pipelineId"
  LEFT JOIN subjects b ON b.id = x."subjectId"
  -- Counting makes it wait: an identity closed by one report may be reopened by the next.
  WHERE (SELECT count(*) FROM changed) >= 0
), new_attempts AS (
  INSERT INTO attempts (id, workspace_id, run_id, task_id, map_index, try_number, max_tries, state, will_retry, outcome,
    outcome_at, is_failure_counted, hostname, error_type, error_message, log_url, version, started_at, ended_at, reported_at, incident_id)
  SELECT x.id, x."workspaceId", x."runId", x."taskId", x."mapIndex", x."tryNumber", x."maxTries", x.state, x."willRetry",
    x.outcome, x."outcomeAt", x."isFailureCounted", x.hostname, x."errorType", x."errorMessage", x."logUrl", x.version, x."startedAt", x."endedAt", x."reportedAt", x."incidentId"
  FROM plan, jsonb_to_recordset(j->'attempts') AS x(id text, "workspaceId" text, "runId" text, "taskId" text, "mapIndex" int,
    "tryNumber" int, "maxTries" int, state text, "willRetry" boolean, outcome text,
    "outcomeAt" timestamptz, "isFailureCounted" boolean, hostname text, "errorType" text, "errorMessage" text,
    "logUrl" text, version text, "startedAt" timestamptz, "endedAt" timestamptz, "reportedAt" timestamptz, "incidentId" text)
  ON CONFLICT (run_id, task_id, map_index, try_number) DO UPDATE SET
    state = excluded.state, will_retry = excluded.will_retry, outcome = excluded.outcome, outcome_at = excluded.outcome_at,
    is_failure_counted = excluded.is_failure_counted,
    ${DETAILS.map(detail).join(", ")},
    incident_id = COALESCE(excluded.incident_id, attempts.incident_id)
  RETURNING id, run_id, task_id, map_index, try_number, incident_id
), new_attempt_ids AS (
  INSERT INTO attempt_ids (workspace_id, external_id, attempt_id)
  SELECT x."workspaceId", e.id, a.id
  FROM plan, jsonb_to_recordset(j->'attempts') AS x("workspaceId" text, "runId" text, "taskId" text, "mapIndex" int,
    "tryNumber" int, "externalIds" jsonb)
  CROSS JOIN LATERAL jsonb_array_elements_text(x."externalIds") AS e(id)
  JOIN new_attempts a ON a.run_id = x."runId" AND a.task_id = x."taskId" AND a.map_index = x."mapIndex"
    AND a.try_number = x."tryNumber"
  ON CONFLICT (workspace_id, external_id) DO NOTHING
), new_occurrences AS (
  INSERT INTO occurrences (id, workspace_id, incident_id, run_id, attempt_id, delivery_id, kind, message, at)
  SELECT x.id, x."workspaceId", x."incidentId", x."runId", a.id, x."deliveryId", x.kind, x.message, x.at
  FROM plan, jsonb_to_recordset(j->'occurrences') AS x(id text, "workspaceId" text, "incidentId" text, "runId" text,
    "deliveryId" text, attempt jsonb, kind text, message text, at timestamptz)
  LEFT JOIN new_attempts a ON a.run_id = x.attempt->>'runId' AND a.task_id = x.attempt->>'taskId'
    AND a.map_index = (x.attempt->>'mapIndex')::int AND a.try_number = (x.attempt->>'tryNumber')::int
), linked AS (
  UPDATE deliveries d SET incident_id = x."incidentId"
  FROM plan, jsonb_to_recordset(j->'links') AS x("deliveryId" text, "incidentId" text, "isFirst" boolean)
  WHERE d.id = x."deliveryId" AND x."isFirst"
), new_links AS (
  INSERT INTO delivery_incidents (delivery_id, incident_id, workspace_id)
  SELECT x."deliveryId", x."incidentId", d.workspace_id
  FROM plan, jsonb_to_recordset(j->'links') AS x("deliveryId" text, "incidentId" text)
  JOIN deliveries d ON d.id = x."deliveryId"
  ON CONFLICT DO NOTHING
), new_run_states AS (
  UPDATE runs r SET state = x.state, state_at = x."stateAt", failed_at = x."failedAt", succeeded_at = x."succeededAt",
    failed_tries = ARRAY(SELECT jsonb_array_elements_text(x."failedTries")::int)
  FROM plan, jsonb_to_recordset(j->'runs') AS x(id text, state text, "stateAt" timestamptz, "failedAt" timestamptz,
    "succeededAt" timestamptz, "failedTries" jsonb) WHERE r.id = x.id
), retried_in_runs AS (
  -- The success of a run tells how announced retries ended.
  UPDATE tasks t SET flake_scored_at = NULL
  FROM plan, jsonb_to_recordset(j->'runs') AS x(id text, state text)
  JOIN attempts a ON a.run_id = x.id AND a.will_retry WHERE t.id = a.task_id AND x.state = 'succeeded'
), new_subject_states AS (
  UPDATE subjects s SET state = x.state, state_at = x."stateAt"
  FROM plan, jsonb_to_recordset(j->'subjects') AS x(id text, state text, "stateAt" timestamptz) WHERE s.id = x.id
), ${insertRecords("plan")}
SELECT x."workspaceId", x.name AS event FROM plan, jsonb_to_recordset(j->'outbox') AS x("workspaceId" text, name text) LIMIT 1`;
