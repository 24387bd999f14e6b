import { redactInBackground } from "@/lib/background/redact-in-background";
import { diagnosisInput, LOG_SHOWS_SUCCESS } from "@/lib/diagnosis/diagnose-incident";
import { listDiagnoses } from "@/lib/diagnosis/data";
import type { EvidencePiece, FailureFacts } from "@/lib/diagnosis/engine/diagnosis-input";
import { incidentImpact } from "@/lib/diagnosis/incident-impact";
import type { Diagnosis, Impact } from "@/lib/diagnosis/schemas";
import { listEvidence } from "@/lib/evidence/data";
import type { Evidence } from "@/lib/evidence/schemas";
import { subjectName } from "@/lib/failures/subject";
import { loadIncidentContext, type IncidentContext } from "@/lib/incidents/incident-context";
import type { Context } from "@/lib/platform/context";
import { redact } from "@/lib/redaction/redact";

/** What the analysis by a model is based on. */
export interface AnalysisMaterial {
  incident: IncidentContext;
  failure: FailureFacts;
  /** As stored, which is what people see and citations are checked against. The most relevant first. */
  evidence: readonly Evidence[];
  /** The same, redacted once more with today's rules, for prompts. */
  shown: readonly EvidencePiece[];
  /** The built-in engine's latest diagnosis. */
  builtin: Diagnosis | null;
  /** The impact observed in our own records. */
  impact: Impact;
}

/** Loads it. @throws AppError NOT_FOUND; UNAVAILABLE when too many large texts are being read. */
export async function loadAnalysisMaterial(ctx: Context, incidentId: string): Promise<AnalysisMaterial> {
  const [incident, evidence, diagnoses] = await Promise.all([
    loadIncidentContext(ctx, incidentId),
    listEvidence(ctx, incidentId),
    listDiagnoses(ctx, incidentId),
  ]);
  const builtin = diagnoses.items.find((diagnosis) => diagnosis.engine === "builtin") ?? null;
  const shown = await Promise.all(
    evidence.items.map(async (piece) => ({ ...piece, text: (await redactInBackground(piece.text)).text })),
  );
  return {
    incident,
    failure: redactFailure(diagnosisInput(incident, evidence.items, null).failure),
    evidence: evidence.items,
    shown,
    builtin,
    impact: await incidentImpact(ctx, incident, builtin?.note === LOG_SHOWS_SUCCESS),
  };
}

function redactFailure(failure: FailureFacts): FailureFacts {
  const clean = (text: string | null | undefined) => (text ? redact(text).text : text);
  return { ...failure, message: clean(failure.message) };
}

/** Names of what failed: the task, the pipeline, or another subject. Pure. */
export function assetsOf({
  task,
  pipeline,
  report,
}: Pick<IncidentContext, "task" | "pipeline" | "report">): string[] {
  return [task, pipeline, subjectName(report.subject)].filter((name) => name !== null);
}
