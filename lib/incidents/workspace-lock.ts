import { escapeLiteral } from "pg";

/**
 * Starts a transaction that holds the locks of these workspaces, so that what it reads is what the previous writer
 * committed. One statement, so that a batch of reports takes the locks in its first round trip.
 */
export function beginLocked(workspaceIds: readonly string[]): string {
  const locks = [...new Set(workspaceIds)]
    .toSorted()
    .map((id) => `pg_advisory_xact_lock(hashtextextended(${escapeLiteral(id)}, 7))`);
  return locks.length === 0 ? "BEGIN" : `BEGIN; SELECT ${locks.join(", ")}`;
}

/** $1: workspace id. Held until the transaction ends by whoever changes which failure belongs to which incident. */
export const LOCK_WORKSPACE = "SELECT pg_advisory_xact_lock(hashtextextended($1, 7))";
