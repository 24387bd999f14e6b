import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { Poller, ReadRun } from "@/lib/reconcile/orchestrators/reading";
import { runKey } from "@/lib/reconcile/runs/known-runs";
import { loadKnownRuns } from "@/lib/reconcile/runs/load-known-runs";
import { writeRuns } from "@/lib/reconcile/runs/write-runs";

/** A request each, so few at a time; thousands of pipelines take some hours. */
const PER_PASS = 20;
const PARALLEL = 4;

/** $1: workspace, $2: source. Pipelines with a schedule first, because theirs are the runs that can be missing. */
const WITHOUT_HISTORY = `
SELECT id, external_id AS pipeline FROM pipelines
WHERE workspace_id = $1 AND source_id = $2 AND history_read_at IS NULL AND is_active
ORDER BY COALESCE(is_paused, false), schedule IS NULL, next_run_at NULLS LAST, external_id LIMIT ${PER_PASS}`;

/**
 * Reads the runs of a few pipelines from before the source was connected, so that a pipeline that runs once a day need not
 * be watched for weeks before a missing run is noticed. They are history: nothing is reported.
 */
export async function learnHistory(
  ctx: Context,
  sourceId: string,
  poller: Poller,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await ctx.pool.query<{ id: string; pipeline: string }>(WITHOUT_HISTORY, [
    ctx.workspaceId,
    sourceId,
  ]);
  for (let first = 0; first < rows.length; first += PARALLEL) {
    const some = rows.slice(first, first + PARALLEL);
    const histories = await Promise.all(some.map(({ pipeline }) => historyOf(poller, pipeline, signal)));
    const ended = histories.flat().filter(({ event }) => event !== "running");
    const known = await loadKnownRuns(ctx, sourceId, { runs: ended, tries: [] });
    await writeRuns(ctx, sourceId, { runs: ended.filter((run) => !known.runs.has(runKey(run))), tries: [] });
    await ctx.pool.query(
      "UPDATE pipelines SET history_read_at = $3 WHERE workspace_id = $1 AND id = ANY($2::text[])",
      [ctx.workspaceId, some.map(({ id }) => id), ctx.now()],
    );
  }
}

/** Empty for a pipeline that is gone or hidden from us. */
async function historyOf(poller: Poller, pipeline: string, signal: AbortSignal): Promise<ReadRun[]> {
  return poller.readHistory(pipeline, signal).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "FORBIDDEN")) return [];
    throw error;
  });
}
