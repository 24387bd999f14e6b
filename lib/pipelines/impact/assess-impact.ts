import {
  findEdges,
  findImpactedDatasets,
  findImpactedPipelines,
  getFailedPipeline,
} from "@/lib/pipelines/impact/data";
import { impactOf } from "@/lib/pipelines/impact/impact";
import type { IncidentImpact } from "@/lib/pipelines/impact/schemas";
import { spread, type Reached } from "@/lib/pipelines/impact/spread";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

const LIMITS = { depth: 10, count: 200 };

/**
 * Finds what depends on the failed task or pipeline, through datasets, triggers and derived datasets, and stores it with
 * the incident. Safe to run twice. Does nothing for a service, workload or check.
 * @throws AppError NOT_FOUND.
 */
export async function assessImpact(
  ctx: Context,
  incidentId: string,
): Promise<{ pipelines: number; datasets: number; dashboards: number } | null> {
  authorize(ctx, "incident.reassess");
  const { pipelineId, taskId, firstSeenAt } = await getFailedPipeline(ctx, incidentId);
  if (pipelineId === null) return null;
  const impact = await findImpact(ctx, { pipelineId, taskId, failedAt: firstSeenAt });
  if (!impact) return null;
  await ctx.pool.query(STORE, [incidentId, ctx.workspaceId, JSON.stringify(impact)]);
  return impact.counts;
}

const STORE = `
UPDATE incidents SET impact = $3::jsonb
WHERE id = $1 AND workspace_id = $2 AND impact IS DISTINCT FROM $3::jsonb`;

async function findImpact(
  ctx: Context,
  { pipelineId, taskId, failedAt }: { pipelineId: string; taskId: string | null; failedAt: Date },
): Promise<IncidentImpact | null> {
  const start = { kind: "pipeline", id: pipelineId, taskId } as const;
  const { reached, isTruncated } = await spread(start, (nodes) => findEdges(ctx, nodes), LIMITS);
  const idsOf = (kind: Reached["kind"]) => reached.filter((node) => node.kind === kind).map(({ id }) => id);
  const [pipelines, datasets] = await Promise.all([
    findImpactedPipelines(ctx, [pipelineId, ...idsOf("pipeline")]),
    findImpactedDatasets(ctx, idsOf("dataset")),
  ]);
  const failed = pipelines.get(pipelineId);
  return failed ? impactOf({ failed, reached, isTruncated, pipelines, datasets }, failedAt) : null;
}
