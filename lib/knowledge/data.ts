import "server-only";
import { OUTCOME_COLUMNS, OUTCOME_JOINS, type IncidentOutcome } from "@/lib/knowledge/outcome-sql";
import type { Context } from "@/lib/platform/context";

/** How incidents stand now, by id; ids that are unknown are missing. */
export async function findOutcomes(
  { pool, workspaceId }: Context,
  ids: readonly string[],
): Promise<Map<string, IncidentOutcome>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<IncidentOutcome & { id: string }>(
    `SELECT n.id, ${OUTCOME_COLUMNS} FROM incidents n ${OUTCOME_JOINS}
     WHERE n.workspace_id = $1 AND n.id = ANY($2::text[])`,
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, ...outcome }) => [id, outcome]));
}
