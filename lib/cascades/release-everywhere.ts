import type { Pool } from "pg";
import { releaseSymptoms } from "@/lib/cascades/release-symptoms";
import { systemContext } from "@/lib/platform/auth/authenticate";

/**
 * Splits off lingering symptoms in every workspace that has some. Safe to run twice.
 * @returns how many became incidents of their own
 */
export async function releaseEverywhere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(WORKSPACES);
  let released = 0;
  for (const { id } of rows) released += await releaseSymptoms(systemContext(id));
  return released;
}

/** By the small index of symptoms that have not recovered. */
const WORKSPACES = `
SELECT DISTINCT n.workspace_id AS id FROM incidents n JOIN incidents root ON root.id = n.parent_incident_id
WHERE n.status = 'merged' AND n.merge_kind = 'symptom' AND n.resolved_at IS NULL AND root.status = 'resolved'`;
