import type { Context } from "@/lib/platform/context";
import { plannedAnalysis } from "@/lib/workflows/planned-analysis";
import { EVENTS } from "@/lib/workflows/plans";
import { workflowStart, type WorkflowStart } from "@/lib/workflows/workflow-start";

/** The start of a complete analysis of an incident, to record with the change that asks for it. */
export function analysisStart(ctx: Context, incidentId: string): WorkflowStart {
  return workflowStart({
    workspaceId: ctx.workspaceId,
    type: "analyze-incident",
    event: EVENTS.analysisRequested,
    incidentId,
    plannedSteps: plannedAnalysis(),
    data: { incidentId, engine: "auto" },
    at: ctx.now().toISOString(),
  });
}
