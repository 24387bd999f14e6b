import type { Severity } from "@/lib/failures/schemas";
import type { Context } from "@/lib/platform/context";
import { plannedAnalysis } from "@/lib/workflows/planned-analysis";
import { EVENTS } from "@/lib/workflows/plans";
import { workflowStart, type WorkflowStart } from "@/lib/workflows/workflow-start";

/** Somebody waits for it. */
export const ASKED_PRIORITY = 600;

const PRIORITIES: Record<Severity, number> = { critical: 600, high: 300, warning: 0, info: -300, low: -600 };

/** How many seconds an analysis goes ahead of others that wait: `priority.run` of the workflow engine, -600 to 600. */
export function analysisPriority(severity: Severity): number {
  return PRIORITIES[severity];
}

/** The start of a complete analysis of an incident, to record with the change that asks for it. */
export function analysisStart(ctx: Context, incidentId: string): WorkflowStart {
  return workflowStart({
    workspaceId: ctx.workspaceId,
    type: "analyze-incident",
    event: EVENTS.analysisRequested,
    incidentId,
    plannedSteps: plannedAnalysis(),
    data: { incidentId, engine: "auto", priority: ASKED_PRIORITY },
    at: ctx.now().toISOString(),
  });
}
