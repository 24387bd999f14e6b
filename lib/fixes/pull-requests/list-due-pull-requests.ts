import type { Pool } from "pg";

/** Read in one round; the rest waits for the next. */
const MAX_PER_ROUND = 40;
/** Schedule and clock differ by seconds. */
const TOLERANCE = "15 seconds";

/** The younger a pull request, the more often it is read. */
const LIST = `
SELECT f.id, f.workspace_id AS "workspaceId" FROM fixes f
WHERE f.status = 'open' AND (f.pr_checked_at IS NULL OR f.pr_checked_at <= $1::timestamptz + interval '${TOLERANCE}' -
  CASE WHEN f.decided_at > $1::timestamptz - interval '1 day' THEN interval '2 minutes'
    WHEN f.decided_at > $1::timestamptz - interval '30 days' THEN interval '10 minutes'
    ELSE interval '1 hour' END)
ORDER BY f.pr_checked_at NULLS FIRST, f.id
LIMIT ${MAX_PER_ROUND}`;

/** The open pull requests of all workspaces that are due to be read, those that wait longest first. */
export async function listDuePullRequests(
  pool: Pool,
  now: Date,
): Promise<{ id: string; workspaceId: string }[]> {
  const { rows } = await pool.query<{ id: string; workspaceId: string }>(LIST, [now]);
  return rows;
}
