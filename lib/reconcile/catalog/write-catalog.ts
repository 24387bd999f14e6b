import type { Context } from "@/lib/platform/context";
import { declarePipelines } from "@/lib/pipelines/declare-pipelines";
import { newId } from "@/lib/platform/crypto";
import type { Catalog } from "@/lib/reconcile/orchestrators/reading";
import { batchesOf } from "@/lib/reconcile/runs/load-known-runs";

/** $1: workspace, $2: source, $3: pipelines, $4: the time. */
const WRITE_PIPELINES = `
INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, owner, file_path, tags, schedule,
  schedule_zone, is_paused, is_active, next_run_at, first_seen_at, last_seen_at)
SELECT x.id, $1, $2, x.pipeline, x.name, x.owner, x."filePath", ARRAY(SELECT jsonb_array_elements_text(x.tags)),
  x.schedule, x.zone, x."isPaused", true, x."nextRunAt", $4, $4
FROM jsonb_to_recordset($3::jsonb) AS x(id text, pipeline text, name text, owner text, "filePath" text, tags jsonb,
  schedule text, zone text, "isPaused" boolean, "nextRunAt" timestamptz)
ORDER BY x.pipeline
ON CONFLICT (source_id, external_id) DO UPDATE SET
  owner = COALESCE(excluded.owner, pipelines.owner), file_path = COALESCE(excluded.file_path, pipelines.file_path),
  tags = excluded.tags, schedule = excluded.schedule, is_paused = excluded.is_paused, is_active = true,
  next_run_at = excluded.next_run_at, last_seen_at = GREATEST(pipelines.last_seen_at, excluded.last_seen_at),
  -- A zone belongs to a schedule, so it is read again.
  schedule_zone = CASE WHEN excluded.schedule_zone IS NOT NULL THEN excluded.schedule_zone
    WHEN pipelines.schedule IS NOT DISTINCT FROM excluded.schedule THEN pipelines.schedule_zone END,
  -- What is seen for the first time has not changed.
  schedule_changed_at = CASE WHEN pipelines.is_paused IS NOT NULL
      AND (pipelines.schedule, pipelines.is_paused, pipelines.is_active) IS DISTINCT FROM (excluded.schedule, excluded.is_paused, true)
    THEN excluded.last_seen_at ELSE pipelines.schedule_changed_at END`;

/** $1: workspace, $2: source, $3: pipelines that the orchestrator lists. Others that it once listed are gone. */
const MARK_GONE = `
UPDATE pipelines SET is_active = false
WHERE workspace_id = $1 AND source_id = $2 AND is_active AND NOT (external_id = ANY($3::text[]))`;

/** $1: workspace, $2: source, $3: pairs, $4: the time. */
const WRITE_DEPENDENCIES = `
INSERT INTO pipeline_dependencies (upstream_id, downstream_id, workspace_id, via, origin, last_seen_at)
SELECT u.id, d.id, $1, 'asset', 'airflow', $4
FROM jsonb_to_recordset($3::jsonb) AS x(upstream text, downstream text)
JOIN pipelines u ON u.source_id = $2 AND u.external_id = x.upstream AND u.workspace_id = $1
JOIN pipelines d ON d.source_id = $2 AND d.external_id = x.downstream AND d.workspace_id = $1
ORDER BY u.id, d.id
ON CONFLICT (upstream_id, downstream_id, via) DO UPDATE SET last_seen_at = excluded.last_seen_at`;

/** Stores how pipelines are described, the settings that their tags declare, and how they depend on each other. Safe to run twice. */
export async function writeCatalog(
  ctx: Context,
  sourceId: string,
  { pipelines, dependencies }: Catalog,
): Promise<void> {
  const { workspaceId, pool } = ctx;
  const now = ctx.now();
  for (const batch of batchesOf(pipelines)) {
    const json = JSON.stringify(batch.map((row) => ({ ...row, id: newId() })));
    await pool.query(WRITE_PIPELINES, [workspaceId, sourceId, json, now]);
    const declarations = batch.map(({ pipeline, tags }) => ({
      sourceId,
      externalId: pipeline,
      tags,
      meta: null,
    }));
    await declarePipelines(pool, workspaceId, declarations);
  }
  await pool.query(MARK_GONE, [workspaceId, sourceId, pipelines.map(({ pipeline }) => pipeline)]);
  for (const batch of batchesOf(dependencies))
    await pool.query(WRITE_DEPENDENCIES, [workspaceId, sourceId, JSON.stringify(batch), now]);
}
