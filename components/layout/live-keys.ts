import { z } from "zod";

/** A message of `/api/live`: a row of this table changed, belonging to this incident if there is one. */
export const LiveMessage = z.object({ incidentId: z.string().nullable(), table: z.string() });
export type LiveMessage = z.infer<typeof LiveMessage>;

type Keys = readonly (readonly string[])[];

const LISTS: Keys = [["incidents"], ["stats"], ["pipelines"]];

/** Which parts of the incident page a table feeds; an unlisted table feeds all of them. */
const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["incidents", ["head", "timeline"]],
  ["workflow_runs", ["head", "workflow"]],
  ["diagnoses", ["head", "diagnoses", "timeline"]],
  ["evidence", ["evidence", "timeline"]],
  ["fixes", ["fixes", "timeline"]],
  ["verdicts", ["head", "timeline"]],
  ["pattern_matches", ["head"]],
]);

const IN_LISTS = new Set(["incidents", "workflow_runs", "diagnoses"]);

/** Key prefixes of the queries that a change makes stale. */
export function keysFor({ incidentId, table }: LiveMessage): Keys {
  if (table === "deliveries") return [["deliveries"], ["sources"]];
  const lists = IN_LISTS.has(table) ? LISTS : [];
  if (!incidentId) return lists;
  const parts = PARTS.get(table);
  const own = parts ? parts.map((part) => ["incident", incidentId, part]) : [["incident", incidentId]];
  return [...lists, ...own];
}
