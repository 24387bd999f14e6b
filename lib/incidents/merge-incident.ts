import { getIncident, getIncidentRef } from "@/lib/incidents/data";
import { OPEN_STATUSES, type Incident } from "@/lib/incidents/schemas";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";

/**
 * Merges an incident into another one: its occurrences move, it becomes `merged`, and later failures with its
 * identity fold into the target.
 * @throws AppError NOT_FOUND; INVALID for merging into itself; CONFLICT when either is no longer open.
 */
export async function mergeIncident(ctx: Context, id: string, into: string): Promise<Incident> {
  const from = await getIncidentRef(ctx, id);
  const to = await getIncidentRef(ctx, into);
  if (from.id === to.id) {
    throw new AppError("INVALID", "into: an incident cannot be merged into itself", {
      issues: [{ path: "into", message: "is the incident itself" }],
    });
  }
  await ctx.db.$transaction(async (tx) => {
    const open = { workspaceId: ctx.workspaceId, status: { in: [...OPEN_STATUSES] } };
    const source = await tx.incident.findFirst({ where: { id: from.id, ...open } });
    if (!source) throw new AppError("CONFLICT", `#${from.number} is not open any more.`);
    const merged = await tx.incident.updateMany({
      where: { id: from.id, ...open },
      data: { status: "merged", parentIncidentId: to.id, updatedAt: ctx.now() },
    });
    const target = await tx.incident.findFirst({ where: { id: to.id, ...open } });
    if (!target || merged.count === 0) throw new AppError("CONFLICT", `#${to.number} is not open any more.`);
    await tx.incident.update({
      where: { id: to.id },
      data: {
        occurrenceCount: { increment: source.occurrenceCount },
        lastSeenAt: source.lastSeenAt > target.lastSeenAt ? source.lastSeenAt : target.lastSeenAt,
        firstSeenAt: source.firstSeenAt < target.firstSeenAt ? source.firstSeenAt : target.firstSeenAt,
        aliasKeys: [...new Set([...target.aliasKeys, ...source.aliasKeys, source.dedupKey])].slice(-20),
      },
    });
    // What was joined to it before belongs to the target as well.
    await tx.incident.updateMany({
      where: { workspaceId: ctx.workspaceId, parentIncidentId: from.id, status: "merged" },
      data: { parentIncidentId: to.id },
    });
    await tx.occurrence.updateMany({ where: { incidentId: from.id }, data: { incidentId: to.id } });
    await tx.attempt.updateMany({ where: { incidentId: from.id }, data: { incidentId: to.id } });
    await tx.timelineEntry.createMany({
      data: [
        { incidentId: from.id, text: `Merged into #${to.number}` },
        { incidentId: to.id, text: `#${from.number} was merged into this incident` },
      ].map((entry) => ({
        ...entry,
        id: newId(),
        workspaceId: ctx.workspaceId,
        kind: "status",
        actorName: ctx.actor.name,
        at: ctx.now(),
      })),
    });
    await tx.auditEvent.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        actorType: ctx.actor.type,
        actorId: ctx.actor.id,
        actorName: ctx.actor.name,
        action: "incident.merge",
        targetType: "incident",
        targetId: from.id,
        detail: { into: to.id },
        at: ctx.now(),
      },
    });
  });
  return getIncident(ctx, to.id);
}
