import type { Pool } from "pg";
import { DAY_MS } from "./duration";

const RUNS_KEPT_MS = 3 * DAY_MS;
const EVENTS_KEPT_MS = DAY_MS;
const PER_STATEMENT = 1_000;

/**
 * Deletes expired state: ended runs with their steps after three days, routed events after one, keys that no longer
 * block a start, idle counters, and orphaned waits and calls.
 */
export async function cleanUp(pool: Pool, now: number): Promise<void> {
  const at = Math.floor(now);
  await inBatches(
    pool,
    `WITH old AS (SELECT id FROM runner_runs WHERE ended_at < ${at - RUNS_KEPT_MS} LIMIT ${PER_STATEMENT}),
       steps AS (DELETE FROM runner_steps WHERE run_id IN (SELECT id FROM old))
     DELETE FROM runner_runs WHERE id IN (SELECT id FROM old)`,
  );
  await inBatches(
    pool,
    `DELETE FROM runner_events WHERE id IN (
       SELECT id FROM runner_events WHERE received_at < ${at - EVENTS_KEPT_MS} AND routed_at IS NOT NULL LIMIT ${PER_STATEMENT})`,
  );
  await inBatches(
    pool,
    `DELETE FROM runner_starts WHERE key IN (SELECT key FROM runner_starts WHERE expires_at < ${at} LIMIT ${PER_STATEMENT})`,
  );
  await pool.query(
    `DELETE FROM runner_gates g WHERE touched_at < ${at - EVENTS_KEPT_MS} AND free_at < ${at}
       AND NOT EXISTS (SELECT 1 FROM runner_runs r WHERE r.id = g.holder AND r.status = 'running')`,
  );
  await pool.query(`DELETE FROM runner_crons WHERE next_at < ${at - 30 * DAY_MS}`);
}

async function inBatches(pool: Pool, sql: string): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(sql);
    if ((rowCount ?? 0) < PER_STATEMENT) return;
  }
}
