import "server-only";
import { z } from "zod";
import { SchemaColumn } from "@/lib/lineage/schemas";
import type { DatasetName } from "@/lib/lineage/dataset-name";
import type { Context } from "@/lib/platform/context";

/** A dataset of the workspace. */
export interface DatasetOfWorkspace extends DatasetName {
  id: string;
  kind: string;
}

const MAX_CANDIDATES = 200;

/** Datasets whose name contains this part of a name, in any case; those seen last if there are more than 200. */
export async function listDatasetsNamed(ctx: Context, part: string): Promise<DatasetOfWorkspace[]> {
  const pattern = part.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
  const { rows } = await ctx.pool.query<DatasetOfWorkspace>(
    `SELECT id, namespace, name, kind FROM datasets
     WHERE workspace_id = $1 AND lower(name) LIKE '%' || $2 || '%' ORDER BY last_seen_at DESC, id LIMIT $3`,
    [ctx.workspaceId, pattern, MAX_CANDIDATES],
  );
  return rows;
}

/** The columns of a dataset, as one origin saw them from one time to another. */
export interface StoredSnapshot {
  origin: string;
  columns: SchemaColumn[];
  takenAt: Date;
  lastSeenAt: Date;
}

const MAX_SNAPSHOTS = 20;

/** The latest snapshots of a dataset, at most 20 per origin, oldest first. */
export async function listSnapshots(ctx: Context, datasetId: string): Promise<StoredSnapshot[]> {
  const { rows } = await ctx.pool.query<Omit<StoredSnapshot, "columns"> & { columns: unknown }>(SNAPSHOTS, [
    ctx.workspaceId,
    datasetId,
    MAX_SNAPSHOTS,
  ]);
  return rows.flatMap(({ columns, ...row }) => {
    const read = z.array(SchemaColumn).safeParse(columns);
    // Columns that were stored by another version.
    return read.success ? [{ ...row, columns: read.data }] : [];
  });
}

const SNAPSHOTS = `
SELECT origin, columns, taken_at AS "takenAt", last_seen_at AS "lastSeenAt" FROM (
  SELECT *, row_number() OVER (PARTITION BY origin ORDER BY taken_at DESC) AS place FROM schema_snapshots
  WHERE workspace_id = $1 AND dataset_id = $2
) latest WHERE place <= $3 ORDER BY origin, taken_at`;

/** Who reads or writes a dataset; the task is null if only the pipeline is known. */
export interface DatasetUser {
  direction: "reads" | "writes";
  pipeline: string;
  task: string | null;
}

const MAX_USERS = 20;

/** The pipelines that read and write a dataset, at most 20. */
export async function listDatasetUsers(ctx: Context, datasetId: string): Promise<DatasetUser[]> {
  const { rows } = await ctx.pool.query<DatasetUser>(
    `SELECT DISTINCT e.direction, p.external_id AS pipeline, t.external_id AS task
     FROM lineage_edges e JOIN pipelines p ON p.id = e.pipeline_id AND p.workspace_id = e.workspace_id
     LEFT JOIN tasks t ON t.id = e.task_id
     WHERE e.workspace_id = $1 AND e.dataset_id = $2 ORDER BY e.direction DESC, pipeline, task LIMIT $3`,
    [ctx.workspaceId, datasetId, MAX_USERS],
  );
  return rows;
}
