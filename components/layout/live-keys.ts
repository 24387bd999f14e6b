import { z } from "zod";

/** One message of `/api/live`: something in a table changed, of this incident where there is one. */
export const LiveMessage = z.object({ incidentId: z.string().nullable(), table: z.string() });
export type LiveMessage = z.infer<typeof LiveMessage>;

const LISTS: readonly (readonly string[])[] = [["incidents"], ["stats"], ["pipelines"]];
const LISTED = new Set(["incidents", "workflow_runs", "diagnoses"]);

/** The queries that a change makes stale, by the start of their keys. */
export function keysFor({ incidentId, table }: LiveMessage): readonly (readonly string[])[] {
  if (table === "deliveries") return [["deliveries"], ["sources"]];
  const lists = LISTED.has(table) ? LISTS : [];
  return incidentId ? [...lists, ["incident", incidentId]] : lists;
}
