import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ModelCounterCheck, ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { cleanModelText, toClaim } from "@/lib/diagnosis/model/clean-text";
import type { CounterCheck } from "@/lib/diagnosis/schemas";

const MAX_REASONS = 6;

/** The ids of the evidence that a diagnosis cites, whether or not the quotes are right. Pure. */
export function citedIds(
  { claims, chain }: Pick<ModelDiagnosis, "claims" | "chain">,
  names: Readonly<Record<string, string>>,
): Set<string> {
  const cited = [...claims, ...chain].flatMap((claim) => toClaim(claim, names).citations);
  return new Set(cited.map(({ evidenceId }) => evidenceId));
}

/**
 * Why a counter-check has nothing to go on, for people; null if it has. Pure.
 * @param unused the evidence that the diagnosis does not cite
 * @param hasTools whether the model can read more
 */
export function nothingToCheck(
  { outcome }: Pick<ModelDiagnosis, "outcome">,
  unused: readonly EvidencePiece[],
  hasTools: boolean,
): string | null {
  if (outcome !== "diagnosed") return "The diagnosis is inconclusive, so there is no cause to check.";
  if (hasTools || unused.some(({ status }) => status === "ok")) return null;
  return "The diagnosis already cites all the evidence.";
}

/**
 * The result of a counter-check: the reasons whose quotes are in the evidence, and the verdict. An objection without a valid
 * citation that is new to the diagnosis does not count. Pure.
 * @param names the ids of the evidence by their names in the answer
 * @param used the ids of the evidence that the diagnosis cites (`citedIds`)
 */
export function judgeCounterCheck(
  answer: ModelCounterCheck,
  names: Readonly<Record<string, string>>,
  used: ReadonlySet<string>,
  evidence: readonly EvidencePiece[],
): CounterCheck {
  const { kept } = checkCitations(
    answer.reasons.slice(0, MAX_REASONS).map((reason) => toClaim(reason, names)),
    evidence,
  );
  const isNew = kept.some(({ citations }) => citations.some(({ evidenceId }) => !used.has(evidenceId)));
  const isObjection = answer.verdict === "refuted" || answer.verdict === "weakened";
  return {
    verdict: isObjection && !isNew ? "cannot_tell" : answer.verdict,
    text: cleanModelText(answer.text, 600),
    reasons: kept,
  };
}
