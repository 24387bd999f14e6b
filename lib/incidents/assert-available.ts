import { actionRefusal } from "@/lib/incidents/actions";
import type { IncidentAction, IncidentStatus } from "@/lib/incidents/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Reads an incident that something is about to be done to. Call it inside `withIncidentsLocked`: then the status
 * cannot change before the transaction ends.
 * @throws AppError NOT_FOUND; CONFLICT when the action makes no sense for its status.
 */
export async function assertAvailable(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  action: IncidentAction,
): Promise<void> {
  const incident = await tx.incident.findFirst({
    where: { id: incidentId, workspaceId: ctx.workspaceId },
    select: { number: true, status: true, parent: { select: { number: true } } },
  });
  if (!incident) throw new AppError("NOT_FOUND", "There is no such incident.");
  assertAction(incident, action);
}

/**
 * For an incident that has been read already. `status`: the one it is about to have, if another than its own.
 * @throws AppError CONFLICT when the action makes no sense for the status.
 */
export function assertAction(
  incident: { number: number; status: string; parent: { number: number } | null },
  action: IncidentAction,
  status = incident.status as IncidentStatus,
): void {
  const refusal = actionRefusal(action, {
    number: incident.number,
    status,
    parentNumber: incident.parent?.number ?? null,
  });
  if (refusal) throw new AppError("CONFLICT", refusal);
}
