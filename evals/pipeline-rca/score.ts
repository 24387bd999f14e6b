import type { ScenarioAnswer, Scenario } from "@/evals/pipeline-rca/scenario";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";

/** The score of an answer. Criteria that the scenario does not specify are true. */
export interface ScenarioScore {
  id: string;
  outcome: boolean;
  /** `strict`: the category is the label; `accepted`: it is one of the acceptable categories. */
  strict: boolean;
  accepted: boolean;
  rootCause: boolean;
  transience: boolean;
  /** Every required piece of evidence is cited. */
  evidence: boolean;
  /** Share of citations whose quote is in the cited lines; 1 without citations. */
  citations: number;
  /** False if the conclusion is ruled out by the evidence. */
  allowed: boolean;
  /** False if the confidence is higher than the evidence justifies. */
  humble: boolean;
  /** Wrong with a confidence of at least .8. */
  falselySure: boolean;
}

/** Scores an answer. Pure. */
export function scoreAnswer(scenario: Scenario, answer: ScenarioAnswer): ScenarioScore {
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

function isCited(answer: ScenarioAnswer, evidenceId: string, contains: string): boolean {
  return answer.claims.some((claim) =>
    claim.citations.some(
      (citation) => citation.evidenceId === evidenceId && citation.quote.includes(contains),
    ),
  );
}

/** The share of citations that the citation check leaves unchanged. */
function goodCitations(scenario: Scenario, answer: ScenarioAnswer): number {
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

/** Aggregates verdicts, overall and by tag. */
export function summarize(
  scenarios: readonly Scenario[],
  verdicts: readonly ScenarioScore[],
): Record<string, number> {
  const share = (list: readonly ScenarioScore[], is: (verdict: ScenarioScore) => boolean): number =>
    list.length === 0 ? 1 : list.filter(is).length / list.length;
  const tagged = (tag: Scenario["tags"][number]): ScenarioScore[] =>
    verdicts.filter((verdict) =>
      scenarios.find((scenario) => scenario.id === verdict.id)?.tags.includes(tag),
    );
  const isSolved = (verdict: ScenarioScore): boolean =>
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
