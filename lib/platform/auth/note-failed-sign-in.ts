import type { Pool } from "pg";
import { audit } from "@/lib/platform/audit";
import type { Actor } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";
import { log } from "@/lib/platform/log";

/** Each network is recorded once per interval, and at most this many entries per hour. */
const SAME_NETWORK_MINUTES = 15;
const MAX_PER_HOUR = 20;
const MAX_WORKSPACES = 50;

const SOMEBODY: Actor = { type: "system", id: null, name: "Somebody" };

/**
 * Records a failed sign-in in the audit log of each of the person's workspaces, with the coarse network but never the
 * attempted password. Rate limited, so that guessing cannot flood the log. Unknown email addresses are not recorded. Never
 * throws; errors are logged.
 */
export async function noteFailedSignIn(
  deps: { pool: Pool; now: () => Date },
  { userId, network }: { userId: string; network: string },
): Promise<void> {
  const noted = transaction(deps.pool, async (client) => {
    const values = [userId, network, deps.now(), SAME_NETWORK_MINUTES, MAX_PER_HOUR, MAX_WORKSPACES];
    const { rows } = await client.query<{ workspaceId: string }>(TO_TELL, values);
    for (const { workspaceId } of rows) {
      await audit({ workspaceId, actor: SOMEBODY, now: deps.now }, client, {
        action: "session.refuse",
        targetType: "user",
        targetId: userId,
        detail: { network, method: "password" },
      });
    }
  });
  await noted.catch((error: unknown) => {
    log.warn({ err: error }, "could not record a failed sign-in in the audit log");
  });
}

/** The person's workspaces in which an entry is due. */
const TO_TELL = `
SELECT m.workspace_id AS "workspaceId"
FROM memberships m
CROSS JOIN LATERAL (
  SELECT count(*) AS entries, count(*) FILTER (
    WHERE a.detail->>'network' = $2 AND a.at > $3::timestamptz - make_interval(mins => $4)) AS repeats
  FROM audit_events a
  WHERE a.workspace_id = m.workspace_id AND a.target_type = 'user' AND a.target_id = $1 AND a.action = 'session.refuse'
    AND a.at > $3::timestamptz - interval '1 hour'
) lately
WHERE m.user_id = $1 AND lately.repeats = 0 AND lately.entries < $5
ORDER BY m.workspace_id
LIMIT $6`;
