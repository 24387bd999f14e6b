import { epochMs } from "@/lib/platform/db/epoch-ms";

/**
 * The statements that record lineage. Each takes one JSON value and is set-based, so that a batch of events needs as many
 * round trips as a single one.
 */

/** Snapshots read per dataset; events arrive nearly in order, so that one is enough nearly always. */
const MAX_SNAPSHOTS_READ = 50;
/** Snapshots kept per dataset and origin. */
const MAX_SNAPSHOTS_KEPT = 200;

/** $1: LineageQuestion. One row: KnownLineage. */
export const FIND_LINEAGE = `
WITH question AS (SELECT $1::jsonb AS j)
SELECT
  COALESCE((SELECT jsonb_agg(jsonb_build_object('i', x.i, 'kind', d.kind, 'owner', d.owner,
      'lastSeenAt', ${epochMs("d.last_seen_at")}, 'snapshots', COALESCE(s.snapshots, '[]'::jsonb)))
    FROM question, jsonb_to_recordset(j->'datasets') AS x(i int, "workspaceId" text, namespace text, name text, origin text,
      "from" timestamptz)
    JOIN datasets d ON d.workspace_id = x."workspaceId" AND d.namespace = x.namespace AND d.name = x.name
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', id, 'hash', hash, 'takenAt', ${epochMs("taken_at")},
        'lastSeenAt', ${epochMs("last_seen_at")}) ORDER BY taken_at) AS snapshots
      FROM (
        SELECT * FROM schema_snapshots s WHERE s.dataset_id = d.id AND s.origin = x.origin
          AND s.taken_at >= COALESCE((SELECT max(b.taken_at) FROM schema_snapshots b
            WHERE b.dataset_id = d.id AND b.origin = x.origin AND b.taken_at <= x."from"), '-infinity')
        ORDER BY s.taken_at LIMIT ${MAX_SNAPSHOTS_READ}
      ) near
    ) s ON true), '[]'::jsonb) AS datasets,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('i', x.i, 'hasPipeline', true, 'hasTask', t.id IS NOT NULL,
      'lastSeenAt', ${epochMs("e.last_seen_at")}))
    FROM question, jsonb_to_recordset(j->'edges') AS x(i int, "workspaceId" text, "sourceId" text, pipeline text, task text,
      namespace text, name text, direction text)
    JOIN pipelines p ON p.source_id = x."sourceId" AND p.external_id = x.pipeline
    LEFT JOIN tasks t ON t.pipeline_id = p.id AND t.external_id = x.task
    LEFT JOIN datasets d ON d.workspace_id = x."workspaceId" AND d.namespace = x.namespace AND d.name = x.name
    LEFT JOIN lineage_edges e ON e.pipeline_id = p.id AND e.dataset_id = d.id AND e.direction = x.direction
      AND COALESCE(e.task_id, '') = COALESCE(t.id, '') AND (x.task IS NULL OR t.id IS NOT NULL)), '[]'::jsonb) AS edges,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('i', x.i))
    FROM question, jsonb_to_recordset(j->'runs') AS x(i int, "sourceId" text, pipeline text, run text)
    JOIN pipelines p ON p.source_id = x."sourceId" AND p.external_id = x.pipeline
    JOIN runs r ON r.pipeline_id = p.id AND r.external_id = x.run), '[]'::jsonb) AS runs`;

