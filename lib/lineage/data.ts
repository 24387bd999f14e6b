import "server-only";
import type { DATASET_KINDS } from "@/lib/lineage/schemas";
import type { Context } from "@/lib/platform/context";

/** A dataset that a pipeline reads or writes. */
export interface DatasetOfPipeline {
  id: string;
  namespace: string;
  name: string;
  kind: (typeof DATASET_KINDS)[number];
  owner: string | null;
  direction: "reads" | "writes";
  /** The tasks that do; empty if only the pipeline is known. */
  taskIds: string[];
  lastSeenAt: Date;
}

const MAX_DATASETS = 1_000;

/** The datasets that a pipeline reads and writes, by name; those seen last if there are more than 1,000. */
export async function listDatasetsOf(ctx: Context, pipelineId: string): Promise<DatasetOfPipeline[]> {
  const { rows } = await ctx.pool.query<DatasetOfPipeline>(DATASETS_OF, [
    ctx.workspaceId,
    pipelineId,
    MAX_DATASETS,
  ]);
  return rows;
}

const DATASETS_OF = `
SELECT * FROM (
  SELECT d.id, d.namespace, d.name, d.kind, d.owner, e.direction,
    COALESCE(array_agg(e.task_id) FILTER (WHERE e.task_id IS NOT NULL), '{}') AS "taskIds", max(e.last_seen_at) AS "lastSeenAt"
  FROM lineage_edges e JOIN datasets d ON d.id = e.dataset_id AND d.workspace_id = e.workspace_id
  WHERE e.workspace_id = $1 AND e.pipeline_id = $2
  GROUP BY d.id, e.direction ORDER BY max(e.last_seen_at) DESC, d.id LIMIT $3
) latest ORDER BY namespace, name, direction`;
