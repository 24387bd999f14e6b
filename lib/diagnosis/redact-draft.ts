import type { Claim, Diagnosis } from "@/lib/diagnosis/schemas";
import { redact } from "@/lib/redaction/redact";

/**
 * A diagnosis without secrets: a model may write out one that its evidence contains only encoded. Quotes stay, because they
 * are parts of stored, redacted evidence. Pure.
 */
export function redactDraft<Draft extends Omit<Diagnosis, "id" | "createdAt">>(draft: Draft): Draft {
  return {
    ...draft,
    rootCause: clean(draft.rootCause),
    explanation: clean(draft.explanation),
    claims: draft.claims.map(cleanClaim),
    ruledOut: draft.ruledOut.map(cleanClaim),
    causalChain: draft.causalChain.map(clean),
    gaps: draft.gaps.map((gap) => ({ ...gap, text: clean(gap.text) })),
    impact: { ...draft.impact, text: clean(draft.impact.text) },
    recommendedActions: draft.recommendedActions.map(clean),
    hypotheses: draft.hypotheses.map((hypothesis) => ({
      ...hypothesis,
      rootCause: clean(hypothesis.rootCause),
      reasons: hypothesis.reasons.map(clean),
    })),
    note: draft.note && clean(draft.note),
  };
}

function clean(text: string): string {
  return redact(text).text;
}

function cleanClaim(claim: Claim): Claim {
  return { ...claim, text: clean(claim.text) };
}
