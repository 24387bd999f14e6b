import { z } from "zod";

export const LiveMessage = z.object({ incidentId: z.string().nullable(), table: z.string() });
export type LiveMessage = z.infer<typeof LiveMessage>;

/** The queries that a change makes stale. */
export function keysFor({ incidentId, table }: LiveMessage): readonly (readonly unknown[])[] {
  if (table === "deliveries") return [["deliveries"], ["sources"]];
  const lists =
    table === "incidents" || table === "workflow_runs" ? [["incidents"], ["stats"], ["pipelines"]] : [];
  return incidentId ? [...lists, ["incident", incidentId]] : lists;
}
