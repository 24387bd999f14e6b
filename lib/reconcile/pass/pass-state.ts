import type { Context } from "@/lib/platform/context";
import { Watermarks } from "@/lib/reconcile/schemas";

/** What is stored about the passes over a source, as of the start of this one. */
export interface PassState {
  watermarks: Watermarks;
  failingSince: Date | null;
}

/** $1: workspace, $2: source, $3: the pass. */
const CLAIM = `
INSERT INTO reconcile_states (source_id, workspace_id, started_at) VALUES ($2, $1, $3)
ON CONFLICT (source_id) DO UPDATE SET started_at = excluded.started_at
WHERE reconcile_states.started_at IS NULL OR reconcile_states.started_at < excluded.started_at
RETURNING watermarks, failing_since AS "failingSince"`;

/**
 * Starts a pass. @returns null if this pass, or a later one, has been started before, so that a step that runs twice reads
 * and reports nothing twice.
 */
export async function claimPass(ctx: Context, sourceId: string, at: Date): Promise<PassState | null> {
  const { rows } = await ctx.pool.query<{ watermarks: unknown; failingSince: Date | null }>(CLAIM, [
    ctx.workspaceId,
    sourceId,
    at,
  ]);
  const row = rows[0];
  if (!row) return null;
  // Watermarks of another version are dropped: the first pass is repeated, and finds everything stored.
  const parsed = Watermarks.safeParse(row.watermarks);
  return {
    watermarks: parsed.success ? parsed.data : Watermarks.parse({}),
    failingSince: row.failingSince,
  };
}

/** How a pass ended. */
export interface PassEnd {
  watermarks: Watermarks;
  failingSince: Date | null;
  /** Why it failed, or what it could not read. */
  error: string | null;
  requests: number;
  durationMs: number;
}

/** $1: workspace, $2: source, $3: the pass, $4: the time. A pass that was overtaken saves nothing. */
const SAVE = `
UPDATE reconcile_states SET watermarks = $5, failing_since = $6, error = $7, requests = $8, duration_ms = $9,
  finished_at = $4, succeeded_at = CASE WHEN $6::timestamptz IS NULL THEN $4 ELSE succeeded_at END
WHERE source_id = $2 AND workspace_id = $1 AND started_at = $3`;

/** Saves how far a pass came. */
export async function savePass(ctx: Context, sourceId: string, at: Date, end: PassEnd): Promise<void> {
  const { watermarks, failingSince, error, requests, durationMs } = end;
  await ctx.pool.query(SAVE, [
    ctx.workspaceId,
    sourceId,
    at,
    ctx.now(),
    JSON.stringify(watermarks),
    failingSince,
    error?.slice(0, 1_000) ?? null,
    requests,
    Math.round(durationMs),
  ]);
}
