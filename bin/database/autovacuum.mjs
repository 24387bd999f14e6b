// Vacuums and analyzes tables as they change, like PostgreSQL's autovacuum, which a single backend cannot run. Without
// statistics the planner takes tables for small and reads all of them.

import * as wire from "./wire.mjs";

/** How often to look for a table that has changed. */
const EVERY_MS = 10_000;

/**
 * The table that has changed most, by the thresholds and scale factors of autovacuum's defaults, as a statement to run.
 * Tables over 64 MiB are only analyzed, because nobody else is served meanwhile.
 */
const NEXT = `
SELECT format('%s %I.%I', CASE WHEN is_dirty AND relpages < 8192 THEN 'VACUUM (ANALYZE)' ELSE 'ANALYZE' END, schemaname, relname)
FROM (
  SELECT s.schemaname, s.relname, c.relpages,
    s.n_dead_tup > 50 + 0.2 * GREATEST(c.reltuples, 0) AS is_dirty,
    s.n_mod_since_analyze > 50 + 0.1 * GREATEST(c.reltuples, 0) AS is_changed,
    s.n_mod_since_analyze / GREATEST(c.reltuples, 50) AS share
  FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
) t
WHERE is_changed OR is_dirty AND relpages < 8192 ORDER BY share DESC LIMIT 1`;

/**
 * Starts looking after the tables.
 * @param {(sql: string) => Promise<Buffer>} ask runs a statement between those of clients, and returns its response
 * @returns {() => void} stops it
 */
export function startAutovacuum(ask) {
  const stopping = new AbortController();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    void vacuumTables(ask, stopping.signal).finally(() => (isBusy = false));
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    stopping.abort();
  };
}

/**
 * Vacuums and analyzes every table that needs it, one statement each, so that clients are served in between.
 * @param {(sql: string) => Promise<Buffer>} ask
 * @param {AbortSignal} [signal] aborted to stop after the current statement
 * @returns {Promise<string[]>} the statements that ran
 */
export async function vacuumTables(ask, signal) {
  /** @type {string[]} */
  const done = [];
  for (;;) {
    const statement = signal?.aborted ? null : wire.firstValue(await ask(NEXT));
    // A table that cannot be vacuumed would be the next one for ever.
    if (statement === null || done.includes(statement)) return done;
    done.push(statement);
    const trouble = wire.errorOf(await ask(statement));
    if (trouble !== null) process.stderr.write(`embedded database: ${statement}: ${trouble}\n`);
  }
}
