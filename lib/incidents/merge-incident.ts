import { countFailures } from "@/lib/incidents/count-failures";
import { getIncidentRef, type IncidentRef } from "@/lib/incidents/data";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Incident as IncidentRow, Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";

/**
 * Merges an incident into another: its occurrences move, its status becomes `merged`, and later failures with its
 * fingerprint are grouped into the target.
 * @throws AppError NOT_FOUND; INVALID for merging into itself; CONFLICT if either is no longer open.
 */
export async function mergeIncident(ctx: Context, id: string, into: string): Promise<IncidentRef> {
  authorize(ctx, "incident.merge");
  const from = await getIncidentRef(ctx, id);
  const to = await getIncidentRef(ctx, into);
  if (from.id === to.id) {
    throw invalidField("into", "must be another incident");
  }
  await withIncidentsLocked(ctx, async (tx) => {
    const source = await findOpen(ctx, tx, from);
    const target = await findOpen(ctx, tx, to);
    await tx.incident.updateMany({
      where: { id: from.id, workspaceId: ctx.workspaceId },
      data: {
        status: "merged",
        parentIncidentId: to.id,
        occurrenceCount: 0,
        snoozedUntil: null,
        updatedAt: ctx.now(),
      },
    });
    await moveFailures(ctx, tx, from.id, to.id);
    const { count } = await countFailures(ctx, tx, to.id);
    await tx.incident.updateMany({
      where: { id: to.id, workspaceId: ctx.workspaceId },
      data: {
        occurrenceCount: count,
        lastSeenAt: source.lastSeenAt > target.lastSeenAt ? source.lastSeenAt : target.lastSeenAt,
        firstSeenAt: source.firstSeenAt < target.firstSeenAt ? source.firstSeenAt : target.firstSeenAt,
        aliasKeys: [...new Set([...target.aliasKeys, ...source.aliasKeys, source.dedupKey])].slice(-20),
      },
    });
    await recordEvents(ctx, tx, [
      { incidentId: from.id, event: { type: "merged", into: to.id, intoNumber: to.number } },
      { incidentId: to.id, event: { type: "absorbed", mergedNumber: from.number } },
    ]);
  });
  return to;
}

async function findOpen(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { id, number }: { id: string; number: number },
): Promise<IncidentRow> {
  const incident = await tx.incident.findFirst({
    where: { id, workspaceId: ctx.workspaceId, status: { in: [...OPEN_STATUSES] } },
  });
  if (!incident) throw new AppError("CONFLICT", `#${number} is no longer open.`);
  return incident;
}

/** Moves occurrences, attempts and previously merged incidents. */
async function moveFailures(
  ctx: Context,
  tx: Prisma.TransactionClient,
  fromId: string,
  toId: string,
): Promise<void> {
  const { workspaceId } = ctx;
  await tx.incident.updateMany({
    where: { workspaceId, parentIncidentId: fromId, status: "merged" },
    data: { parentIncidentId: toId },
  });
  await tx.occurrence.updateMany({
    where: { workspaceId, incidentId: fromId },
    data: { incidentId: toId },
  });
  await tx.attempt.updateMany({ where: { workspaceId, incidentId: fromId }, data: { incidentId: toId } });
}
