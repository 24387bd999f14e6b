import { analysisStart } from "@/lib/incidents/analysis-start";
import { loadStates } from "@/lib/incidents/load-states";
import { MERGED } from "@/lib/incidents/merge-into";
import { moveFailures, recount } from "@/lib/incidents/move-failures";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import type { Described, UndoOf } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import type { WorkflowStart } from "@/lib/workflows/workflow-start";

/**
 * Puts split occurrences back, and what arrived with them since. The incident that the split opened becomes merged, so
 * that its number and links stay valid. If the original was described anew, it gets its description back.
 * @returns the analysis to start
 * @throws AppError CONFLICT if either incident has been closed or merged since, or what the original was about was deleted.
 */
export async function undoSplit(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  { from, described }: UndoOf<"split">,
): Promise<WorkflowStart[]> {
  const { workspaceId } = ctx;
  const states = await loadStates(ctx, tx, { ids: [incidentId, from] });
  const split = states.find(({ id }) => id === incidentId);
  const original = states.find(({ id }) => id === from);
  if (!split || !original) throw new AppError("CONFLICT", "The incident it was split from was deleted.");
  if (!OPEN_STATUSES.includes(split.status))
    throw new AppError("CONFLICT", `#${split.number} is ${split.status} now, so the split cannot be undone.`);
  if (original.status === "merged")
    throw new AppError("CONFLICT", `#${original.number} was merged since, so the split cannot be undone.`);
  await moveFailures(ctx, tx, [split.id], original.id);
  await tx.incident.updateMany({
    where: { id: split.id, workspaceId },
    data: { ...MERGED, parentIncidentId: original.id, updatedAt: ctx.now() },
  });
  const isDescribed = described && (await describeAsBefore(ctx, tx, original, described));
  await recount(ctx, tx, original.id, { withLatest: true });
  if (!isDescribed) return [];
  const analysis = analysisStart(ctx, original.id);
  await tx.incident.updateMany({
    where: { id: original.id, workspaceId },
    data: { workflowId: analysis.workflow.id },
  });
  return [analysis];
}

/** Restores the description unless a later report changed it. @returns whether it did. */
async function describeAsBefore(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { id, number }: { id: string; number: number },
  { before, fingerprint }: { before: Described; fingerprint: string },
): Promise<boolean> {
  const { report, fingerprintParts, ...description } = before;
  const { pipelineId, subjectId, taskId } = before;
  if (pipelineId !== null && (await tx.pipeline.count({ where: { id: pipelineId, workspaceId } })) === 0)
    throw gone(number, "pipeline");
  if (subjectId !== null && (await tx.subject.count({ where: { id: subjectId, workspaceId } })) === 0)
    throw gone(number, before.subjectKind);
  const hasTask = taskId !== null && (await tx.task.count({ where: { id: taskId, workspaceId } })) > 0;
  const { count } = await tx.incident.updateMany({
    where: { id, workspaceId, fingerprint },
    data: {
      ...description,
      taskId: hasTask ? taskId : null,
      report: report as Prisma.InputJsonValue,
      fingerprintParts: fingerprintParts as Prisma.InputJsonValue,
    },
  });
  return count > 0;
}

function gone(number: number, what: string): AppError {
  return new AppError(
    "CONFLICT",
    `#${number} was about a ${what} that was deleted since, so the split cannot be undone.`,
  );
}
