import { z } from "zod";
import { SeverityReason } from "@/lib/failures/schemas";
import { Suppression } from "@/lib/incidents/noise/schemas";
import { STATE_SELECT, type IncidentState } from "@/lib/incidents/lifecycle";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

const SeverityReasons = z.array(SeverityReason).catch([]);

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
    severityReasons: SeverityReasons.parse(row.severityReasons),
    suppressedBy: Suppression.safeParse(row.suppressedBy).data ?? null,
    resolution: row.resolution as IncidentState["resolution"],
    mergeKind: row.mergeKind as IncidentState["mergeKind"],
  }));
}
