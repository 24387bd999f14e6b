import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { Poller, ReadRun } from "@/lib/reconcile/orchestrators/reading";
import { writeHistory } from "@/lib/reconcile/runs/write-runs";

/** A request each, so few at a time; thousands of pipelines take some hours. */
const PER_PASS = 20;
const PARALLEL = 4;
/** As far as the first pass looks back. */
const RECENT_MS = 24 * 60 * 60_000;

/** $1: workspace, $2: source. Pipelines with a schedule first, because theirs are the runs that can be missing. */
const WITHOUT_HISTORY = `
SELECT id, external_id AS pipeline FROM pipelines
WHERE workspace_id = $1 AND source_id = $2 AND history_read_at IS NULL AND is_active
ORDER BY COALESCE(is_paused, false), schedule IS NULL, next_run_at NULLS LAST, external_id LIMIT ${PER_PASS}`;

/**
 * Reads the runs of a few pipelines from before the source was connected, so that a pipeline that runs once a day need not
 * be watched for weeks before a missing run is noticed. Of runs that were reported before, it fills in what is unknown, such as
 * how they ended. They are history: nothing is reported.
 * @param before runs that ended later, by the orchestrator's clock, are left to the next pass, which may report them
 * @returns pipelines that ran within the last day, so that they can be judged
 */
export async function learnHistory(
  ctx: Context,
  sourceId: string,
  poller: Poller,
  { before, signal }: { before: Date; signal: AbortSignal },
): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ id: string; pipeline: string }>(WITHOUT_HISTORY, [
    ctx.workspaceId,
    sourceId,
  ]);
  const recent = new Set<string>();
  for (let first = 0; first < rows.length; first += PARALLEL) {
    const some = rows.slice(first, first + PARALLEL);
    const histories = await Promise.all(some.map(({ pipeline }) => historyOf(poller, pipeline, signal)));
    const ended = histories
      .flat()
      .filter(({ event, at }) => event !== "running" && Date.parse(at) < before.getTime());
    await writeHistory(ctx, sourceId, ended);
    for (const { pipeline, at } of ended)
      if (before.getTime() - Date.parse(at) < RECENT_MS) recent.add(pipeline);
    await ctx.pool.query(
      "UPDATE pipelines SET history_read_at = $3 WHERE workspace_id = $1 AND id = ANY($2::text[])",
      [ctx.workspaceId, some.map(({ id }) => id), ctx.now()],
    );
  }
  return [...recent];
}

/** Empty for a pipeline that is gone or hidden from us. */
async function historyOf(poller: Poller, pipeline: string, signal: AbortSignal): Promise<ReadRun[]> {
  return poller.readHistory(pipeline, signal).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "FORBIDDEN")) return [];
    throw error;
  });
}
