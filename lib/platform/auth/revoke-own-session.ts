import type { Pool } from "pg";
import { hashToken } from "@/lib/platform/crypto";

/** Ends the session of the cookie `secret`, for signing out. Idempotent. */
export async function revokeOwnSession(deps: { pool: Pool; now: () => Date }, secret: string): Promise<void> {
  const sql = "UPDATE sessions SET revoked_at = $2 WHERE hash = $1 AND revoked_at IS NULL";
  await deps.pool.query(sql, [hashToken(secret), deps.now()]);
}
