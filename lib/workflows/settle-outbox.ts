import type { Pool } from "pg";
import type { OutboxItem } from "@/lib/workflows/claim-outbox";

/** Failures before an event is parked. */
const MAX_ATTEMPTS = 8;
const FIRST_BACKOFF_SECONDS = 5;
const MAX_BACKOFF_SECONDS = 600;
const KEEP_DAYS = 3;

/** Marks events as sent. */
export async function markSent(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query(
    "UPDATE outbox_events SET sent_at = clock_timestamp(), last_error = NULL WHERE id = ANY($1)",
    [ids],
  );
}

/**
 * Records that events could not be sent. They are retried with exponential backoff and parked after eight attempts,
 * unless nothing could be sent since the first failure: then the engine is unavailable and the event not at fault. A
 * parked event fails its workflow with the reason.
 * @returns the events that were parked.
 */
export async function markUnsent(
  pool: Pool,
  failure: { ids: readonly string[]; error: string; isRefused: boolean },
): Promise<OutboxItem[]> {
  const { rows } = await pool.query<OutboxItem>(FAILED, [
    failure.ids,
    failure.error.slice(0, 1_000),
    failure.isRefused,
    MAX_ATTEMPTS,
    FIRST_BACKOFF_SECONDS,
    MAX_BACKOFF_SECONDS,
  ]);
  return rows;
}

/** Releases events because the engine is unavailable. Does not count as an attempt. */
export async function postpone(pool: Pool, ids: readonly string[], error: string): Promise<void> {
  await pool.query(
    `UPDATE outbox_events SET next_attempt_at = clock_timestamp() + make_interval(secs => $2), last_error = $3
     WHERE id = ANY($1)`,
    [ids, FIRST_BACKOFF_SECONDS, error.slice(0, 1_000)],
  );
}

/** Deletes events sent or parked long ago. @returns how many. */
export async function deleteSettled(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    "DELETE FROM outbox_events WHERE COALESCE(sent_at, parked_at) < clock_timestamp() - make_interval(days => $1)",
    [KEEP_DAYS],
  );
  return rowCount ?? 0;
}

const FAILED = `
WITH failed AS (
  UPDATE outbox_events e SET attempts = e.attempts + 1, last_error = $2,
    failing_since = COALESCE(e.failing_since, clock_timestamp()),
    next_attempt_at = clock_timestamp() + make_interval(secs => LEAST($6, $5 * 2 ^ LEAST(e.attempts, 20))),
    parked_at = CASE WHEN e.attempts + 1 >= $4 AND ($3 OR EXISTS (
        SELECT 1 FROM outbox_events other WHERE other.sent_at > e.failing_since)) THEN clock_timestamp() END
  WHERE e.id = ANY($1) AND e.sent_at IS NULL AND e.parked_at IS NULL
  RETURNING e.id, e.name, e.data, e.workspace_id, e.parked_at
), parked AS (
  SELECT id, name, data, workspace_id FROM failed WHERE parked_at IS NOT NULL
), ended AS (
  UPDATE workflow_runs w SET status = 'FAILED', ended_at = clock_timestamp(),
    error = 'Could not be started: ' || $2
  FROM parked p WHERE w.id = p.data->>'workflowId' AND w.workspace_id = p.workspace_id AND w.status = 'PENDING'
)
SELECT id, name, data FROM parked`;
