import "server-only";
import type { PlanInterval } from "@/lib/fixes/plans/schemas";
import { isUnfinished } from "@/lib/incidents/open-sql";
import { findImpactedDatasets, findEdges } from "@/lib/pipelines/impact/data";
import { spread, type GraphEdge, type Reached } from "@/lib/pipelines/impact/spread";
import type { Context } from "@/lib/platform/context";

const MAX_RUNS = 50;
const LIMITS = { depth: 8, count: 100 };

interface RunRow {
  run: string;
  logicalDate: Date | null;
  dueAt: Date | null;
  type: string | null;
  state: string | null;
  total: string;
}

/**
 * The runs of a pipeline that failed and never succeeded, from the first failure of an incident on, with the failed runs of
 * the incident itself; oldest first, at most 50.
 */
export async function findRunsToRepeat(
  ctx: Context,
  { incidentId, pipelineId }: { incidentId: string; pipelineId: string },
): Promise<{ runs: PlanInterval[]; more: number }> {
  const { rows } = await ctx.pool.query<RunRow>(RUNS_TO_REPEAT, [
    ctx.workspaceId,
    incidentId,
    pipelineId,
    MAX_RUNS,
  ]);
  const total = Number(rows[0]?.total ?? 0);
  return { runs: rows.map(toInterval).toReversed(), more: total - rows.length };
}

/** Only a scheduled run is due at the end of its data interval; others are due when somebody asked for them. */
function toInterval({ run, logicalDate, dueAt, type, state }: RunRow): PlanInterval {
  const isInterval =
    type === "scheduled" && logicalDate !== null && dueAt !== null && dueAt.getTime() > logicalDate.getTime();
  return {
    run,
    logicalDate: logicalDate?.toISOString() ?? null,
    start: isInterval ? (logicalDate?.toISOString() ?? null) : null,
    end: isInterval ? (dueAt?.toISOString() ?? null) : null,
    state,
  };
}

/** $1: workspace, $2: incident, $3: pipeline, $4: limit. Newest first, so that the limit drops the oldest. */
const RUNS_TO_REPEAT = `
WITH failure AS (SELECT first_seen_at FROM incidents WHERE id = $2 AND workspace_id = $1)
SELECT r.external_id AS run, r.logical_date AS "logicalDate", r.due_at AS "dueAt", r.type, r.state,
  count(*) OVER () AS total
FROM runs r
WHERE r.workspace_id = $1 AND r.pipeline_id = $3
  AND (r.succeeded_at IS NULL OR r.succeeded_at < r.failed_at)
  AND (
    r.id IN (SELECT o.run_id FROM occurrences o WHERE o.incident_id = $2 AND o.workspace_id = $1)
    OR (r.failed_at >= (SELECT first_seen_at FROM failure))
  )
ORDER BY COALESCE(r.logical_date, r.due_at, r.started_at, r.first_seen_at) DESC, r.id DESC
LIMIT $4`;

/** Titles of open findings that a run of this pipeline did not start, oldest first, at most five. */
export async function listMissingRuns(ctx: Context, pipelineId: string): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ title: string }>(MISSING_RUNS, [ctx.workspaceId, pipelineId]);
  return rows.map(({ title }) => title);
}

const MISSING_RUNS = `
SELECT n.title FROM incidents n
WHERE n.workspace_id = $1 AND n.pipeline_id = $2 AND n.detected_by = 'reconciler' AND ${isUnfinished("n")}
  AND n.report->'labels'->>'finding' = 'missing'
ORDER BY n.first_seen_at LIMIT 5`;

export interface DependentRow {
  id: string;
  name: string;
  externalId: string;
  sourceKind: string;
  /** Since the failure; null if it never reported a run. */
  runsSince: number | null;
}

/** Pipelines by id, with the kind of their source and how often they ran since a time. */
export async function findDependents(
  ctx: Context,
  ids: readonly string[],
  since: Date,
): Promise<Map<string, DependentRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await ctx.pool.query<DependentRow>(DEPENDENTS, [ctx.workspaceId, ids, since]);
  return new Map(rows.map((row) => [row.id, row]));
}

const DEPENDENTS = `
SELECT p.id, p.name, p.external_id AS "externalId", s.kind AS "sourceKind",
  CASE WHEN EXISTS (SELECT 1 FROM runs r WHERE r.pipeline_id = p.id AND r.workspace_id = $1)
    THEN (SELECT count(*)::int FROM runs r WHERE r.pipeline_id = p.id AND r.workspace_id = $1 AND r.started_at >= $3)
  END AS "runsSince"
FROM pipelines p JOIN sources s ON s.id = p.source_id AND s.workspace_id = $1
WHERE p.workspace_id = $1 AND p.id = ANY($2)`;

/** What is downstream of a pipeline or its task, with the steps that lead there and the names of datasets. */
export async function findDownstream(
  ctx: Context,
  start: { id: string; taskId: string | null },
): Promise<{
  reached: Reached[];
  edges: GraphEdge[];
  datasets: Map<string, { name: string }>;
  isTruncated: boolean;
}> {
  const edges: GraphEdge[] = [];
  const { reached, isTruncated } = await spread(
    [{ kind: "pipeline", ...start }],
    async (nodes) => {
      const found = await findEdges(ctx, nodes);
      edges.push(...found);
      return found;
    },
    LIMITS,
  );
  const ids = reached.flatMap(({ kind, id }) => (kind === "dataset" ? [id] : []));
  return { reached, edges, datasets: await findImpactedDatasets(ctx, ids), isTruncated };
}
