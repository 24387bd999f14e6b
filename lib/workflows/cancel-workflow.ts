import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { getWorkflow } from "@/lib/workflows/data";
import { objectionToCancel } from "@/lib/workflows/kinds";
import { lockWorkflow } from "@/lib/workflows/lock-workflow";
import { EVENTS } from "@/lib/workflows/plans";
import { queueEvent } from "@/lib/workflows/queue-event";
import type { WorkflowView } from "@/lib/workflows/schemas";

/**
 * Cancels a workflow that has not ended: no further step starts, and the result of a running step is discarded.
 * @throws AppError NOT_FOUND; CONFLICT for one that has ended, or that cannot be stopped halfway.
 */
export async function cancelWorkflow(ctx: Context, id: string): Promise<WorkflowView> {
  authorize(ctx, "workflow.control");
  const { workspaceId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const row = await lockWorkflow(ctx, tx, id);
    const objection = objectionToCancel(row);
    if (objection !== null) throw new AppError("CONFLICT", objection);
    const endedAt = ctx.now();
    await tx.workflowRun.updateMany({
      where: { id, workspaceId },
      data: { status: "CANCELLED", endedAt, error: null },
    });
    await tx.workflowStep.updateMany({
      where: { workflowId: id, status: { in: ["PENDING", "RUNNING"] }, workflow: { workspaceId } },
      data: { status: "CANCELLED", endedAt },
    });
    await queueEvent(ctx, tx, { name: EVENTS.workflowCancelled, data: { workflowId: id } });
    await audit(ctx, tx, {
      action: "workflow.cancel",
      targetType: "workflow",
      targetId: id,
      detail: { type: row.type },
    });
  });
  return getWorkflow(ctx, id);
}
