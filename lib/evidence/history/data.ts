import "server-only";
import type { Context } from "@/lib/platform/context";

/** A run of the pipeline as recorded here. */
export interface RecordedRun {
  runId: string;
  state: string | null;
  failedAt: string | null;
  succeededAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  rows: number | null;
  tries: number | null;
}

interface Row {
  run: string;
  state: string | null;
  failed_at: Date | null;
  succeeded_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  rows: string | null;
  tries: number | null;
}

/** The latest runs of a pipeline until `at`, newest first, at most 60; `tries` are those of the task, if given. */
export async function listRecordedRuns(
  ctx: Context,
  { pipelineId, taskId, at }: { pipelineId: string; taskId: string | null; at: Date },
): Promise<RecordedRun[]> {
  const { rows } = await ctx.pool.query<Row>(RECORDED_RUNS, [pipelineId, ctx.workspaceId, at, taskId]);
  return rows.map((row) => ({
    runId: row.run,
    state: row.state,
    failedAt: row.failed_at?.toISOString() ?? null,
    succeededAt: row.succeeded_at?.toISOString() ?? null,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    rows: row.rows === null ? null : Number(row.rows),
    tries: row.tries,
  }));
}

const RECORDED_RUNS = `
SELECT r.external_id AS run, r.state, r.failed_at, r.succeeded_at, r.started_at, r.ended_at,
  (SELECT sum(row_count) FROM dataset_writes w WHERE w.run_id = r.id AND w.workspace_id = $2) AS rows,
  (SELECT max(try_number) FROM attempts a WHERE a.run_id = r.id AND a.task_id = $4 AND a.workspace_id = $2) AS tries
FROM runs r
WHERE r.pipeline_id = $1 AND r.workspace_id = $2 AND COALESCE(r.started_at, r.first_seen_at) <= $3
ORDER BY COALESCE(r.started_at, r.first_seen_at) DESC LIMIT 60`;

/** A try of the task as recorded here, newest first. */
export interface RecordedAttempt {
  run: string;
  state: string | null;
  tryNumber: number;
  reportedAt: string;
}

export async function listRecordedAttempts(ctx: Context, taskId: string): Promise<RecordedAttempt[]> {
  const { rows } = await ctx.pool.query<{
    run: string;
    state: string | null;
    try_number: number;
    reported_at: Date;
  }>(
    `SELECT r.external_id AS run, a.state, a.try_number, a.reported_at
     FROM attempts a JOIN runs r ON r.id = a.run_id
     WHERE a.task_id = $1 AND a.workspace_id = $2 ORDER BY a.reported_at DESC LIMIT 20`,
    [taskId, ctx.workspaceId],
  );
  return rows.map((row) => ({
    run: row.run,
    state: row.state,
    tryNumber: row.try_number,
    reportedAt: row.reported_at.toISOString(),
  }));
}
