import { joinSymptoms } from "@/lib/cascades/join-symptoms";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/** Finishes an analysis: merges incidents now known to be the same failure. Safe to run twice. */
export async function wrapUpAnalysis(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ symptoms: number; isMerged: boolean }> {
  authorize(ctx, "incident.merge");
  return joinSymptoms(ctx, input.incidentId);
}