/** $1: LineagePlan with ids. Writes what the rows of WRITE_LINEAGE refer to. */
export const WRITE_PARTIES = `
WITH plan AS (SELECT $1::jsonb AS j),
p AS (
  INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, first_seen_at, last_seen_at)
  SELECT x.id, x."workspaceId", x."sourceId", x.pipeline, x.name, x.at, x.at
  FROM plan, jsonb_to_recordset(j->'pipelines') AS x(id text, "workspaceId" text, "sourceId" text, pipeline text, name text,
    at timestamptz)
  ON CONFLICT (source_id, external_id) DO UPDATE SET last_seen_at = GREATEST(pipelines.last_seen_at, excluded.last_seen_at)
  RETURNING id, source_id, external_id
), all_pipelines AS (
  SELECT * FROM p
  UNION
  SELECT q.id, q.source_id, q.external_id FROM plan,
    jsonb_to_recordset((j->'tasks') || (j->'runs')) AS x("sourceId" text, pipeline text)
  JOIN pipelines q ON q.source_id = x."sourceId" AND q.external_id = x.pipeline
), t AS (
  INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, first_seen_at)
  SELECT x.id, x."workspaceId", p.id, x.task, x.name, x.at
  FROM plan, jsonb_to_recordset(j->'tasks') AS x(id text, "workspaceId" text, "sourceId" text, pipeline text, task text,
    name text, at timestamptz)
  JOIN all_pipelines p ON p.source_id = x."sourceId" AND p.external_id = x.pipeline
  ON CONFLICT (pipeline_id, external_id) DO NOTHING
), r AS (
  INSERT INTO runs (id, workspace_id, pipeline_id, external_id, first_seen_at)
  SELECT x.id, x."workspaceId", p.id, x.run, x.at
  FROM plan, jsonb_to_recordset(j->'runs') AS x(id text, "workspaceId" text, "sourceId" text, pipeline text, run text,
    at timestamptz)
  JOIN all_pipelines p ON p.source_id = x."sourceId" AND p.external_id = x.pipeline
  ON CONFLICT (pipeline_id, external_id) DO NOTHING
)
INSERT INTO datasets (id, workspace_id, namespace, name, kind, owner, first_seen_at, last_seen_at)
SELECT x.id, x."workspaceId", x.namespace, x.name, x.kind, x.owner, x."from", x.at
FROM plan, jsonb_to_recordset(j->'datasets') AS x(id text, "workspaceId" text, namespace text, name text, kind text,
  owner text, "from" timestamptz, at timestamptz)
ON CONFLICT (workspace_id, namespace, name) DO UPDATE SET
  kind = CASE WHEN excluded.kind = 'dataset' THEN datasets.kind ELSE excluded.kind END,
  owner = COALESCE(excluded.owner, datasets.owner),
  first_seen_at = LEAST(datasets.first_seen_at, excluded.first_seen_at),
  last_seen_at = GREATEST(datasets.last_seen_at, excluded.last_seen_at)`;

/** The dataset of a row of the plan. */
const dataset = (alias: string, namespace = "namespace", name = "name") =>
  `JOIN datasets ${alias} ON ${alias}.workspace_id = x."workspaceId" AND ${alias}.namespace = x."${namespace}"
    AND ${alias}.name = x."${name}"`;

