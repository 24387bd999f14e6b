import type { Pool } from "pg";
import { RECONCILED_KINDS } from "@/lib/reconcile/orchestrators/open-poller";

/** The schedule and the start of a pass differ by seconds. */
const TOLERANCE_MS = 15_000;

const LIST = `
SELECT s.id, s.workspace_id AS "workspaceId" FROM sources s
LEFT JOIN reconcile_states r ON r.source_id = s.id
WHERE s.enabled AND s.is_reconciled AND s.api_base_url IS NOT NULL AND s.kind = ANY($1::text[])
  AND (r.started_at IS NULL OR r.started_at <= $2)
ORDER BY r.started_at NULLS FIRST, s.id`;

/** The connected orchestrators of all workspaces whose next pass is due, those waiting longest first. */
export async function listDueSources(
  pool: Pool,
  { now, everyMinutes }: { now: Date; everyMinutes: number },
): Promise<{ id: string; workspaceId: string }[]> {
  const before = new Date(now.getTime() - everyMinutes * 60_000 + TOLERANCE_MS);
  const { rows } = await pool.query<{ id: string; workspaceId: string }>(LIST, [RECONCILED_KINDS, before]);
  return rows;
}
