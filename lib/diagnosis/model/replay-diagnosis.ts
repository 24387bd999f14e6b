import type { AgentRun } from "@/lib/diagnosis/model/agents/run-agent";
import { draftFromAnswers } from "@/lib/diagnosis/model/conclude-analysis";
import { findAnsweredCalls } from "@/lib/diagnosis/model/transcripts";
import { findDiagnosis, findOrigin } from "@/lib/diagnosis/data";
import { Diagnosis, type DiagnosisReplay } from "@/lib/diagnosis/schemas";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/** What must be equal. Times and what depends on today's records, such as impact, may differ. */
const COMPARED = [
  "outcome",
  "rootCause",
  "category",
  "confidence",
  "transience",
  "explanation",
  "claims",
  "chain",
  "ruledOut",
  "counterCheck",
  "agents",
] as const;

/**
 * Makes a diagnosis by Claude once more from the stored answers, without asking anybody and without saving anything: it is
 * the same unless the rules or the evidence have changed since.
 * @throws AppError NOT_FOUND; CONFLICT for a diagnosis without stored answers.
 */
export async function replayDiagnosis(ctx: Context, diagnosisId: string): Promise<DiagnosisReplay> {
  authorize(ctx, "workspace.read");
  const stored = await findDiagnosis(ctx, diagnosisId);
  const row = await findOrigin(ctx, diagnosisId);
  if (!stored || !row) throw new AppError("NOT_FOUND", "There is no such diagnosis.");
  const calls = await findAnsweredCalls(ctx, row.workflowId);
  const isAgents = stored.route?.way === "agents";
  const callId = calls.get(isAgents ? "synthesizer" : "single-call");
  if (stored.engine !== "claude" || !stored.route || callId === undefined) {
    throw new AppError(
      "CONFLICT",
      "No model answers are stored from which this diagnosis could be made again.",
    );
  }
  const runs = stored.agents.map(({ agent, status, message }): AgentRun => {
    const found = status === "answered" ? (calls.get(`${agent}-agent`) ?? null) : null;
    return { agent, status, callId: found, message: status === "answered" ? null : message };
  });
  const counterCheck = isAgents ? { callId: calls.get("counter-check") ?? null, message: null } : null;
  const { draft } = await draftFromAnswers(ctx, {
    incidentId: row.incidentId,
    workflowId: row.workflowId,
    callId,
    runs,
    counterCheck,
    route: stored.route,
  });
  const diagnosis = Diagnosis.parse({ ...draft, id: stored.id, createdAt: stored.createdAt });
  const changed = COMPARED.filter(
    (field) => JSON.stringify(diagnosis[field]) !== JSON.stringify(stored[field]),
  );
  return { isSame: changed.length === 0, changed, diagnosis };
}
