import { assertAvailable } from "@/lib/incidents/assert-available";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { EVENTS, analysisSteps } from "@/lib/workflows/plans";
import { startWorkflow } from "@/lib/workflows/start-workflow";

/**
 * Asks for the incident to be analysed again. While an analysis waits or runs, a second press gets that one.
 * @throws AppError NOT_FOUND; CONFLICT for a merged incident; INVALID when Claude is asked for and not configured.
 */
export async function requestAnalysis(
  ctx: Context,
  input: { incidentId: string; engine: "auto" | "builtin" | "claude" },
): Promise<{ workflowId: string }> {
  authorize(ctx, "incident.analyze");
  const hasModel = Boolean(env().ANTHROPIC_API_KEY);
  if (input.engine === "claude" && !hasModel) {
    const message = "Claude is not connected. Set ANTHROPIC_API_KEY and start again.";
    throw new AppError("INVALID", message, { issues: [{ path: "engine", message }] });
  }
  // Two presses at once find each other under the lock.
  return withIncidentsLocked(ctx, async (tx) => {
    await assertAvailable(ctx, tx, input.incidentId, "analyze");
    const running = await tx.workflowRun.findFirst({
      where: {
        workspaceId: ctx.workspaceId,
        incidentId: input.incidentId,
        type: "analyze-incident",
        status: { in: ["PENDING", "RUNNING"] },
      },
      orderBy: { createdAt: "desc" },
    });
    if (running) return { workflowId: running.id };
    const started = await startWorkflow(ctx, tx, {
      type: "analyze-incident",
      event: EVENTS.analysisRequested,
      incidentId: input.incidentId,
      plannedSteps: analysisSteps({ hasModel: hasModel && input.engine !== "builtin" }),
      data: { incidentId: input.incidentId, engine: input.engine },
    });
    await tx.incident.updateMany({
      where: { id: input.incidentId, workspaceId: ctx.workspaceId },
      data: { workflowId: started.workflowId },
    });
    await tx.timelineEntry.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        incidentId: input.incidentId,
        kind: "analysis",
        text: "Analysis requested",
        actorName: ctx.actor.name,
        at: ctx.now(),
      },
    });
    return started;
  });
}
