import { isUnfinished } from "@/lib/incidents/open-sql";
import type { Pool } from "pg";
import { joinSymptoms } from "@/lib/cascades/join-symptoms";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { earliestIdAt } from "@/lib/platform/crypto";

/** Longer than the sweep's interval, so that one that was missed or failed loses nothing. */
const WINDOW_MS = 5 * 60_000;
const MAX_INCIDENTS = 500;

/**
 * Judges the open incidents of pipelines again whose lineage became known in the last minutes, because an incident may have
 * been analyzed before the event that says what its pipeline reads or writes. Safe to run twice.
 * @returns how many incidents were joined to their root
 */
export async function joinAfterNewLineage(pool: Pool, now: Date): Promise<number> {
  const since = earliestIdAt(now.getTime() - WINDOW_MS);
  const { rows } = await pool.query<{ id: string; workspaceId: string }>(INCIDENTS, [since]);
  let joined = 0;
  for (const { id, workspaceId } of rows) {
    const { symptoms } = await joinSymptoms(systemContext(workspaceId), id);
    joined += symptoms;
  }
  return joined;
}

/** $1: the id from which edges are new. Incidents that have been diagnosed, of pipelines at either end of a new edge's dataset. */
const INCIDENTS = `
WITH affected AS (
  SELECT e.workspace_id, e.pipeline_id FROM lineage_edges e WHERE e.id >= $1
  UNION
  SELECT other.workspace_id, other.pipeline_id FROM lineage_edges e
  JOIN lineage_edges other ON other.dataset_id = e.dataset_id AND other.workspace_id = e.workspace_id
  WHERE e.id >= $1
)
SELECT n.id, n.workspace_id AS "workspaceId" FROM affected
JOIN incidents n ON n.pipeline_id = affected.pipeline_id AND n.workspace_id = affected.workspace_id
WHERE ${isUnfinished("n")} AND n.diagnosis_id IS NOT NULL
ORDER BY n.id DESC LIMIT ${MAX_INCIDENTS}`;
