import { escapeLiteral } from "pg";

/**
 * SQL that starts a transaction holding the locks of these workspaces, so that it reads what the previous writer
 * committed. A single statement, so that a batch takes its locks in the first round trip.
 */
export function beginLocked(workspaceIds: readonly string[]): string {
  const locks = [...new Set(workspaceIds)]
    .toSorted()
    .map((id) => `pg_advisory_xact_lock(hashtextextended(${escapeLiteral(id)}, 7))`);
  return locks.length === 0 ? "BEGIN" : `BEGIN; SELECT ${locks.join(", ")}`;
}

/** $1: workspace id. Taken by everything that moves failures between incidents; held until the transaction ends. */
export const LOCK_WORKSPACE = "SELECT pg_advisory_xact_lock(hashtextextended($1, 7))";
