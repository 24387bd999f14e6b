import { assertAvailable } from "@/lib/incidents/assert-available";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { EVENTS, fixStepNames } from "@/lib/workflows/plans";
import { workflowStart } from "@/lib/workflows/workflow-start";

/**
 * Requests fixes for a diagnosed incident.
 * @throws AppError NOT_FOUND; CONFLICT for a merged incident or without a diagnosis.
 */
export async function requestFixes(
  ctx: Context,
  input: { incidentId: string; hint: string | null },
): Promise<{ workflowId: string }> {
  authorize(ctx, "fix.request");
  return withIncidentsLocked(ctx, async (tx) => {
    await assertAvailable(ctx, tx, input.incidentId, "propose_fixes");
    const incident = await tx.incident.findFirstOrThrow({
      where: { id: input.incidentId, workspaceId: ctx.workspaceId },
      select: { diagnosisId: true },
    });
    if (!incident.diagnosisId)
      throw new AppError("CONFLICT", "There is no diagnosis yet. Analyze the incident first.");
    const start = workflowStart({
      workspaceId: ctx.workspaceId,
      type: "propose-fixes",
      event: EVENTS.fixesRequested,
      incidentId: input.incidentId,
      plannedSteps: fixStepNames({ hasModel: Boolean(env().ANTHROPIC_API_KEY) }),
      data: { incidentId: input.incidentId, hint: input.hint && redact(input.hint).text },
      at: ctx.now().toISOString(),
    });
    const event = { type: "fixes_requested" } as const;
    await recordEvents(ctx, tx, [{ incidentId: input.incidentId, event }], [start]);
    return { workflowId: start.workflow.id };
  });
}
