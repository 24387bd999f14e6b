import "server-only";
import { z } from "zod";
import { diffSnapshots, type Period, type TableSnapshot } from "@/lib/evidence/schema-changes/diff-snapshots";
import type { ChangedTable } from "@/lib/evidence/schema-changes/match-changes";
import { SchemaColumn } from "@/lib/lineage/schemas";
import type { Context } from "@/lib/platform/context";

/** Most pairs of table and origin that may have changed between two runs. */
const MAX_CHANGED = 500;

interface Row {
  datasetId: string;
  namespace: string;
  name: string;
  origin: string;
  /** Whether the origin had read other tables before it saw this one first. */
  isWatched: boolean;
  columns: unknown;
  takenAt: Date;
  lastSeenAt: Date;
}

/** The tables whose columns changed between the last success and the failure, per origin. */
export async function listChangedTables(ctx: Context, period: Period): Promise<ChangedTable[]> {
  const { rows } = await ctx.pool.query<Row>(CHANGED, [
    ctx.workspaceId,
    period.since,
    ctx.now(),
    MAX_CHANGED,
  ]);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.datasetId}|${row.origin}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((snapshots) => {
    const [first] = snapshots;
    if (!first) return [];
    const { datasetId, namespace, name, origin, isWatched } = first;
    const changes = diffSnapshots(snapshots.flatMap(toSnapshot), period, isWatched);
    return changes.length === 0 ? [] : [{ datasetId, namespace, name, origin, changes }];
  });
}

/** None for columns that were stored by another version. */
function toSnapshot({ columns, takenAt, lastSeenAt }: Row): TableSnapshot[] {
  const read = z.array(SchemaColumn).safeParse(columns);
  return read.success ? [{ columns: read.data, takenAt, lastSeenAt }] : [];
}

/** For each table and origin with a snapshot from the period: those of the period, and the one before. Oldest first. */
const CHANGED = `
WITH changed AS (
  SELECT dataset_id, origin, max(taken_at) AS latest FROM schema_snapshots
  WHERE workspace_id = $1 AND taken_at > $2 AND taken_at <= $3
  GROUP BY dataset_id, origin ORDER BY max(taken_at) DESC LIMIT $4
), first AS (
  SELECT origin, min(taken_at) AS at FROM schema_snapshots WHERE workspace_id = $1
    AND origin IN (SELECT id FROM integrations WHERE workspace_id = $1) GROUP BY origin
)
SELECT d.id AS "datasetId", d.namespace, d.name, s.origin, s.columns, s.taken_at AS "takenAt", s.last_seen_at AS "lastSeenAt",
  COALESCE(f.at < (SELECT min(taken_at) FROM schema_snapshots m WHERE m.dataset_id = d.id AND m.origin = c.origin), false)
    AS "isWatched"
FROM changed c JOIN datasets d ON d.id = c.dataset_id AND d.workspace_id = $1
JOIN schema_snapshots s ON s.dataset_id = c.dataset_id AND s.origin = c.origin AND s.taken_at <= $3
  AND s.taken_at >= COALESCE((SELECT max(p.taken_at) FROM schema_snapshots p
    WHERE p.dataset_id = c.dataset_id AND p.origin = c.origin AND p.taken_at <= $2), '-infinity')
LEFT JOIN first f ON f.origin = s.origin
ORDER BY d.name, d.id, s.origin, s.taken_at`;

/** The datasets that the task, or its pipeline as a whole, reads and writes, by id. */
export async function findTaskDatasets(
  ctx: Context,
  { pipelineId, taskId }: { pipelineId: string | null; taskId: string | null },
): Promise<Map<string, "reads" | "writes">> {
  if (pipelineId === null) return new Map();
  const { rows } = await ctx.pool.query<{ id: string; direction: "reads" | "writes" }>(
    `SELECT dataset_id AS id, min(direction) AS direction FROM lineage_edges
     WHERE workspace_id = $1 AND pipeline_id = $2 AND ($3::text IS NULL OR task_id IS NULL OR task_id = $3)
     GROUP BY dataset_id LIMIT 1000`,
    [ctx.workspaceId, pipelineId, taskId],
  );
  return new Map(rows.map(({ id, direction }) => [id, direction]));
}

/** Whether any columns are known, and the names of integrations by id. */
export async function findOrigins(
  ctx: Context,
): Promise<{ hasSnapshots: boolean; names: Map<string, string> }> {
  const { rows } = await ctx.pool.query<{ id: string; name: string }>(
    "SELECT id, name FROM integrations WHERE workspace_id = $1 AND kind = 'warehouse' LIMIT 200",
    [ctx.workspaceId],
  );
  const { rows: any } = await ctx.pool.query(
    "SELECT 1 FROM schema_snapshots WHERE workspace_id = $1 LIMIT 1",
    [ctx.workspaceId],
  );
  return { hasSnapshots: any.length > 0, names: new Map(rows.map(({ id, name }) => [id, name])) };
}

/** When the columns of each warehouse were read last, by integration; those never read are missing. */
export async function findLastReadings(ctx: Context, ids: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await ctx.pool.query<{ origin: string; at: Date }>(
    `SELECT origin, max(last_seen_at) AS at FROM schema_snapshots
     WHERE workspace_id = $1 AND origin = ANY($2::text[]) GROUP BY origin`,
    [ctx.workspaceId, ids],
  );
  return new Map(rows.map(({ origin, at }) => [origin, at]));
}
