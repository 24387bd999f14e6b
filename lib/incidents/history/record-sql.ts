/**
 * Common table expressions that insert `EventRecords`. `source` is a FROM item with one column `j`, the records as
 * jsonb. An entry with a known deduplication key is overwritten.
 */
export function insertRecords(source: string): string {
  return `
new_timeline AS (
  INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, data, actor_type, actor_name, dedup_key,
    undo, undoable_until, at)
  SELECT x.id, x."workspaceId", x."incidentId", x.kind, x.data, x."actorType", x."actorName", x."dedupKey",
    NULLIF(x.undo, 'null'::jsonb), x."undoableUntil", x.at
  FROM ${source}, jsonb_to_recordset(j->'timeline') AS x(id text, "workspaceId" text, "incidentId" text, kind text,
    data jsonb, "actorType" text, "actorName" text, "dedupKey" text, undo jsonb, "undoableUntil" timestamptz,
    at timestamptz)
  ON CONFLICT (incident_id, dedup_key) DO UPDATE SET data = excluded.data, text = NULL, at = excluded.at
  WHERE timeline_entries.data <> excluded.data
), new_audits AS (
  INSERT INTO audit_events (id, workspace_id, actor_type, actor_id, actor_name, action, target_type, target_id, detail, at)
  SELECT x.id, x."workspaceId", x."actorType", x."actorId", x."actorName", x.action, x."targetType", x."targetId",
    x.detail, x.at
  FROM ${source}, jsonb_to_recordset(j->'audits') AS x(id text, "workspaceId" text, "actorType" text, "actorId" text,
    "actorName" text, action text, "targetType" text, "targetId" text, detail jsonb, at timestamptz)
), new_workflows AS (
  INSERT INTO workflow_runs (id, workspace_id, incident_id, fix_id, type, status, planned_steps, created_at)
  SELECT x.id, x."workspaceId", x."incidentId", x."fixId", x.type, 'PENDING', x."plannedSteps", x."createdAt"
  FROM ${source}, jsonb_to_recordset(j->'workflows') AS x(id text, "workspaceId" text, "incidentId" text,
    "fixId" text, type text, "plannedSteps" jsonb, "createdAt" timestamptz)
), new_events AS (
  INSERT INTO outbox_events (id, workspace_id, name, data, created_at)
  SELECT x.id, x."workspaceId", x.name, x.data, x."createdAt"
  FROM ${source}, jsonb_to_recordset(j->'outbox') AS x(id text, "workspaceId" text, name text, data jsonb,
    "createdAt" timestamptz)
)`;
}
