import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ModelFindings } from "@/lib/diagnosis/model/answers";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { toClaim } from "@/lib/diagnosis/model/clean-text";
import type { AgentReport } from "@/lib/diagnosis/schemas";

const MAX_FINDINGS = 8;

/**
 * Keeps an agent's findings whose quotes are in the evidence. Pure.
 * @param names the ids of the evidence by their names in the answer
 * @returns the findings, and a note for people if some were dropped
 */
export function checkFindings(
  answer: ModelFindings,
  names: Readonly<Record<string, string>>,
  evidence: readonly EvidencePiece[],
): { findings: AgentReport["findings"]; note: string | null } {
  const stated = answer.findings.slice(0, MAX_FINDINGS);
  const findings = stated.flatMap((finding) => {
    const [kept] = checkCitations([toClaim(finding, names)], evidence).kept;
    return kept ? [{ ...kept, bearing: finding.bearing }] : [];
  });
  return { findings, note: droppedNote(stated.length - findings.length) };
}

function droppedNote(dropped: number): string | null {
  if (dropped === 0) return null;
  if (dropped === 1) return "1 of its findings was dropped, because its quote is not in the evidence.";
  return `${dropped} of its findings were dropped, because their quotes are not in the evidence.`;
}
