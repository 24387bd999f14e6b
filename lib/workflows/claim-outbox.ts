import type { Pool } from "pg";

export interface OutboxItem {
  id: string;
  name: string;
  data: Record<string, unknown>;
}

/** How long a claimed event is reserved for the process that claimed it; sending takes far less. */
export const CLAIM_SECONDS = 30;

/**
 * Claims due events, oldest first. If the process dies before marking an event as sent or failed, it can be claimed again
 * after `CLAIM_SECONDS`; its id makes a second send harmless.
 */
export async function claimOutbox(pool: Pool, options: { limit: number }): Promise<OutboxItem[]> {
  const { rows } = await pool.query<OutboxItem>(CLAIM, [options.limit, CLAIM_SECONDS]);
  return rows;
}

const CLAIM = `
WITH due AS (
  SELECT id, next_attempt_at AS due_at FROM outbox_events
  WHERE sent_at IS NULL AND parked_at IS NULL AND next_attempt_at <= clock_timestamp()
  ORDER BY next_attempt_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE outbox_events e SET next_attempt_at = clock_timestamp() + make_interval(secs => $2)
  FROM due WHERE e.id = due.id RETURNING e.id, e.name, e.data, due.due_at
)
SELECT id, name, data FROM claimed ORDER BY due_at, id`;
