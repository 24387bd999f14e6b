import "server-only";
import { getIncident } from "@/lib/desk/data";
import type { ChangedIncident } from "@/lib/desk/schemas";
import type { IncidentChanged } from "@/lib/incidents/data";
import type { Context } from "@/lib/platform/context";

/** The incident after a change, with the entries to undo it by. */
export async function getChangedIncident(
  ctx: Context,
  { id, changeIds }: IncidentChanged,
): Promise<ChangedIncident> {
  return { ...(await getIncident(ctx, id)), changeIds };
}
