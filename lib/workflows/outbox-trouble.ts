import type { Pool } from "pg";

interface OutboxTrouble {
  /** Events no longer retried. */
  parked: number;
  /** Events waiting for a retry. */
  failing: number;
  error: string;
}

/** Events that could not be sent recently; null if there are none. */
export async function findOutboxTrouble(pool: Pool): Promise<OutboxTrouble | null> {
  const { rows } = await pool.query<OutboxTrouble>(
    `SELECT (count(*) FILTER (WHERE parked_at IS NOT NULL))::int AS parked,
       (count(*) FILTER (WHERE parked_at IS NULL))::int AS failing,
       COALESCE((array_agg(last_error ORDER BY next_attempt_at DESC))[1], '') AS error
     FROM outbox_events WHERE sent_at IS NULL AND last_error IS NOT NULL`,
  );
  const [trouble] = rows;
  return trouble && trouble.parked + trouble.failing > 0 ? trouble : null;
}
