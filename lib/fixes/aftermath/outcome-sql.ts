import { epochMs } from "@/lib/platform/db/epoch-ms";

/** Endings looked at after a merge, the first ones. */
const MAX_ENDINGS = 200;

/** Whether the incident `i` has the failure of the incident `n`: it is that one, has its fingerprint, or is a duplicate. */
const IS_SAME = `(i.id = n.id OR i.fingerprint = n.fingerprint OR (i.parent_incident_id = n.id AND i.merge_kind = 'duplicate'))`;

const incidentOf = (alias: string) =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.id, 'number', ${alias}.number) END`;

/** The ends of the task of the incident `n` since the merge of the fix `f`. */
const TASK_ENDINGS = `
SELECT a.outcome, r.id AS run_id, r.external_id AS run, COALESCE(a.started_at, r.started_at, r.first_seen_at) AS started_at,
  COALESCE(a.outcome_at, a.reported_at) AS at, a.map_index, a.version, ${IS_SAME} IS TRUE AS is_same,
  ${incidentOf("i")} AS incident
FROM attempts a
JOIN runs r ON r.id = a.run_id AND r.workspace_id = n.workspace_id
LEFT JOIN incidents i ON i.id = a.incident_id AND i.workspace_id = n.workspace_id
WHERE a.task_id = n.task_id AND a.outcome IN ('succeeded', 'failed') AND a.reported_at > f.merged_at - interval '1 hour'`;

/** The ends of whole runs of its pipeline, where no task is known. A failed run is one of its incidents. */
const RUN_ENDINGS = `
SELECT 'succeeded' AS outcome, r.id AS run_id, r.external_id AS run, COALESCE(r.started_at, r.first_seen_at) AS started_at,
  r.succeeded_at AS at, -1 AS map_index, NULL AS version, false AS is_same, NULL::jsonb AS incident
FROM runs r
WHERE r.pipeline_id = n.pipeline_id AND r.workspace_id = n.workspace_id AND r.succeeded_at > f.merged_at
UNION ALL
SELECT 'failed', r.id, r.external_id, COALESCE(r.started_at, r.first_seen_at), o.at, -1, NULL,
  ${IS_SAME}, ${incidentOf("i")}
FROM runs r
JOIN occurrences o ON o.run_id = r.id AND o.workspace_id = n.workspace_id
JOIN incidents i ON i.id = o.incident_id AND i.workspace_id = n.workspace_id
WHERE r.pipeline_id = n.pipeline_id AND r.workspace_id = n.workspace_id AND o.at > f.merged_at`;

/** The failures of a service, workload or check, which has no runs. */
const OTHER_ENDINGS = `
SELECT 'failed' AS outcome, NULL AS run_id, NULL AS run, o.at AS started_at, o.at, -1 AS map_index, NULL AS version, true AS is_same,
  ${incidentOf("i")} AS incident
FROM incidents i
JOIN occurrences o ON o.incident_id = i.id AND o.workspace_id = n.workspace_id
WHERE i.workspace_id = n.workspace_id AND ${IS_SAME} AND o.at > f.merged_at`;

const ending = `jsonb_build_object('outcome', e.outcome, 'runId', e.run_id, 'run', e.run, 'startedAt', ${epochMs("e.started_at")},
  'at', ${epochMs("e.at")}, 'mapIndex', e.map_index, 'version', e.version, 'isSame', e.is_same, 'incident', e.incident)`;

const endings = (rows: string) => `
SELECT jsonb_agg(${ending} ORDER BY e.at) FROM (SELECT * FROM (${rows}) found ORDER BY at LIMIT ${MAX_ENDINGS}) e`;

/** `OutcomeFacts` of a merged fix. $1: workspace, $2: fix. */
export const OUTCOME_FACTS = `
SELECT jsonb_build_object(
  'mergedAt', ${epochMs("f.merged_at")},
  'mergeCommit', f.merge_commit_sha,
  'oldVersions', to_jsonb(array_remove(ARRAY[f.base_commit, f.rebased_from, failed.version], NULL)),
  'rerunAt', CASE WHEN f.rerun_state IN ('requested', 'started', 'manual') THEN ${epochMs("f.rerun_at")} END,
  'mapIndex', COALESCE(failed.map_index, -1),
  'endings', COALESCE(CASE WHEN n.task_id IS NOT NULL THEN (${endings(TASK_ENDINGS)})
    WHEN n.pipeline_id IS NOT NULL THEN (${endings(RUN_ENDINGS)})
    ELSE (${endings(OTHER_ENDINGS)}) END, '[]'::jsonb)) AS facts
FROM fixes f
JOIN incidents n ON n.id = f.incident_id AND n.workspace_id = f.workspace_id
LEFT JOIN LATERAL (
  -- The attempt that the fix was made for: the last that had failed before it was proposed.
  SELECT a.map_index, a.version FROM attempts a
  WHERE a.incident_id = n.id AND a.task_id = n.task_id AND a.is_failure_counted
  ORDER BY a.reported_at <= f.created_at DESC, a.reported_at DESC LIMIT 1
) failed ON true
WHERE f.workspace_id = $1 AND f.id = $2 AND f.status = 'merged' AND f.outcome IS NULL AND f.merged_at IS NOT NULL`;
