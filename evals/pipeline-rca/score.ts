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
  /** The causal chain leads from the failing asset to the cause. */
  chain: boolean;
  /** A wrong answer that the scenario lists as a likely one. */
  misdiagnosed: boolean;
  /** The squared difference between the confidence and being right; null if no cause was named. */
  brier: number | null;
}

/** Scores an answer. Pure. */
export function scoreAnswer(scenario: Scenario, answer: ScenarioAnswer): ScenarioScore {
  const { truth, forbidden } = scenario;
  const isDiagnosable = truth.outcome === "diagnosed";
  const cause = answer.rootCause.toLowerCase();
  const outcome = answer.outcome === truth.outcome;
  const accepted = isDiagnosable ? truth.categories.includes(answer.category) : outcome;
  const isClaimed = answer.outcome === "diagnosed";
  const rootCause = hasWords(cause, truth.mentions);
  const isRight = outcome && accepted && rootCause;
  return {
    id: scenario.id,
    outcome,
    strict: isDiagnosable ? answer.category === truth.categories[0] : outcome,
    accepted,
    rootCause,
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
    chain: isChainWalked(truth.chain ?? [], answer.causalChain),
    misdiagnosed: isClaimed && !isRight && isCommonMisdiagnosis(scenario, answer),
    brier: isClaimed ? (answer.confidence - (isRight && isDiagnosable ? 1 : 0)) ** 2 : null,
  };
}

/** The score of a system that did not answer: everything is wrong. */
export function scoreNoAnswer({ id }: Pick<Scenario, "id">): ScenarioScore {
  return {
    id,
    outcome: false,
    strict: false,
    accepted: false,
    rootCause: false,
    transience: false,
    evidence: false,
    citations: 1,
    allowed: true,
    humble: true,
    falselySure: false,
    chain: false,
    misdiagnosed: false,
    brier: null,
  };
}

function hasWords(text: string, wanted: readonly (readonly string[])[]): boolean {
  return wanted.every((any) => any.some((word) => text.includes(word.toLowerCase())));
}

/** Whether the steps occur in order when the chain is walked from the reported failure to the cause. */
function isChainWalked(steps: readonly (readonly string[])[], causalChain: readonly string[]): boolean {
  const links = causalChain.toReversed().map((link) => link.toLowerCase());
  let at = 0;
  return steps.every((any) => {
    const found = links.findIndex(
      (link, i) => i >= at && any.some((word) => link.includes(word.toLowerCase())),
    );
    at = Math.max(at, found);
    return found !== -1;
  });
}

function isCommonMisdiagnosis(
  { common_misdiagnoses: common }: Scenario,
  { category, rootCause }: ScenarioAnswer,
): boolean {
  const cause = rootCause.toLowerCase();
  return common.some(
    (wrong) =>
      (wrong.category === undefined || wrong.category === category) && hasWords(cause, wrong.mentions),
  );
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

/** Whether the answer names the cause, or rightly names none. Pure. */
export function isRightAnswer({ outcome, accepted, rootCause }: ScenarioScore): boolean {
  return outcome && accepted && rootCause;
}

/** Whether the answer is right, proven and not too sure. */
function isSolved(score: ScenarioScore): boolean {
  return isRightAnswer(score) && score.evidence && score.allowed && score.humble;
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
  const chained = verdicts.filter((verdict) =>
    scenarios.some(({ id, truth }) => id === verdict.id && (truth.chain?.length ?? 0) > 0),
  );
  const misleading = verdicts.filter((verdict) =>
    scenarios.some(({ id, common_misdiagnoses: common }) => id === verdict.id && common.length > 0),
  );
  const briers = verdicts.flatMap(({ brier }) => brier ?? []);
  return {
    scenarios: verdicts.length,
    solved: share(verdicts, isSolved),
    accuracy: share(verdicts, isRightAnswer),
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
    ...(chained.length > 0 && { chain: share(chained, (verdict) => verdict.chain) }),
    ...(misleading.length > 0 && { misdiagnosed: share(misleading, (verdict) => verdict.misdiagnosed) }),
    ...(briers.length > 0 && { brier: briers.reduce((sum, brier) => sum + brier, 0) / briers.length }),
  };
}
