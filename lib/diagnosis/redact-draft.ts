import type { AgentReport, ChainEdge, Claim, CounterCheck, Diagnosis } from "@/lib/diagnosis/schemas";
import { redact } from "@/lib/redaction/redact";

type Texts = Pick<
  Diagnosis,
  | "rootCause"
  | "explanation"
  | "claims"
  | "ruledOut"
  | "causalChain"
  | "gaps"
  | "impact"
  | "recommendedActions"
  | "hypotheses"
  | "note"
> &
  Partial<Pick<Diagnosis, "chain" | "counterCheck" | "agents">>;

/**
 * A diagnosis without secrets: a model may write out one that its evidence contains only encoded. Quotes stay, because they
 * are parts of stored, redacted evidence. Pure.
 */
export function redactDraft<Draft extends Texts>(draft: Draft): Draft {
  return {
    ...draft,
    ...(draft.chain && { chain: draft.chain.map(cleanEdge) }),
    ...(draft.counterCheck && { counterCheck: redactCheck(draft.counterCheck) }),
    ...(draft.agents && { agents: draft.agents.map(redactReport) }),
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

function cleanClaim<Text extends Pick<Claim, "text">>(claim: Text): Text {
  return { ...claim, text: clean(claim.text) };
}

function cleanEdge(edge: ChainEdge): ChainEdge {
  return { ...cleanClaim(edge), from: clean(edge.from), to: clean(edge.to) };
}

/** A counter-check without secrets. Pure. */
export function redactCheck(check: CounterCheck): CounterCheck {
  return { ...check, text: clean(check.text), reasons: check.reasons.map(cleanClaim) };
}

/** What an agent found, without secrets. Pure. */
export function redactReport(report: AgentReport): AgentReport {
  const message = report.message && clean(report.message);
  return { ...report, message, findings: report.findings.map(cleanClaim) };
}
