import "server-only";
import type { UpstreamPipeline } from "@/lib/evidence/upstream/schemas";
import type { DatasetWriteRow } from "@/lib/evidence/upstream/judge-input";
import { matchDataset } from "@/lib/lineage/match-dataset";
import type { Context } from "@/lib/platform/context";
import { ranAt } from "@/lib/pipelines/ran-at";

interface PipelineRow {
  pipeline: string;
  run: string | null;
  state: string | null;
  ended_at: Date | null;
  has_failed: boolean;
}

/** The latest run until `at` of each pipeline that this one waits for, or that writes what it reads. At most 30. */
export async function listUpstreamPipelines(
  ctx: Context,
  { pipelineId, at }: { pipelineId: string; at: Date },
): Promise<UpstreamPipeline[]> {
  const { rows } = await ctx.pool.query<PipelineRow>(UPSTREAM_PIPELINES, [pipelineId, ctx.workspaceId, at]);
  return rows.map((row) => ({
    pipeline: row.pipeline,
    runId: row.run,
    state: row.state,
    endedAt: row.ended_at?.toISOString() ?? null,
    hasFailed: row.has_failed,
  }));
}

/** $1: the pipeline, $2: the workspace, $3: the time of the failure. */
const UPSTREAM_PIPELINES = `
WITH upstream AS (
  SELECT upstream_id AS id FROM pipeline_dependencies WHERE downstream_id = $1 AND workspace_id = $2
  UNION
  SELECT w.pipeline_id FROM lineage_edges r
  JOIN lineage_edges w ON w.dataset_id = r.dataset_id AND w.direction = 'writes' AND w.workspace_id = $2
  WHERE r.pipeline_id = $1 AND r.direction = 'reads' AND r.workspace_id = $2 AND w.pipeline_id <> $1
)
SELECT p.external_id AS pipeline, r.external_id AS run, r.state,
  COALESCE(r.ended_at, GREATEST(r.failed_at, r.succeeded_at)) AS ended_at,
  COALESCE(r.failed_at > COALESCE(r.succeeded_at, '-infinity'), false) AS has_failed
FROM upstream u JOIN pipelines p ON p.id = u.id AND p.workspace_id = $2
LEFT JOIN LATERAL (
  SELECT * FROM runs latest WHERE latest.pipeline_id = p.id AND latest.workspace_id = $2 AND ${ranAt("latest")} <= $3
  ORDER BY ${ranAt("latest")} DESC LIMIT 1
) r ON true
ORDER BY has_failed DESC, p.external_id LIMIT 30`;

interface InputRow {
  dataset: string;
  writes: { at: string; rows: number | null }[] | null;
}

/**
 * The datasets that the task (or, if none is known for it, the pipeline) reads, and those in `ids`, with their writes until
 * `at`, newest first.
 */
export async function listInputs(
  ctx: Context,
  {
    pipelineId,
    taskId,
    at,
    ids,
  }: { pipelineId: string; taskId: string | null; at: Date; ids: readonly string[] },
): Promise<{ dataset: string; writes: DatasetWriteRow[] }[]> {
  const { rows } = await ctx.pool.query<InputRow>(INPUTS, [pipelineId, ctx.workspaceId, at, taskId, ids]);
  return rows.map(({ dataset, writes }) => ({
    dataset,
    writes: (writes ?? []).map((write) => ({ at: new Date(write.at), rows: write.rows })),
  }));
}

/** $4: the task; its own edges, or those of the pipeline if it has none. $5: further datasets. */
const INPUTS = `
WITH edges AS (
  SELECT dataset_id, task_id FROM lineage_edges WHERE pipeline_id = $1 AND workspace_id = $2 AND direction = 'reads'
), own AS (
  SELECT DISTINCT dataset_id FROM edges
  WHERE task_id = $4 OR NOT EXISTS (SELECT 1 FROM edges WHERE task_id = $4)
  UNION
  SELECT id FROM datasets WHERE id = ANY($5::text[]) AND workspace_id = $2
)
SELECT d.name AS dataset, w.writes
FROM own JOIN datasets d ON d.id = own.dataset_id AND d.workspace_id = $2
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('at', at, 'rows', row_count) ORDER BY at DESC) AS writes FROM (
    SELECT at, row_count FROM dataset_writes WHERE dataset_id = d.id AND workspace_id = $2 AND at <= $3
    ORDER BY at DESC LIMIT 30
  ) latest
) w ON true
ORDER BY d.name LIMIT 30`;

const MAX_CANDIDATES = 1_000;

/** The datasets that these names of tables mean; a name that fits several is left out. */
export async function findDatasetsByName(ctx: Context, names: readonly string[]): Promise<string[]> {
  const ends = [...new Set(names.flatMap((name) => name.toLowerCase().split(".").at(-1) ?? []))];
  if (ends.length === 0) return [];
  const { rows } = await ctx.pool.query<{ id: string; namespace: string; name: string }>(
    `SELECT id, namespace, name FROM datasets
     WHERE workspace_id = $1 AND reverse(split_part(reverse(lower(name)), '.', 1)) = ANY($2::text[]) LIMIT $3`,
    [ctx.workspaceId, ends, MAX_CANDIDATES],
  );
  const found = names.map((name) => matchDataset(name, rows));
  return [
    ...new Set(found.flatMap(([dataset, ...others]) => (dataset && others.length === 0 ? [dataset.id] : []))),
  ];
}
