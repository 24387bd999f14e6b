import {
  findBlockedPipelines,
  findEdges,
  findImpactedDatasets,
  findImpactedPipelines,
  getFailedPipeline,
} from "@/lib/pipelines/impact/data";
import { ownerOfBlocked } from "@/lib/pipelines/impact/blocked";
import { impactOf } from "@/lib/pipelines/impact/impact";
import type { IncidentImpact } from "@/lib/pipelines/impact/schemas";
import { spread, type Reached } from "@/lib/pipelines/impact/spread";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

const LIMITS = { depth: 10, count: 200 };

/**
 * Finds what depends on the failed task or pipeline, through datasets, triggers and derived datasets, and stores it with
 * the incident. If pipelines cannot run because their file is broken, they and what depends on them are affected, and the
 * incident belongs to the team of the most critical one, unless it has a team. Safe to run twice. Does nothing for any other
 * service, workload or check.
 * @throws AppError NOT_FOUND.
 */
export async function assessImpact(
  ctx: Context,
  incidentId: string,
): Promise<{ pipelines: number; datasets: number; dashboards: number } | null> {
  authorize(ctx, "incident.reassess");
  const { pipelineId, taskId, firstSeenAt } = await getFailedPipeline(ctx, incidentId);
  const areBlocked = pipelineId === null;
  const failed = areBlocked
    ? (await findBlockedPipelines(ctx, incidentId)).map(({ id }) => ({ id, taskId: null }))
    : [{ id: pipelineId, taskId }];
  if (failed.length === 0) return null;
  const impact = await findImpact(ctx, { failed, areBlocked, failedAt: firstSeenAt });
  if (!impact) return null;
  const team = ownerOfBlocked(impact);
  await ctx.pool.query(STORE, [incidentId, ctx.workspaceId, JSON.stringify(impact), team?.id ?? null]);
  return impact.counts;
}

const STORE = `
UPDATE incidents SET impact = $3::jsonb,
  -- A team that a person removed later stays removed.
  owner_team_id = CASE WHEN impact IS NULL THEN COALESCE(owner_team_id, $4) ELSE owner_team_id END
WHERE id = $1 AND workspace_id = $2 AND impact IS DISTINCT FROM $3::jsonb`;

async function findImpact(
  ctx: Context,
  {
    failed,
    areBlocked,
    failedAt,
  }: { failed: readonly { id: string; taskId: string | null }[]; areBlocked: boolean; failedAt: Date },
): Promise<IncidentImpact | null> {
  const starts = failed.map((start) => ({ kind: "pipeline", ...start }) as const);
  const { reached, isTruncated } = await spread(starts, (nodes) => findEdges(ctx, nodes), LIMITS);
  const idsOf = (kind: Reached["kind"]) => reached.filter((node) => node.kind === kind).map(({ id }) => id);
  const [pipelines, datasets] = await Promise.all([
    findImpactedPipelines(ctx, [...failed.map(({ id }) => id), ...idsOf("pipeline")]),
    findImpactedDatasets(ctx, idsOf("dataset")),
  ]);
  const known = failed.flatMap(({ id }) => pipelines.get(id) ?? []);
  if (known.length === 0) return null;
  return impactOf({ failed: known, areBlocked, reached, isTruncated, pipelines, datasets }, failedAt);
}
