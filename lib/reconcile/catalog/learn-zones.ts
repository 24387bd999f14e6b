import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { Poller } from "@/lib/reconcile/orchestrators/reading";

/** Lists do not name the time zone, and a request for each of thousands of pipelines would be too many at once. */
const PER_PASS = 10;

/** $1: workspace, $2: source. Cron expressions only: for other schedules the zone does not matter. */
const WITHOUT_ZONE = `
SELECT id, external_id AS pipeline FROM pipelines
WHERE workspace_id = $1 AND source_id = $2 AND schedule_zone IS NULL AND COALESCE(is_active, true)
  AND NOT COALESCE(is_paused, false) AND schedule ~ '^[^ ]+( [^ ]+){4}$'
ORDER BY next_run_at NULLS LAST, external_id LIMIT ${PER_PASS}`;

/** Reads the time zones of a few pipelines whose zone is unknown. UTC is taken where it is not told. */
export async function learnZones(
  ctx: Context,
  sourceId: string,
  poller: Poller,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await ctx.pool.query<{ id: string; pipeline: string }>(WITHOUT_ZONE, [
    ctx.workspaceId,
    sourceId,
  ]);
  for (const { id, pipeline } of rows) {
    const zone = await poller.readZone(pipeline, signal).catch((error: unknown) => {
      if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "FORBIDDEN"))
        return null;
      throw error;
    });
    await ctx.pool.query("UPDATE pipelines SET schedule_zone = $3 WHERE id = $1 AND workspace_id = $2", [
      id,
      ctx.workspaceId,
      zone ?? "UTC",
    ]);
  }
}
