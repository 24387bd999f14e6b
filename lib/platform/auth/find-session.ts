import type { Pool } from "pg";
import { hashToken } from "@/lib/platform/crypto";

const TOUCH_MS = 60_000;

/** A valid session with its person and workspace. */
export interface SessionRow {
  id: string;
  userId: string;
  userName: string;
  workspaceId: string;
  role: string;
}

interface Row extends Omit<SessionRow, "workspaceId" | "role"> {
  /** From the membership in the session's workspace, else from the person's first. */
  workspaceId: string | null;
  role: string | null;
  /** The workspace stored in the session. */
  namedWorkspaceId: string | null;
  lastSeenAt: Date;
}

/**
 * The session for the cookie `secret`, or null if it is unknown, revoked or expired. Not cached, so that a revoked session
 * ends at once. If the person has left the workspace, the session moves to their first other one, or ends if there is
 * none.
 */
export async function findSession(
  deps: { pool: Pool; now: () => Date },
  secret: string,
): Promise<SessionRow | null> {
  const now = deps.now();
  const { rows } = await deps.pool.query<Row>(FIND, [hashToken(secret), now]);
  const [row] = rows;
  if (!row) return null;
  const { workspaceId, role, namedWorkspaceId, lastSeenAt, ...session } = row;
  if (workspaceId === null || role === null) {
    await deps.pool.query(END, [session.id, now]);
    return null;
  }
  if (workspaceId !== namedWorkspaceId) {
    await deps.pool.query(MOVE, [session.id, workspaceId, namedWorkspaceId]);
  }
  if (now.getTime() - lastSeenAt.getTime() > TOUCH_MS) {
    await deps.pool.query("UPDATE sessions SET last_seen_at = $2 WHERE id = $1", [session.id, now]);
  }
  return { ...session, workspaceId, role };
}

const FIND = `
SELECT s.id, s.user_id AS "userId", u.name AS "userName", m.workspace_id AS "workspaceId", m.role,
  s.workspace_id AS "namedWorkspaceId", s.last_seen_at AS "lastSeenAt"
FROM sessions s
JOIN users u ON u.id = s.user_id
LEFT JOIN LATERAL (
  SELECT workspace_id, role FROM memberships
  WHERE user_id = s.user_id
  ORDER BY workspace_id = s.workspace_id DESC NULLS LAST, created_at, workspace_id
  LIMIT 1
) m ON true
WHERE s.hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2`;

// Conditional, like the other, so that a concurrent switch or new membership wins.
const MOVE = `
UPDATE sessions SET workspace_id = $2 WHERE id = $1 AND workspace_id IS NOT DISTINCT FROM $3`;

const END = `
UPDATE sessions s SET revoked_at = $2
WHERE s.id = $1 AND s.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = s.user_id)`;
