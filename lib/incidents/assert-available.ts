import { actionRefusal } from "@/lib/incidents/actions";
import type { IncidentAction, IncidentStatus } from "@/lib/incidents/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Asserts that an action is available for an incident. Call it inside `withIncidentsLocked`, so that the status cannot
 * change before the transaction ends.
 * @throws AppError NOT_FOUND; CONFLICT if the status does not allow the action.
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
 * Asserts that an action is available for an incident that is already loaded. `status` defaults to the current one.
 * @throws AppError CONFLICT if the status does not allow the action.
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
