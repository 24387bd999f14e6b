import type { Pool } from "pg";

export interface OutboxItem {
  id: string;
  name: string;
  data: Record<string, unknown>;
}

/**
 * The oldest unsent events. They are not marked here: an event is marked once the engine has it, and its id
 * makes a second send harmless.
 */
export async function listUnsentEvents(
  pool: Pool,
  options: { limit: number; olderThan?: Date },
): Promise<OutboxItem[]> {
  const { rows } = await pool.query<OutboxItem>(
    `SELECT id, name, data FROM outbox_events
     WHERE sent_at IS NULL AND ($2::timestamptz IS NULL OR created_at < $2)
     ORDER BY created_at, id LIMIT $1`,
    [options.limit, options.olderThan ?? null],
  );
  return rows;
}

export async function markEventsSent(pool: Pool, ids: readonly string[], now: Date): Promise<void> {
  await pool.query("UPDATE outbox_events SET sent_at = $2 WHERE id = ANY($1)", [ids, now]);
}

/** Deletes events that were sent long ago. @returns how many. */
export async function deleteSentEvents(pool: Pool, before: Date): Promise<number> {
  const { rowCount } = await pool.query("DELETE FROM outbox_events WHERE sent_at < $1", [before]);
  return rowCount ?? 0;
}
