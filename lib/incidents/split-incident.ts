import { getIncident, getIncidentRef } from "@/lib/incidents/data";
import type { Incident } from "@/lib/incidents/schemas";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Incident as IncidentRow, Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Takes occurrences out of an incident into a new one. The new one never catches later failures by itself:
 * its identity is its own.
 * @throws AppError NOT_FOUND; INVALID when an occurrence is not of this incident or none would be left.
 */
export async function splitIncident(
  ctx: Context,
  id: string,
  occurrenceIds: readonly string[],
): Promise<Incident> {
  const from = await getIncidentRef(ctx, id);
  const newIncidentId = newId();
  await ctx.db.$transaction(async (tx) => {
    const source = await tx.incident.findUniqueOrThrow({ where: { id: from.id } });
    const { taken, failures } = await takeOccurrences(tx, source, occurrenceIds);
    const { incidentSeq } = await tx.workspace.update({
      where: { id: ctx.workspaceId },
      data: { incidentSeq: { increment: 1 } },
      select: { incidentSeq: true },
    });
    const { workflowId: _workflowId, diagnosisId: _diagnosisId, ...copied } = source;
    await tx.incident.create({
      data: {
        ...copied,
        id: newIncidentId,
        number: incidentSeq,
        dedupKey: `split:${newIncidentId}`,
        aliasKeys: [],
        status: "triggered",
        // Its cause is for its own analysis to say.
        category: null,
        confidence: null,
        rootCause: null,
        acknowledgedAt: null,
        resolvedAt: null,
        snoozedUntil: null,
        report: source.report as Prisma.InputJsonValue,
        fingerprintParts: source.fingerprintParts as Prisma.InputJsonValue,
        occurrenceCount: failures,
        runId: taken.at(-1)?.runId ?? null,
        attemptId: taken.at(-1)?.attemptId ?? null,
        openedAt: ctx.now(),
        firstSeenAt: taken[0]?.at ?? source.firstSeenAt,
        lastSeenAt: taken.at(-1)?.at ?? source.lastSeenAt,
      },
    });
    await tx.occurrence.updateMany({
      where: { id: { in: taken.map((one) => one.id) } },
      data: { incidentId: newIncidentId },
    });
    await tx.attempt.updateMany({
      where: { incidentId: from.id, id: { in: taken.flatMap((one) => one.attemptId ?? []) } },
      data: { incidentId: newIncidentId },
    });
    await leaveRest(tx, from.id, failures);
    await tx.timelineEntry.createMany({
      data: [
        { incidentId: newIncidentId, text: `Split from #${from.number}` },
        {
          incidentId: from.id,
          text: `${failures} occurrence${failures === 1 ? "" : "s"} split into #${incidentSeq}`,
        },
      ].map((entry) => ({
        ...entry,
        id: newId(),
        workspaceId: ctx.workspaceId,
        kind: "status",
        actorName: ctx.actor.name,
        at: ctx.now(),
      })),
    });
  });
  return getIncident(ctx, newIncidentId);
}

/** @throws AppError INVALID when one is not of this incident or no failure would be left. */
async function takeOccurrences(tx: Prisma.TransactionClient, source: IncidentRow, ids: readonly string[]) {
  const taken = await tx.occurrence.findMany({
    where: { incidentId: source.id, workspaceId: source.workspaceId, id: { in: [...ids] } },
    orderBy: { at: "asc" },
  });
  const failures = taken.filter((one) => one.kind === "failure").length;
  if (taken.length === new Set(ids).size && failures > 0 && failures < source.occurrenceCount) {
    return { taken, failures };
  }
  const message = "must name occurrences of this incident and leave at least one";
  throw new AppError("INVALID", `occurrenceIds: ${message}`, {
    issues: [{ path: "occurrenceIds", message }],
  });
}

/** What is left speaks of its own failures only. */
async function leaveRest(tx: Prisma.TransactionClient, id: string, failures: number): Promise<void> {
  const left = await tx.occurrence.findMany({
    where: { incidentId: id, kind: "failure" },
    orderBy: { at: "asc" },
    select: { at: true, runId: true, attemptId: true },
  });
  const last = left.at(-1);
  await tx.incident.update({
    where: { id },
    data: {
      occurrenceCount: { decrement: failures },
      firstSeenAt: left[0]?.at,
      lastSeenAt: last?.at,
      runId: last?.runId,
      attemptId: last?.attemptId,
    },
  });
}
