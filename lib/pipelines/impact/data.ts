import "server-only";
import type { GraphEdge, GraphNode } from "@/lib/pipelines/impact/spread";
import { pipelineSettings, settingsOf, type OwningTeam } from "@/lib/pipelines/settings";
import type { Criticality } from "@/lib/failures/schemas";
import type { Deadline, TeamRef } from "@/lib/pipelines/schemas";
import { usualDuration, type RunOutcome } from "@/lib/pipelines/usual-duration";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { listTeams } from "@/lib/workspaces/teams/data";
import { ranAt } from "@/lib/pipelines/ran-at";

/** The pipeline and task that an incident is about. @throws AppError NOT_FOUND. */
export async function getFailedPipeline(
  ctx: Context,
  incidentId: string,
): Promise<{ pipelineId: string | null; taskId: string | null; firstSeenAt: Date }> {
  const incident = await ctx.db.incident.findFirst({
    where: { id: incidentId, workspaceId: ctx.workspaceId },
    select: { pipelineId: true, taskId: true, firstSeenAt: true },
  });
  if (!incident) throw new AppError("NOT_FOUND", "There is no such incident.");
  return incident;
}

const MAX_BLOCKED = 500;

/**
 * The pipelines that cannot run because of an incident about a file: those that its report names or, if a report names
 * only the file, those that the file defines. Empty for any other incident.
 */
export async function findBlockedPipelines(
  ctx: Reader,
  incidentId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await ctx.pool.query<{ id: string; name: string }>(BLOCKED, [
    ctx.workspaceId,
    incidentId,
    MAX_BLOCKED,
  ]);
  return rows;
}

/** The plugin names a file by its whole path, Airflow 3's API by its path in the bundle. */
const BLOCKED = `
SELECT p.id, p.name FROM incidents n
JOIN pipelines p ON p.workspace_id = $1 AND p.source_id = n.source_id
WHERE n.workspace_id = $1 AND n.id = $2 AND n.subject_kind = 'check' AND n.pipeline_id IS NULL
  AND CASE WHEN jsonb_typeof(n.report->'blocked') = 'array' THEN n.report->'blocked' ? p.external_id
    ELSE n.report->'subject'->'check'->>'externalId' LIKE 'import:%'
      AND (p.file_path = n.report->'refs'->>'fileloc' OR n.report->'refs'->>'fileloc' LIKE '%/' || p.file_path) END
ORDER BY p.name LIMIT $3`;

type Reader = Pick<Context, "workspaceId" | "pool">;

/** The steps downstream of these pipelines, tasks and datasets. */
export async function findEdges(ctx: Reader, nodes: readonly GraphNode[]): Promise<GraphEdge[]> {
  const pipelines = nodes.filter(({ kind }) => kind === "pipeline");
  const { rows } = await ctx.pool.query<EdgeRow>(EDGES, [
    ctx.workspaceId,
    JSON.stringify(pipelines.map(({ id, taskId }) => ({ id, taskId }))),
    nodes.filter(({ kind }) => kind === "dataset").map(({ id }) => id),
  ]);
  return rows.map(({ fromKind, fromId, fromTaskId, toKind, toId, toTaskId }) => ({
    from: { kind: fromKind, id: fromId, taskId: fromTaskId },
    to: { kind: toKind, id: toId, taskId: toTaskId },
  }));
}

interface EdgeRow {
  fromKind: GraphNode["kind"];
  fromId: string;
  fromTaskId: string | null;
  toKind: GraphNode["kind"];
  toId: string;
  toTaskId: string | null;
}

/**
 * A failed task spoils what it writes. If nobody says what the task writes, anything its pipeline writes may be affected.
 * $1: workspace, $2: pipelines with tasks, $3: datasets.
 */
