import type { Context } from "@/lib/platform/context";

/** The part of a context that identifies its credential. */
export type Access = Pick<Context, "workspaceId" | "actor" | "sessionId" | "pool">;

/**
 * Whether `authenticate` would still accept the credential: the API token or session is neither revoked nor expired, and
 * the session is still in the workspace. For long-lived responses such as live streams. One indexed query, by the
 * database's clock. The system always has access.
 * @throws database errors; the caller decides whether an outage ends the response
 */
export async function recheckAccess(access: Access): Promise<boolean> {
  const { actor, workspaceId, pool } = access;
  if (actor.type === "system") return true;
  if (actor.type === "token") {
    const { rowCount } = await pool.query(LIVE_TOKEN, [actor.id, workspaceId]);
    return rowCount === 1;
  }
  if (actor.type !== "user" || !access.sessionId) return false;
  const { rowCount } = await pool.query(LIVE_SESSION, [access.sessionId, actor.id, workspaceId]);
  return rowCount === 1;
}

const LIVE_TOKEN = `
SELECT 1 FROM api_tokens
WHERE id = $1 AND workspace_id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;

const LIVE_SESSION = `
SELECT 1 FROM sessions s
JOIN memberships m ON m.user_id = s.user_id AND m.workspace_id = s.workspace_id
WHERE s.id = $1 AND s.user_id = $2 AND s.workspace_id = $3 AND s.revoked_at IS NULL AND s.expires_at > now()`;