/** $1: LineagePlan with ids. */
export const WRITE_LINEAGE = `
WITH plan AS (SELECT $1::jsonb AS j),
e AS (
  INSERT INTO lineage_edges (id, workspace_id, pipeline_id, task_id, dataset_id, direction, origin, first_seen_at, last_seen_at)
  SELECT x.id, x."workspaceId", p.id, t.id, d.id, x.direction, x.origin, x.at, x.at
  FROM plan, jsonb_to_recordset(j->'edges') AS x(id text, "workspaceId" text, "sourceId" text, pipeline text, task text,
    namespace text, name text, direction text, origin text, at timestamptz)
  JOIN pipelines p ON p.source_id = x."sourceId" AND p.external_id = x.pipeline
  LEFT JOIN tasks t ON t.pipeline_id = p.id AND t.external_id = x.task
  ${dataset("d")}
  WHERE x.task IS NULL OR t.id IS NOT NULL
  ON CONFLICT (pipeline_id, dataset_id, direction, (COALESCE(task_id, ''))) DO UPDATE SET
    first_seen_at = LEAST(lineage_edges.first_seen_at, excluded.first_seen_at),
    last_seen_at = GREATEST(lineage_edges.last_seen_at, excluded.last_seen_at), origin = excluded.origin
), dep AS (
  INSERT INTO dataset_dependencies (upstream_id, downstream_id, workspace_id, origin, last_seen_at)
  SELECT a.id, b.id, x."workspaceId", x.origin, x.at
  FROM plan, jsonb_to_recordset(j->'dependencies') AS x("workspaceId" text, "fromNamespace" text, "fromName" text,
    "toNamespace" text, "toName" text, origin text, at timestamptz)
  ${dataset("a", "fromNamespace", "fromName")} ${dataset("b", "toNamespace", "toName")}
  ON CONFLICT (upstream_id, downstream_id) DO UPDATE SET origin = excluded.origin,
    last_seen_at = GREATEST(dataset_dependencies.last_seen_at, excluded.last_seen_at)
  WHERE dataset_dependencies.last_seen_at < excluded.last_seen_at
), w AS (
  INSERT INTO dataset_writes (id, workspace_id, dataset_id, run_id, row_count, size_bytes, version, at)
  SELECT x.id, x."workspaceId", d.id, r.id, x."rowCount", x."sizeBytes", x.version, x.at
  FROM plan, jsonb_to_recordset(j->'writes') AS x(id text, "workspaceId" text, "sourceId" text, pipeline text, run text,
    namespace text, name text, "rowCount" bigint, "sizeBytes" bigint, version text, at timestamptz)
  JOIN pipelines p ON p.source_id = x."sourceId" AND p.external_id = x.pipeline
  JOIN runs r ON r.pipeline_id = p.id AND r.external_id = x.run
  ${dataset("d")}
  ON CONFLICT (dataset_id, run_id) DO UPDATE SET
    row_count = GREATEST(dataset_writes.row_count, excluded.row_count),
    size_bytes = GREATEST(dataset_writes.size_bytes, excluded.size_bytes),
    version = CASE WHEN excluded.at >= dataset_writes.at THEN COALESCE(excluded.version, dataset_writes.version)
      ELSE COALESCE(dataset_writes.version, excluded.version) END,
    at = GREATEST(dataset_writes.at, excluded.at)
), moved AS (
  UPDATE schema_snapshots s SET taken_at = x."takenAt", last_seen_at = x."lastSeenAt"
  FROM plan, jsonb_to_recordset(j->'movedSnapshots') AS x(id text, "takenAt" timestamptz, "lastSeenAt" timestamptz)
  WHERE s.id = x.id
), n AS (
  INSERT INTO schema_snapshots (id, workspace_id, dataset_id, origin, columns, hash, taken_at, last_seen_at)
  SELECT x.id, x."workspaceId", d.id, x.origin, COALESCE(NULLIF(x.columns, 'null'::jsonb), c.columns), x.hash, x."takenAt", x."lastSeenAt"
  FROM plan, jsonb_to_recordset(j->'newSnapshots') AS x(id text, "workspaceId" text, namespace text, name text, origin text,
    hash text, columns jsonb, "copyOf" text, "takenAt" timestamptz, "lastSeenAt" timestamptz)
  ${dataset("d")}
  LEFT JOIN schema_snapshots c ON c.id = x."copyOf" AND c.dataset_id = d.id
  WHERE x.columns <> 'null'::jsonb OR c.id IS NOT NULL
  RETURNING dataset_id, origin
)
DELETE FROM schema_snapshots old USING (SELECT DISTINCT dataset_id, origin FROM n) grown
WHERE old.dataset_id = grown.dataset_id AND old.origin = grown.origin AND old.id IN (
  SELECT s.id FROM schema_snapshots s WHERE s.dataset_id = grown.dataset_id AND s.origin = grown.origin
  ORDER BY s.taken_at DESC OFFSET ${MAX_SNAPSHOTS_KEPT})`;
