import { STATE_SELECT, type IncidentState } from "@/lib/incidents/lifecycle";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** The states of incidents of this workspace, in no order. Call it inside `withIncidentsLocked`. */
export async function loadStates(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  which: { ids: readonly string[]; numbers?: readonly number[] },
): Promise<IncidentState[]> {
  const { ids, numbers = [] } = which;
  const rows = await tx.incident.findMany({
    where: { workspaceId, OR: [{ id: { in: [...ids] } }, { number: { in: [...numbers] } }] },
    select: STATE_SELECT,
  });
  return rows.map((row) => ({
    ...row,
    status: row.status as IncidentState["status"],
    resolution: row.resolution as IncidentState["resolution"],
    mergeKind: row.mergeKind as IncidentState["mergeKind"],
  }));
}
