import { listDiagnoses } from "@/lib/diagnosis/data";
import { diagnosisInput } from "@/lib/diagnosis/diagnose-incident";
import { diagnoseWithClaude } from "@/lib/diagnosis/model/diagnose-with-claude";
import { incidentImpact } from "@/lib/diagnosis/incident-impact";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { saveDiagnosis, type DiagnosisDraft } from "@/lib/diagnosis/save-diagnosis";
import { listEvidence } from "@/lib/evidence/data";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { isPassing, modelConnection } from "@/lib/vendors/anthropic/client";
import type { ModelFailure } from "@/lib/vendors/anthropic/connection";

/** A longer wait than this is not worth holding up the fixes for. */
const MAX_WAIT_MS = 60_000;

/**
 * Asks Claude about an incident that the built-in engine has diagnosed, once. A failure that cannot pass is
 * noted and the built-in diagnosis stands; one that may pass is thrown, for the workflow to try again, and is
 * the caller's to note (`noteModelFailure`) when the tries are used up.
 * @throws AppError RATE_LIMITED or UNAVAILABLE when asking again soon may help; NOT_FOUND.
 */
export async function askClaude(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ asked: boolean; outcome: DiagnosisDraft["outcome"] | "failed" | null }> {
  authorize(ctx, "incident.analyze");
  const connection = modelConnection();
  if (!connection) return { asked: false, outcome: null };
  const [incident, evidence, diagnoses] = await Promise.all([
    loadIncidentContext(ctx, input.incidentId),
    listEvidence(ctx, input.incidentId),
    listDiagnoses(ctx, input.incidentId),
  ]);
  const builtin = diagnoses.items.find((one) => one.engine === "builtin") ?? null;
  const result = await diagnoseWithClaude(connection, {
    ...diagnosisInput(incident, evidence.items, null),
    builtin,
    impact: await incidentImpact(ctx, incident),
  });
  if (!result.ok) {
    throwIfPassing(result);
    await noteModelFailure(ctx, { ...input, message: result.message });
    return { asked: true, outcome: "failed" };
  }
  await saveDiagnosis(ctx, { ...input, draft: result.draft });
  if (result.draft.outcome === "inconclusive" && builtin?.outcome === "diagnosed") {
    await makeCurrent(ctx, input.incidentId, builtin.id);
  }
  return { asked: true, outcome: result.draft.outcome };
}

function throwIfPassing({ reason, message, retryAfterMs }: ModelFailure): void {
  if (!isPassing(reason) || (retryAfterMs ?? 0) > MAX_WAIT_MS) return;
  throw new AppError(reason === "rate_limited" ? "RATE_LIMITED" : "UNAVAILABLE", message, { retryAfterMs });
}

/** A diagnosis that says nothing does not take the place of one that does. */
async function makeCurrent(ctx: Context, incidentId: string, diagnosisId: string): Promise<void> {
  await ctx.pool.query(
    `UPDATE incidents n SET diagnosis_id = d.id, category = d.category, confidence = d.confidence,
       root_cause = d.root_cause, updated_at = $4
     FROM diagnoses d WHERE n.id = $1 AND n.workspace_id = $2 AND d.id = $3 AND d.incident_id = n.id`,
    [incidentId, ctx.workspaceId, diagnosisId, ctx.now()],
  );
}
