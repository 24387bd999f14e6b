import { checkFindings } from "@/lib/diagnosis/model/agents/check-findings";
import type { AgentRun } from "@/lib/diagnosis/model/agents/run-agent";
import { ModelFindings } from "@/lib/diagnosis/model/answers";
import { readAnswer } from "@/lib/diagnosis/model/transcripts";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { AgentReport } from "@/lib/diagnosis/schemas";
import type { Context } from "@/lib/platform/context";

/** How an agent fared, with the findings whose quotes are in the evidence. @throws AppError NOT_FOUND. */
export async function agentReport(
  ctx: Context,
  run: AgentRun,
  evidence: readonly EvidencePiece[],
): Promise<AgentReport> {
  const { agent, status, message, callId } = run;
  if (callId === null) return { agent, status, message, findings: [] };
  const { value, names } = await readAnswer(ctx, callId, ModelFindings);
  const { findings, note } = checkFindings(value, names, evidence);
  return { agent, status, message: message ?? note, findings };
}
