import type { Pool } from "pg";
import { hashToken, newId, newToken } from "@/lib/platform/crypto";

/** Absolute lifetime of a session. */
export const SESSION_DAYS = 30;
/** Bounds the table even if a script signs in for every call. */
const MAX_SESSIONS = 100;
const USER_AGENT_LENGTH = 300;

/** The proof of identity: the matching password hash, or the GitHub account. */
type Proof = { method: "password"; passwordHash: string } | { method: "github"; githubId: string };

/**
 * Starts a session in the person's last used workspace, else in their first, if the proof is still valid: a password
 * changed since it was compared opens nothing.
 * @returns the secret for the cookie, of which only a hash is stored; null if the proof is no longer valid or the person
 * has no workspace
 */
export async function openSession(
  deps: { pool: Pool; now: () => Date },
  input: { userId: string; proof: Proof; userAgent: string; network: string },
): Promise<string | null> {
  const secret = newToken("");
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 24 * 3_600_000);
  const { proof } = input;
  const values = [
    newId(),
    input.userId,
    hashToken(secret),
    proof.method,
    input.userAgent.slice(0, USER_AGENT_LENGTH),
    input.network,
    now,
    expiresAt,
    proof.method === "password" ? proof.passwordHash : proof.githubId,
  ];
  const column = proof.method === "password" ? "password_hash" : "github_id";
  const { rowCount } = await deps.pool.query(INSERT.replace("proof_column", column), values);
  if (rowCount !== 1) return null;
  await deps.pool.query(DELETE_OLD, [input.userId, now, MAX_SESSIONS]);
  return secret;
}

// Locks the person, so that a concurrent password change is seen.
const INSERT = `
INSERT INTO sessions (id, user_id, workspace_id, hash, method, user_agent, network, created_at, last_seen_at, expires_at)
SELECT $1, person.id, m.workspace_id, $3, $4, $5, $6, $7, $7, $8
FROM (SELECT id FROM users WHERE id = $2 AND proof_column = $9 FOR SHARE) AS person
CROSS JOIN LATERAL (
  SELECT workspace_id FROM memberships
  WHERE user_id = person.id
  ORDER BY workspace_id = (
    SELECT workspace_id FROM sessions WHERE user_id = person.id ORDER BY last_seen_at DESC, id DESC LIMIT 1
  ) DESC NULLS LAST, created_at, workspace_id
  LIMIT 1
) AS m`;

const DELETE_OLD = `
DELETE FROM sessions WHERE user_id = $1 AND (
  expires_at < $2 OR revoked_at < $2
  OR id IN (SELECT id FROM sessions WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC OFFSET $3)
)`;
