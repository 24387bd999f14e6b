import { ranAt } from "@/lib/pipelines/ran-at";

/** SQL for what is known around a reported failure (`KnownSurroundings`). Only evaluated for reports that may open an incident. */

/** How many runs of a pipeline its usual duration is taken from, and its failures in a row. */
const RECENT_RUNS = 20;
const RECENT_STATES = 5;
/** More direct dependents than this are not counted. */
const MAX_DEPENDENTS = 200;

const epochMs = (time: string) => `round(extract(epoch FROM ${time}) * 1000)`;

/** Whether a deadline may be at risk, so that usual durations matter. */
const HAS_DEADLINE = "placed.deadline IS NOT NULL OR jsonb_typeof(placed.declared->'deadline') = 'object'";

const RUNS = `CASE WHEN ${HAS_DEADLINE} THEN COALESCE((
  SELECT jsonb_agg(jsonb_build_object('id', x.id, 'state', x.state,
    'durationMs', ${epochMs("COALESCE(x.ended_at, x.succeeded_at) - x.started_at")}))
  FROM (SELECT recent.id, recent.state, recent.started_at, recent.ended_at, recent.succeeded_at FROM runs recent
    WHERE recent.pipeline_id = placed.pid ORDER BY ${ranAt("recent")} DESC LIMIT ${RECENT_RUNS}) x), '[]'::jsonb)
ELSE '[]'::jsonb END`;

const STATES = `to_jsonb(ARRAY(
  SELECT recent.state FROM runs recent WHERE recent.pipeline_id = placed.pid AND recent.id IS DISTINCT FROM r.id
  ORDER BY ${ranAt("recent")} DESC LIMIT ${RECENT_STATES}))`;

/** What depends on the pipeline directly; everything else is assessed with the evidence. */
const DOWNSTREAM = `(
  SELECT jsonb_build_object('pipelines', count(*) FILTER (WHERE kind = 'pipeline'),
    'datasets', count(*) FILTER (WHERE kind NOT IN ('pipeline', 'dashboard')),
    'dashboards', count(*) FILTER (WHERE kind = 'dashboard'), 'critical', min(name) FILTER (WHERE is_critical))
  FROM (
    SELECT 'pipeline' AS kind, x.name, COALESCE(x.criticality, x.declared->>'criticality') = 'critical' AS is_critical
    FROM (
      SELECT dependency.downstream_id AS id FROM pipeline_dependencies dependency WHERE dependency.upstream_id = placed.pid
      UNION SELECT reader.pipeline_id FROM lineage_edges writer
        JOIN lineage_edges reader ON reader.dataset_id = writer.dataset_id AND reader.direction = 'reads'
      WHERE writer.pipeline_id = placed.pid AND writer.direction = 'writes'
      LIMIT ${MAX_DEPENDENTS}
    ) reached JOIN pipelines x ON x.id = reached.id AND x.workspace_id = placed."workspaceId" AND x.id <> placed.pid
    UNION ALL
    SELECT d.kind, d.name, false FROM (
      SELECT writer.dataset_id AS id FROM lineage_edges writer
      WHERE writer.pipeline_id = placed.pid AND writer.direction = 'writes'
      UNION SELECT derived.downstream_id FROM lineage_edges writer
        JOIN dataset_dependencies derived ON derived.upstream_id = writer.dataset_id
      WHERE writer.pipeline_id = placed.pid AND writer.direction = 'writes'
      LIMIT ${MAX_DEPENDENTS}
    ) reached JOIN datasets d ON d.id = reached.id AND d.workspace_id = placed."workspaceId"
  ) dependent)`;

/**
 * The policies of the reports' workspaces. Read once per batch: they are returned with the first report of a workspace
 * only, because a hundred policies for each of a hundred reports would be most of the answer.
 */
export const POLICY_CTES = `
policies AS MATERIALIZED (
  SELECT policy.workspace_id, bool_or(policy.kind = 'flapping') AS has_flapping,
    jsonb_agg(jsonb_build_object('id', policy.id, 'name', policy.name, 'kind', policy.kind, 'rule', policy.rule,
      'environments', to_jsonb(policy.environments), 'pipelines', to_jsonb(policy.pipelines),
      'sourceId', policy.source_id, 'reason', policy.reason, 'expiresAt', policy.expires_at)
      ORDER BY policy.created_at, policy.id) AS list
  FROM noise_policies policy
  WHERE policy.workspace_id IN (SELECT "workspaceId" FROM input WHERE "mayOpen") AND policy.is_enabled
  GROUP BY policy.workspace_id
), first_report AS MATERIALIZED (
  SELECT "workspaceId", min(i) AS i FROM input WHERE "mayOpen" GROUP BY "workspaceId"
)`;

/** Recoveries of the same failure in the last day, if a policy asks for them. `ofSubject`: condition on `incidents n`. */
const recoveries = (ofSubject: string) => `
CASE WHEN policies.has_flapping THEN COALESCE((
  SELECT jsonb_agg(${epochMs("entry.at")})
  FROM incidents n JOIN timeline_entries entry ON entry.incident_id = n.id AND entry.at > placed.at - interval '1 day'
    AND entry.kind = 'status' AND entry.data->>'type' = 'recovered'
  WHERE n.workspace_id = placed."workspaceId" AND ${ofSubject} AND n.last_seen_at > placed.at - interval '2 days'
    AND (n.dedup_key = placed."dedupKey" OR placed."dedupKey" = ANY(n.alias_keys))), '[]'::jsonb)
ELSE '[]'::jsonb END`;

/** Joins for `surroundings`. */
export const SURROUNDINGS_JOINS = `
LEFT JOIN policies ON policies.workspace_id = placed."workspaceId"
LEFT JOIN first_report ON first_report."workspaceId" = placed."workspaceId"`;

/** The `KnownSurroundings` of a placed report; null unless it may open an incident. */
export const surroundings = (ofSubject: string) => `
CASE WHEN placed."mayOpen" THEN jsonb_build_object(
  'pipeline', CASE WHEN placed.pid IS NOT NULL THEN jsonb_build_object('name', placed.pipeline_name,
    'criticality', placed.criticality, 'deadline', placed.deadline, 'declared', placed.declared,
    'states', ${STATES}, 'runs', ${RUNS}, 'downstream', ${DOWNSTREAM}) END,
  'policies', CASE WHEN placed.i = first_report.i THEN policies.list END,
  'recoveries', ${recoveries(ofSubject)}) END`;
