import { assertAvailable } from "@/lib/incidents/assert-available";
import { getIncidentRef, type IncidentChanged } from "@/lib/incidents/data";
import { loadRemainder } from "@/lib/intake/split/load-remainder";
import { loadSplitOrigin, type SplitOrigin } from "@/lib/intake/split/split-origin";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { recount } from "@/lib/incidents/move-failures";
import { analysisStart } from "@/lib/incidents/analysis-start";
import type { UndoOf } from "@/lib/incidents/undo/schemas";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Occurrence, Prisma } from "@/lib/platform/db/generated/client";
import { type AppError, invalidField } from "@/lib/platform/errors";
import type { WorkflowStart } from "@/lib/workflows/workflow-start";

/**
 * Moves occurrences to a new incident, titled after the latest of them and analyzed separately. It gets its own
 * fingerprint, so no later failures fold into it. If the original's own failure moves, the original is titled after the
 * latest remaining one and analyzed again. The caller sends the events.
 * @throws AppError NOT_FOUND; INVALID if an occurrence is not in this incident or none would remain; CONFLICT for a
 * merged incident.
 */
export async function splitIncident(
  ctx: Context,
  id: string,
  occurrenceIds: readonly string[],
): Promise<IncidentChanged> {
  authorize(ctx, "incident.split");
  const from = await getIncidentRef(ctx, id);
  // Loads complete deliveries, so do it before the lock; deliveries do not change.
  const origin = await loadSplitOrigin(ctx, from.id, occurrenceIds);
  const remainder = origin && (await loadRemainder(ctx, from.id, occurrenceIds));
  const newIncidentId = newId();
  return withIncidentsLocked(ctx, async (tx) => {
    await assertAvailable(ctx, tx, from.id, "split");
    const taken = await takeOccurrences(ctx, tx, from.id, occurrenceIds);
    if (!origin) throw notOfThisIncident();
    const analysis = analysisStart(ctx, newIncidentId);
    const anew = remainder && (await describeAnew(ctx, tx, from.id, remainder));
    const number = await openSplit(ctx, tx, {
      id: newIncidentId,
      fromId: from.id,
      origin,
      taken,
      workflowId: analysis.workflow.id,
    });
    await moveTaken(ctx, tx, from.id, newIncidentId, taken);
    await recount(ctx, tx, from.id, { withLatest: true });
    const occurrences = await recount(ctx, tx, newIncidentId, { withLatest: true });
    const entryId = newId();
    await recordEvents(
      ctx,
      tx,
      [
        {
          id: entryId,
          incidentId: newIncidentId,
          event: { type: "split_from", from: from.id, fromNumber: from.number, occurrences },
          undo: { type: "split", from: from.id, described: anew && anew.described },
        },
        {
          incidentId: from.id,
          event: { type: "split_off", intoNumber: number, occurrences },
          undo: { type: "entry", incidentId: newIncidentId, entryId },
        },
      ],
      anew ? [analysis, anew.analysis] : [analysis],
    );
    return { id: newIncidentId, number, changeIds: [entryId] };
  });
}

/** Describes the original by another of its failures; its severity and its assignee stay. */
async function describeAnew(
  ctx: Context,
  tx: Prisma.TransactionClient,
  id: string,
  { severity: _severity, severityReasons: _reasons, report, ...described }: SplitOrigin,
): Promise<{ analysis: WorkflowStart; described: UndoOf<"split">["described"] }> {
  const analysis = analysisStart(ctx, id);
  const before = await tx.incident.findUniqueOrThrow({
    where: { id, workspaceId: ctx.workspaceId },
    select: DESCRIPTION,
  });
  await tx.incident.updateMany({
    where: { id, workspaceId: ctx.workspaceId },
    data: { ...described, report: report as Prisma.InputJsonValue, workflowId: analysis.workflow.id },
  });
  return { analysis, described: { before, fingerprint: described.fingerprint } };
}

const DESCRIPTION = {
  title: true,
  fingerprint: true,
  fingerprintParts: true,
  environment: true,
  sourceId: true,
  subjectKind: true,
  subjectId: true,
  pipelineId: true,
  taskId: true,
  runId: true,
  report: true,
} as const;

function notOfThisIncident(): AppError {
  return invalidField("occurrenceIds", "must name occurrences of this incident and leave at least one");
}

/**
 * The requested occurrences, and the reports that accompany them.
 * @throws AppError INVALID if one is not in this incident or no failure would remain.
 */
async function takeOccurrences(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  ids: readonly string[],
): Promise<Occurrence[]> {
  const { workspaceId } = ctx;
  const asked = await tx.occurrence.findMany({
    where: { incidentId, workspaceId, id: { in: [...ids] } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const failures = asked.filter((occurrence) => occurrence.kind === "failure");
  const count = await tx.occurrence.count({ where: { incidentId, workspaceId, kind: "failure" } });
  if (asked.length !== new Set(ids).size || failures.length === 0 || failures.length >= count)
    throw notOfThisIncident();
  const runIds = [...new Set(failures.flatMap((failure) => failure.runId ?? []))];
  const ofRuns = await tx.occurrence.findMany({
    where: { incidentId, workspaceId, runId: { in: runIds }, id: { notIn: [...ids] } },
  });
  // A run with a remaining failure keeps its other reports too.
  const staying = new Set(ofRuns.filter(({ kind }) => kind === "failure").map(({ runId }) => runId));
  return [...asked, ...ofRuns.filter(({ runId }) => !staying.has(runId))];
}

interface Split {
  id: string;
  fromId: string;
  origin: SplitOrigin;
  taken: readonly Occurrence[];
  workflowId: string;
}

/** Opens the new incident and returns its number. */
async function openSplit(ctx: Context, tx: Prisma.TransactionClient, split: Split): Promise<number> {
  const { id, origin } = split;
  const source = await tx.incident.findUniqueOrThrow({
    where: { id: split.fromId, workspaceId: ctx.workspaceId },
    select: { assigneeId: true, ownerTeamId: true, detectedBy: true },
  });
  const { incidentSeq: number } = await tx.workspace.update({
    where: { id: ctx.workspaceId },
    data: { incidentSeq: { increment: 1 } },
    select: { incidentSeq: true },
  });
  const at = ctx.now();
  await tx.incident.create({
    data: {
      ...origin,
      ...source,
      report: origin.report as Prisma.InputJsonValue,
      id,
      workspaceId: ctx.workspaceId,
      number,
      dedupKey: `split:${id}`,
      status: "triggered",
      workflowId: split.workflowId,
      openedAt: at,
      firstSeenAt: at,
      lastSeenAt: at,
    },
  });
  return number;
}

async function moveTaken(
  ctx: Context,
  tx: Prisma.TransactionClient,
  fromId: string,
  toId: string,
  taken: readonly Occurrence[],
): Promise<void> {
  const { workspaceId } = ctx;
  await tx.occurrence.updateMany({
    where: { workspaceId, incidentId: fromId, id: { in: taken.map((occurrence) => occurrence.id) } },
    data: { incidentId: toId },
  });
  const attemptIds = taken.flatMap((occurrence) => occurrence.attemptId ?? []);
  await tx.attempt.updateMany({
    where: { workspaceId, incidentId: fromId, id: { in: attemptIds } },
    data: { incidentId: toId },
  });
}
