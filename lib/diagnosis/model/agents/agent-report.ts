import type { AgentRun } from "@/lib/diagnosis/model/agents/run-agent";
import { ModelFindings } from "@/lib/diagnosis/model/answers";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { toClaim } from "@/lib/diagnosis/model/clean-text";
import { readAnswer } from "@/lib/diagnosis/model/transcripts";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { AgentReport } from "@/lib/diagnosis/schemas";
import type { Context } from "@/lib/platform/context";

const MAX_FINDINGS = 8;

/** An agent's findings whose quotes are in the evidence. */
export async function agentReport(
  ctx: Context,
  run: AgentRun,
  evidence: readonly EvidencePiece[],
): Promise<AgentReport> {
  const { agent, status, message, callId } = run;
  if (callId === null) return { agent, status, message, findings: [] };
  const { value, names } = await readAnswer(ctx, callId, ModelFindings);
  const findings = value.findings.slice(0, MAX_FINDINGS).flatMap((finding) => {
    const [kept] = checkCitations([toClaim(finding, names)], evidence).kept;
    return kept ? [{ ...kept, bearing: finding.bearing }] : [];
  });
  const lost = Math.min(value.findings.length, MAX_FINDINGS) - findings.length;
  const note =
    lost === 0
      ? null
      : `${lost} of its findings ${lost === 1 ? "was" : "were"} dropped, because ${lost === 1 ? "its quote is" : "their quotes are"} not in the evidence.`;
  return { agent, status, message: message ?? note, findings };
}
