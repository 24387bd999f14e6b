import { listDiagnoses } from "@/lib/diagnosis/data";
import { diagnosisInput, LOG_SHOWS_SUCCESS } from "@/lib/diagnosis/diagnose-incident";
import { diagnoseWithClaude } from "@/lib/diagnosis/model/diagnose-with-claude";
import { incidentImpact } from "@/lib/diagnosis/incident-impact";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { saveDiagnosis, type DiagnosisDraft } from "@/lib/diagnosis/save-diagnosis";
import { listEvidence } from "@/lib/evidence/data";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { modelConnection } from "@/lib/vendors/anthropic/client";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

/**
 * Asks Claude once about an incident that the built-in engine has diagnosed. A permanent failure is noted and the
 * built-in diagnosis is kept. A retryable failure is thrown, so that the workflow retries; when retries are exhausted,
 * the caller notes it (`noteModelFailure`).
 * @throws AppError RATE_LIMITED or UNAVAILABLE for a retryable failure; NOT_FOUND.
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
  const builtin = diagnoses.items.find((diagnosis) => diagnosis.engine === "builtin") ?? null;
  const result = await diagnoseWithClaude(connection, {
    ...diagnosisInput(incident, evidence.items, null),
    builtin,
    impact: await incidentImpact(ctx, incident, builtin?.note === LOG_SHOWS_SUCCESS),
  });
  if (!result.ok) {
    throwIfRetryable(result);
    await noteModelFailure(ctx, { ...input, message: result.message });
    return { asked: true, outcome: "failed" };
  }
  const { draft } = result;
  const better = draft.outcome === "inconclusive" && builtin?.outcome === "diagnosed" ? builtin : null;
  await saveDiagnosis(ctx, { ...input, draft, ...(better === null && { incident }) });
  if (better !== null) await makeCurrent(ctx, input.incidentId, better.id);
  return { asked: true, outcome: draft.outcome };
}

/** Keeps a diagnosis current when a later one is inconclusive. */
async function makeCurrent(ctx: Context, incidentId: string, diagnosisId: string): Promise<void> {
  await ctx.pool.query(
    `UPDATE incidents n SET diagnosis_id = d.id, category = d.category, confidence = d.confidence,
       root_cause = d.root_cause, updated_at = $4
     FROM diagnoses d WHERE n.id = $1 AND n.workspace_id = $2 AND d.id = $3 AND d.incident_id = n.id`,
    [incidentId, ctx.workspaceId, diagnosisId, ctx.now()],
  );
}
