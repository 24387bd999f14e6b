import type { Pool } from "pg";
import { hashToken } from "@/lib/platform/crypto";

const TOUCH_MS = 60_000;

/** A session that is valid now, with its person and the workspace they work in. */
export interface SessionRow {
  id: string;
  userId: string;
  userName: string;
  workspaceId: string;
  role: string;
}

interface Row extends SessionRow {
  lastSeenAt: Date;
}

/**
 * The session whose cookie holds `secret`: null when there is none, or it is revoked or expired, or its person is no
 * longer a member. Asked on every request, without a cache, so that a revoked session ends at once.
 */
export async function findSession(
  deps: { pool: Pool; now: () => Date },
  secret: string,
): Promise<SessionRow | null> {
  const now = deps.now();
  const { rows } = await deps.pool.query<Row>(FIND, [hashToken(secret), now]);
  const [row] = rows;
  if (!row) return null;
  const { lastSeenAt, ...session } = row;
  if (now.getTime() - lastSeenAt.getTime() > TOUCH_MS) {
    await deps.pool.query("UPDATE sessions SET last_seen_at = $2 WHERE id = $1", [session.id, now]);
  }
  return session;
}

const FIND = `
SELECT s.id, s.user_id AS "userId", u.name AS "userName", m.workspace_id AS "workspaceId", m.role,
  s.last_seen_at AS "lastSeenAt"
FROM sessions s
JOIN users u ON u.id = s.user_id
JOIN memberships m ON m.user_id = s.user_id
WHERE s.hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2
ORDER BY m.created_at
LIMIT 1`;
