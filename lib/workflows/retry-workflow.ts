import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { getWorkflow } from "@/lib/workflows/data";
import { objectionToRetry, workflowKind } from "@/lib/workflows/kinds";
import { lockWorkflow } from "@/lib/workflows/lock-workflow";
import { queueEvent } from "@/lib/workflows/queue-event";
import type { WorkflowView } from "@/lib/workflows/schemas";

/**
 * Resumes a failed or cancelled workflow from the step that failed, with the results of the steps before it.
 * @throws AppError NOT_FOUND; CONFLICT for one that has not failed, or whose type cannot resume.
 */
export async function retryWorkflow(ctx: Context, id: string): Promise<WorkflowView> {
  authorize(ctx, "workflow.control");
  const { workspaceId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const row = await lockWorkflow(ctx, tx, id);
    const objection = objectionToRetry(row);
    const kind = workflowKind(row.type);
    if (objection !== null || !kind) throw new AppError("CONFLICT", objection ?? "It cannot be retried.");
    await tx.workflowRun.updateMany({
      where: { id, workspaceId },
      data: { status: "PENDING", engineRunId: null, startedAt: null, endedAt: null, error: null },
    });
    await tx.workflowStep.updateMany({
      where: {
        workflowId: id,
        status: { notIn: ["COMPLETED", "SKIPPED"] },
        workflow: { workspaceId },
      },
      data: { status: "PENDING", attempts: 0, error: null, startedAt: null, endedAt: null },
    });
    await queueEvent(ctx, tx, {
      name: kind.event,
      data: { workflowId: id, ...(row.incidentId && { incidentId: row.incidentId }) },
    });
    await audit(ctx, tx, {
      action: "workflow.retry",
      targetType: "workflow",
      targetId: id,
      detail: { type: row.type },
    });
  });
  return getWorkflow(ctx, id);
}
