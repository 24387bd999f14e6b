import { columnHash } from "@/lib/lineage/column-hash";
import { canonicalNamespace } from "@/lib/lineage/dataset-name";
import type { SchemaColumn } from "@/lib/lineage/schemas";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

interface Reading {
  /** The id of the integration that read the columns. */
  origin: string;
  namespace: string;
  tables: readonly { name: string; columns: readonly SchemaColumn[] }[];
  /** False if tables may be missing that are not gone. */
  isWhole: boolean;
}

export interface StoredTables {
  tables: number;
  /** Tables that are new, gone or have other columns than before. */
  changed: number;
}

const MAX_TABLES = 20_000;

/**
 * Stores the columns of a warehouse's tables: a new snapshot only for a table whose columns differ from the newest one,
 * otherwise its last sighting moves. In a whole reading, a table that is not there any more gets a snapshot without columns.
 * Safe to run twice.
 */
export async function storeTables(ctx: Context, reading: Reading): Promise<StoredTables> {
  authorize(ctx, "incident.analyze");
  const namespace = canonicalNamespace(reading.namespace);
  const tables = reading.tables.slice(0, MAX_TABLES).map(({ name, columns }) => ({
    id: newId(),
    snapshotId: newId(),
    name,
    columns,
    // A table that is made again has other ids for the same columns.
    hash: columnHash(columns.map((column) => ({ ...column, id: null }))),
  }));
  const isWhole = reading.isWhole && reading.tables.length <= MAX_TABLES;
  const { rows } = await ctx.pool.query<StoredTables>(STORE, [
    ctx.workspaceId,
    namespace,
    reading.origin,
    JSON.stringify(tables),
    ctx.now(),
    isWhole,
    columnHash([]),
  ]);
  return rows[0] ?? { tables: 0, changed: 0 };
}

/** Sightings move in steps, so that a second reading right after the first writes nothing. */
const STEP = "interval '60 seconds'";
/** Snapshots kept per table and origin. */
const MAX_SNAPSHOTS_KEPT = 200;

/**
 * $1 workspace, $2 namespace, $3 origin, $4 tables, $5 time, $6 whether tables that are missing are gone, $7 hash of no
 * columns.
 */
const STORE = `
WITH input AS (
  SELECT * FROM jsonb_to_recordset($4::jsonb) AS x(id text, "snapshotId" text, name text, columns jsonb, hash text)
), d AS (
  INSERT INTO datasets (id, workspace_id, namespace, name, kind, first_seen_at, last_seen_at)
  SELECT id, $1, $2, name, 'table', $5, $5 FROM input
  ON CONFLICT (workspace_id, namespace, name) DO UPDATE SET
    kind = CASE WHEN datasets.kind = 'dataset' THEN excluded.kind ELSE datasets.kind END,
    last_seen_at = CASE WHEN excluded.last_seen_at > datasets.last_seen_at + ${STEP} THEN excluded.last_seen_at ELSE datasets.last_seen_at END
  RETURNING id, name
), newest AS (
  SELECT DISTINCT ON (s.dataset_id) s.id, s.dataset_id, s.hash, s.last_seen_at
  FROM schema_snapshots s WHERE s.workspace_id = $1 AND s.origin = $3 ORDER BY s.dataset_id, s.taken_at DESC
), seen AS (
  SELECT d.id AS dataset_id, i."snapshotId" AS snapshot_id, i.columns, i.hash, n.id AS newest_id, n.hash AS newest_hash
  FROM input i JOIN d ON d.name = i.name LEFT JOIN newest n ON n.dataset_id = d.id
), moved AS (
  UPDATE schema_snapshots s SET last_seen_at = $5, columns = seen.columns
  FROM seen WHERE s.id = seen.newest_id AND s.hash = seen.hash AND s.workspace_id = $1 AND $5 > s.last_seen_at + ${STEP}
), gone AS (
  SELECT n.dataset_id, '[]'::jsonb AS columns FROM newest n
  WHERE $6 AND n.hash <> $7 AND n.dataset_id NOT IN (SELECT id FROM d)
), inserted AS (
  INSERT INTO schema_snapshots (id, workspace_id, dataset_id, origin, columns, hash, taken_at, last_seen_at)
  SELECT snapshot_id, $1, dataset_id, $3, columns, hash, $5::timestamptz, $5::timestamptz FROM seen WHERE newest_hash IS DISTINCT FROM hash
  UNION ALL
  SELECT md5(dataset_id || $3 || $5::text), $1, dataset_id, $3, columns, $7, $5, $5 FROM gone
  RETURNING dataset_id
), trimmed AS (
  DELETE FROM schema_snapshots old USING inserted
  WHERE old.dataset_id = inserted.dataset_id AND old.origin = $3 AND old.id IN (
    SELECT s.id FROM schema_snapshots s WHERE s.dataset_id = inserted.dataset_id AND s.origin = $3
    ORDER BY s.taken_at DESC OFFSET ${MAX_SNAPSHOTS_KEPT})
)
SELECT (SELECT count(*)::int FROM input) AS tables, (SELECT count(*)::int FROM inserted) AS changed`;
