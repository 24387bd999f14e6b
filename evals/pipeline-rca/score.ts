import type { Answer, Scenario } from "@/evals/pipeline-rca/scenario";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";

/** How one answer did. Each is true where the scenario does not ask for it. */
export interface Verdict {
  id: string;
  outcome: boolean;
  /** The label itself, and one of the defensible ones. */
  strict: boolean;
  accepted: boolean;
  rootCause: boolean;
  transience: boolean;
  /** Every required piece of evidence is cited. */
  evidence: boolean;
  /** Share of the citations whose quote stands where it is said to; 1 without any. */
  citations: number;
  /** No conclusion that the evidence rules out. */
  allowed: boolean;
  /** No more confidence than the evidence bears. */
  humble: boolean;
  /** Wrong at a confidence of .8 or more. */
  falselySure: boolean;
}

/** Judges one answer. Pure. */
export function scoreAnswer(scenario: Scenario, answer: Answer): Verdict {
  const { truth, forbidden } = scenario;
  const isDiagnosable = truth.outcome === "diagnosed";
  const cause = answer.rootCause.toLowerCase();
  const outcome = answer.outcome === truth.outcome;
  const accepted = isDiagnosable ? truth.categories.includes(answer.category) : outcome;
  const isClaimed = answer.outcome === "diagnosed";
  return {
    id: scenario.id,
    outcome,
    strict: isDiagnosable ? answer.category === truth.categories[0] : outcome,
    accepted,
    rootCause: truth.mentions.every((any) => any.some((word) => cause.includes(word.toLowerCase()))),
    transience: truth.transience === undefined || answer.transience === truth.transience,
    evidence: scenario.requiredEvidence.every(({ evidenceId, contains }) =>
      isCited(answer, evidenceId, contains),
    ),
    citations: goodCitations(scenario, answer),
    allowed:
      !isClaimed ||
      (!forbidden.categories.includes(answer.category) &&
        forbidden.mentions.every((word) => !cause.includes(word.toLowerCase()))),
    humble: truth.maxConfidence === undefined || answer.confidence <= truth.maxConfidence,
    falselySure: answer.confidence >= 0.8 && !(accepted || (!isDiagnosable && !isClaimed)),
  };
}

function isCited(answer: Answer, evidenceId: string, contains: string): boolean {
  return answer.claims.some((claim) =>
    claim.citations.some(
      (citation) => citation.evidenceId === evidenceId && citation.quote.includes(contains),
    ),
  );
}

/** A citation is good when the check would change nothing in it. */
function goodCitations(scenario: Scenario, answer: Answer): number {
  const all = answer.claims.flatMap((claim) => claim.citations);
  const good = all.filter((citation) => {
    const { kept } = checkCitations([{ text: "", citations: [citation] }], scenario.evidence);
    const found = kept[0]?.citations[0];
    return (
      found?.startLine === citation.startLine &&
      found.endLine === citation.endLine &&
      found.quote === citation.quote
    );
  });
  return all.length === 0 ? 1 : good.length / all.length;
}

/** Shares over all verdicts, and over the scenarios of each tag. */
export function summarise(
  scenarios: readonly Scenario[],
  verdicts: readonly Verdict[],
): Record<string, number> {
  const share = (list: readonly Verdict[], is: (verdict: Verdict) => boolean): number =>
    list.length === 0 ? 1 : list.filter(is).length / list.length;
  const tagged = (tag: Scenario["tags"][number]): Verdict[] =>
    verdicts.filter((verdict) =>
      scenarios.find((scenario) => scenario.id === verdict.id)?.tags.includes(tag),
    );
  const isSolved = (verdict: Verdict): boolean =>
    verdict.outcome &&
    verdict.accepted &&
    verdict.rootCause &&
    verdict.evidence &&
    verdict.allowed &&
    verdict.humble;
  return {
    scenarios: verdicts.length,
    solved: share(verdicts, isSolved),
    outcome: share(verdicts, (verdict) => verdict.outcome),
    accept: share(verdicts, (verdict) => verdict.accepted),
    strict: share(verdicts, (verdict) => verdict.strict),
    rootCause: share(verdicts, (verdict) => verdict.rootCause),
    requiredEvidence: share(verdicts, (verdict) => verdict.evidence),
    citationsGood:
      verdicts.reduce((sum, verdict) => sum + verdict.citations, 0) / Math.max(1, verdicts.length),
    nothingForbidden: share(verdicts, (verdict) => verdict.allowed),
    humble: share(verdicts, (verdict) => verdict.humble),
    transience: share(verdicts, (verdict) => verdict.transience),
    falseConfidence: share(verdicts, (verdict) => verdict.falselySure),
    healthyLeftAlone: share(tagged("healthy"), (verdict) => verdict.outcome),
    redHerringsSolved: share(tagged("red_herring"), isSolved),
    missingEvidenceSolved: share(tagged("missing_evidence"), isSolved),
    sameMessageStrict: share(tagged("same_message"), (verdict) => verdict.strict),
  };
}
