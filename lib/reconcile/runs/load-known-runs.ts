import { epochMs } from "@/lib/platform/db/epoch-ms";
import "server-only";
import type { Context } from "@/lib/platform/context";
import type { ReadRun, ReadTry } from "@/lib/reconcile/orchestrators/reading";
import { PIPELINE_OF, RUN_OF, TASK_OF } from "@/lib/reconcile/runs/write-sql";
import {
  runKey,
  taskKey,
  workKey,
  type KnownRuns,
  type StoredRun,
  type StoredTry,
} from "@/lib/reconcile/runs/known-runs";

/** A statement must answer within seconds, also on a busy machine. */
const BATCH = 1_000;

/** $1: workspace, $2: source, $3: JSON array of pipeline and run ids. */
const LOAD_RUNS = `
SELECT x.pipeline, x.run, r.state, ${epochMs("r.state_at")} AS "stateAt", ${epochMs("r.failed_at")} AS "failedAt",
  ${epochMs("r.due_at")} AS "dueAt", ${epochMs("r.ended_at")} AS "endedAt",
  EXISTS (SELECT 1 FROM attempts a WHERE a.run_id = r.id AND a.outcome = 'failed') AS "hasFailedTask"
FROM jsonb_to_recordset($3::jsonb) AS x(pipeline text, run text)
${PIPELINE_OF} ${RUN_OF}`;

/** $1: workspace, $2: source, $3: JSON array of tries. */
const LOAD_TRIES = `
SELECT x.pipeline, x.run, x.task, x."mapIndex", a.try_number AS "tryNumber", a.outcome,
  a.is_failure_counted AS "isFailureCounted"
FROM (SELECT DISTINCT * FROM jsonb_to_recordset($3::jsonb) AS x(pipeline text, run text, task text, "mapIndex" int)) x
${PIPELINE_OF} ${RUN_OF} ${TASK_OF}
JOIN attempts a ON a.run_id = r.id AND a.task_id = t.id AND a.map_index = x."mapIndex"`;

/** $1: workspace, $2: source. */
const LOAD_FAILING = `
SELECT DISTINCT p.external_id AS pipeline, t.external_id AS task
FROM incidents n
JOIN pipelines p ON p.id = n.pipeline_id
LEFT JOIN tasks t ON t.id = n.task_id
LEFT JOIN incidents root ON root.id = n.parent_incident_id
WHERE n.workspace_id = $1 AND n.source_id = $2 AND n.subject_kind = 'task'
  AND n.status <> 'resolved' AND (n.status <> 'merged' OR root.status NOT IN ('resolved', 'merged'))`;

/** What is stored about the runs and tries of a reading. */
export async function loadKnownRuns(
  ctx: Context,
  sourceId: string,
  reading: { runs: readonly ReadRun[]; tries: readonly ReadTry[] },
): Promise<KnownRuns> {
  const place = [ctx.workspaceId, sourceId];
  const runs = new Map<string, StoredRun>();
  for (const batch of batchesOf(reading.runs)) {
    const keys = batch.map(({ pipeline, run }) => ({ pipeline, run }));
    const found = await ctx.pool.query<StoredRun & Pick<ReadRun, "pipeline" | "run">>(LOAD_RUNS, [
      ...place,
      JSON.stringify(keys),
    ]);
    for (const row of found.rows) runs.set(runKey(row), row);
  }
  const tries = new Map<string, StoredTry[]>();
  for (const batch of batchesOf(reading.tries)) {
    const keys = batch.map(({ pipeline, run, task, mapIndex }) => ({ pipeline, run, task, mapIndex }));
    const found = await ctx.pool.query<StoredTry & Pick<ReadTry, "pipeline" | "run" | "task" | "mapIndex">>(
      LOAD_TRIES,
      [...place, JSON.stringify(keys)],
    );
    for (const row of found.rows) tries.set(workKey(row), [...(tries.get(workKey(row)) ?? []), row]);
  }
  const failing = await ctx.pool.query<{ pipeline: string; task: string | null }>(LOAD_FAILING, place);
  return {
    runs,
    tries,
    failingPipelines: new Set(failing.rows.map(({ pipeline }) => pipeline)),
    failingTasks: new Set(
      failing.rows.flatMap(({ pipeline, task }) => (task === null ? [] : [taskKey({ pipeline, task })])),
    ),
  };
}

/** Rows in batches that fit into one statement. */
export function batchesOf<T>(rows: readonly T[], size: number = BATCH): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, n) =>
    rows.slice(n * size, (n + 1) * size),
  );
}
