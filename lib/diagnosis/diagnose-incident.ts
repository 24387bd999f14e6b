import { diagnoseWithPatterns, type PatternDiagnosis } from "@/lib/diagnosis/diagnose-with-patterns";
import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnose-failure";
import { hashCitations, tagClaims } from "@/lib/diagnosis/ground-claims";
import { incidentImpact } from "@/lib/diagnosis/incident-impact";
import { saveDiagnosis, type DiagnosisDraft } from "@/lib/diagnosis/save-diagnosis";
import { listEvidence } from "@/lib/evidence/data";
import { readReportedTraceback } from "@/lib/evidence/failure-texts";
import type { Evidence } from "@/lib/evidence/schemas";
import { isGenericMessage } from "@/lib/failures/error-text";
import type { FailureReport } from "@/lib/failures/schemas";
import { subjectName, taskOf } from "@/lib/failures/subject";
import { NO_FAILED_TASK } from "@/lib/failures/unreported";
import { loadIncidentContext, type IncidentContext } from "@/lib/incidents/incident-context";
import { recordMatches } from "@/lib/knowledge/patterns/record-matches";
import { authorize } from "@/lib/platform/auth/permissions";
import type { ReadText } from "@/lib/logs/schemas";
import type { Context } from "@/lib/platform/context";

/** The note of a diagnosis that found the log of a successful run. */
export const LOG_SHOWS_SUCCESS =
  "A failure was reported, but the run in this log succeeded. The log may belong to another attempt.";

/**
 * Diagnoses an incident from its evidence with the built-in engine and known patterns: no model, no network, milliseconds.
 * `patternId` is the pattern whose cause leads the diagnosis, so that no model needs to be asked; null if none does.
 * @throws AppError NOT_FOUND.
 */
export async function diagnoseIncident(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ diagnosisId: string; outcome: string; confidence: number; patternId: string | null }> {
  authorize(ctx, "incident.analyze");
  const startedAt = performance.now();
  const [incident, evidence] = await Promise.all([
    loadIncidentContext(ctx, input.incidentId),
    listEvidence(ctx, input.incidentId),
  ]);
  const reported = await readReportedTraceback(incident.report, evidence.items);
  const known = await diagnoseWithPatterns(
    ctx,
    input.incidentId,
    diagnosisInput(incident, evidence.items, reported),
  );
  const { found } = known;
  found.claims = tagClaims(hashCitations(found.claims, evidence.items), evidence.items);
  found.ruledOut = tagClaims(hashCitations(found.ruledOut, evidence.items), evidence.items);
  const draft = toDraft(
    known,
    await incidentImpact(ctx, incident, known.found.outcome === "no_failure"),
    Math.round(performance.now() - startedAt),
  );
  const diagnosisId = await saveDiagnosis(ctx, { ...input, draft, incident });
  await recordMatches(ctx, input.incidentId, known.matches);
  return { diagnosisId, outcome: draft.outcome, confidence: draft.confidence, patternId: known.patternId };
}

/** The engines' input. `reported`: the report's parsed traceback, for when no log shows the failure. */
export function diagnosisInput(
  incident: IncidentContext,
  evidence: readonly Evidence[],
  reported: ReadText | null,
): DiagnosisInput {
  const { report } = incident;
  const attempt = taskOf(report)?.attempt ?? null;
  return {
    evidence,
    failure: {
      orchestrator: incident.source.kind,
      subject: report.subject.kind,
      pipeline: incident.pipeline ?? subjectName(report.subject),
      task: incident.task,
      state: attempt?.state ?? null,
      exceptionType: report.exception?.type ?? null,
      message: report.exception?.message ?? reasonOf(report),
      reported,
      tryNumber: incident.tryNumber,
      maxTries: attempt?.maxTries ?? null,
      operator: incident.operator,
      flakeScore: incident.flakeScore,
      finding: findingOf(incident),
    },
  };
}

/** "task_failure" and the like name no cause, and as the likeliest line they would only confuse. */
function reasonOf({ reason }: FailureReport): string | null {
  return reason !== null && isGenericMessage(reason) ? null : reason;
}

/** A broken file comes with its own error, which explains it; a run that failed without a failed task is not labeled. */
function findingOf({ detectedBy, report, task }: IncidentContext): string | null {
  if (detectedBy !== "reconciler" || report.exception !== null) return null;
  if (report.reason === NO_FAILED_TASK) return task === null ? "no_failed_task" : null;
  return report.labels["finding"] ?? null;
}

function toDraft(
  { found, patternId, confidenceParts }: PatternDiagnosis,
  impact: DiagnosisDraft["impact"],
  latencyMs: number,
): DiagnosisDraft {
  const { fix, ...rest } = found;
  return {
    ...rest,
    engine: "builtin",
    // A log without a failure does not explain the reported one.
    outcome: found.outcome === "diagnosed" ? "diagnosed" : "inconclusive",
    impact,
    fixTemplate: fix,
    model: null,
    promptVersion: null,
    tokens: null,
    costUsd: null,
    latencyMs,
    note: found.outcome === "no_failure" ? LOG_SHOWS_SUCCESS : null,
    patternId,
    confidenceParts,
    logShowsSuccess: found.outcome === "no_failure",
  };
}