const EDGES = `
WITH pipeline AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS x(id text, "taskId" text))
SELECT 'pipeline' AS "fromKind", p.id AS "fromId", p."taskId" AS "fromTaskId", 'dataset' AS "toKind",
  e.dataset_id AS "toId", NULL AS "toTaskId"
FROM pipeline p JOIN lineage_edges e ON e.pipeline_id = p.id AND e.direction = 'writes' AND e.workspace_id = $1
WHERE p."taskId" IS NULL OR e.task_id = p."taskId" OR NOT EXISTS (
  SELECT 1 FROM lineage_edges own
  WHERE own.pipeline_id = p.id AND own.task_id = p."taskId" AND own.direction = 'writes')
UNION
SELECT 'pipeline', p.id, p."taskId", 'pipeline', d.downstream_id, NULL
FROM pipeline p JOIN pipeline_dependencies d ON d.upstream_id = p.id AND d.workspace_id = $1
UNION
SELECT 'dataset', e.dataset_id, NULL, 'pipeline', e.pipeline_id, e.task_id
FROM lineage_edges e WHERE e.dataset_id = ANY($3) AND e.direction = 'reads' AND e.workspace_id = $1
UNION
SELECT 'dataset', d.upstream_id, NULL, 'dataset', d.downstream_id, NULL
FROM dataset_dependencies d WHERE d.upstream_id = ANY($3) AND d.workspace_id = $1
ORDER BY 4 DESC, 5, 6 NULLS FIRST, 2, 3`;

/** A pipeline in a blast radius. */
export interface ImpactedPipeline {
  id: string;
  name: string;
  owner: string | null;
  ownerTeam: TeamRef | null;
  criticality: Criticality | null;
  deadline: Deadline | null;
  /** Its usual duration in milliseconds; null if unknown. */
  usualMs: number | null;
}

/** Pipelines by id, with settings and usual duration. */
export async function findImpactedPipelines(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, ImpactedPipeline>> {
  if (ids.length === 0) return new Map();
  const [{ rows }, teams] = await Promise.all([
    ctx.pool.query<PipelineRow>(PIPELINES, [ctx.workspaceId, ids]),
    listTeams(ctx),
  ]);
  return new Map(rows.map((row) => [row.id, toPipeline(row, teams.items)]));
}

interface PipelineRow {
  id: string;
  name: string;
  owner: string | null;
  tags: string[];
  criticality: string | null;
  deadline: unknown;
  declared: unknown;
  ownerTeam: TeamRef | null;
  runs: RunOutcome[];
}

function toPipeline({ runs, ...row }: PipelineRow, teams: readonly OwningTeam[]): ImpactedPipeline {
  return {
    id: row.id,
    name: row.name,
    owner: row.owner,
    ownerTeam: pipelineSettings(row, teams).ownerTeam.value,
    ...settingsOf(row),
    usualMs: usualDuration(runs),
  };
}

/** Columns of a pipeline `p` with its latest runs (`RunOutcome[]`), newest first. */
export const RECENT_RUNS = `COALESCE((
  SELECT jsonb_agg(jsonb_build_object('id', x.id, 'state', x.state, 'durationMs',
    round(extract(epoch FROM COALESCE(x.ended_at, x.succeeded_at) - x.started_at) * 1000)) ORDER BY ${ranAt("x")} DESC, x.id DESC)
  FROM (SELECT * FROM runs recent WHERE recent.pipeline_id = p.id ORDER BY ${ranAt("recent")} DESC, recent.id DESC LIMIT 20) x
), '[]'::jsonb)`;

const PIPELINES = `
SELECT p.id, p.name, p.owner, p.tags, p.criticality, p.deadline, p.declared,
  CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS "ownerTeam",
  ${RECENT_RUNS} AS runs
FROM pipelines p LEFT JOIN teams t ON t.id = p.owner_team_id AND t.workspace_id = $1
WHERE p.workspace_id = $1 AND p.id = ANY($2)`;

/** A dataset in a blast radius. */
export interface ImpactedDataset {
  id: string;
  namespace: string;
  name: string;
  kind: string;
  owner: string | null;
}

/** Datasets by id. */
export async function findImpactedDatasets(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, ImpactedDataset>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.dataset.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    select: { id: true, namespace: true, name: true, kind: true, owner: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
