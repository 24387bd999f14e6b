import { assertAvailable } from "@/lib/incidents/assert-available";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { ASKED_PRIORITY } from "@/lib/incidents/analysis-start";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { EVENTS, analysisSteps } from "@/lib/workflows/plans";
import { workflowStart } from "@/lib/workflows/workflow-start";

/**
 * Requests another analysis of an incident. If one is pending or running, returns that one.
 * @throws AppError NOT_FOUND; CONFLICT for a merged incident; INVALID if Claude is requested but not configured.
 */
export async function requestAnalysis(
  ctx: Context,
  input: { incidentId: string; engine: "auto" | "builtin" | "claude" },
): Promise<{ workflowId: string }> {
  authorize(ctx, "incident.request-analysis");
  const hasModel = Boolean(env().ANTHROPIC_API_KEY);
  if (input.engine === "claude" && !hasModel) {
    const message = "Claude is not connected. Set ANTHROPIC_API_KEY and restart.";
    throw new AppError("INVALID", message, { issues: [{ path: "engine", message }] });
  }
  // The lock makes concurrent requests share one analysis.
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
    const start = workflowStart({
      workspaceId: ctx.workspaceId,
      type: "analyze-incident",
      event: EVENTS.analysisRequested,
      incidentId: input.incidentId,
      plannedSteps: analysisSteps({ hasModel: hasModel && input.engine !== "builtin" }),
      data: { incidentId: input.incidentId, engine: input.engine, priority: ASKED_PRIORITY },
      at: ctx.now().toISOString(),
    });
    const workflowId = start.workflow.id;
    await tx.incident.updateMany({
      where: { id: input.incidentId, workspaceId: ctx.workspaceId },
      data: { workflowId },
    });
    const event = { type: "analysis_requested", engine: input.engine } as const;
    await recordEvents(ctx, tx, [{ incidentId: input.incidentId, event }], [start]);
    return { workflowId };
  });
}
