import type { Pool } from "pg";
import { releaseDuplicates } from "@/lib/cascades/release-duplicates";
import { releaseSymptoms } from "@/lib/cascades/release-symptoms";
import { systemContext } from "@/lib/platform/auth/authenticate";

/**
 * Splits off lingering symptoms and merged duplicates in every workspace that has some. Safe to run twice.
 * @returns how many became incidents of their own
 */
export async function releaseEverywhere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(WORKSPACES);
  let released = 0;
  for (const { id } of rows) {
    const ctx = systemContext(id);
    released += (await releaseSymptoms(ctx)) + (await releaseDuplicates(ctx));
  }
  return released;
}

/** By the small indexes of what is merged and has not recovered. */
const WORKSPACES = `
SELECT n.workspace_id AS id FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id
WHERE n.status = 'merged' AND n.merge_kind = 'symptom' AND n.resolved_at IS NULL AND root.status = 'resolved'
UNION SELECT n.workspace_id FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id
WHERE n.status = 'merged' AND n.merge_kind = 'duplicate' AND n.occurrence_count = 0 AND n.resolved_at IS NULL
  AND root.status = 'resolved' AND root.resolution = 'recovered'`;
