import type { Pool } from "pg";

interface OutboxTrouble {
  /** Events that are given up. */
  parked: number;
  /** Events that are tried again. */
  failing: number;
  error: string;
}

/** What could not be sent lately; null when all is well. */
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
