import { computeConfidence } from "@/lib/diagnosis/confidence/compute-confidence";
import { factCap } from "@/lib/diagnosis/coverage-cap";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { cleanModelText, toClaim } from "@/lib/diagnosis/model/clean-text";
import { compareCause, leadObjection } from "@/lib/diagnosis/model/may-lead";
import { walkChain } from "@/lib/diagnosis/model/walk-chain";
import { MIN_JUDGED, type Curve } from "@/lib/knowledge/reliability/recalibrate";
import type { AgentReport, Claim, CounterCheck, Diagnosis, Impact, Route } from "@/lib/diagnosis/schemas";

export interface JudgeInput {
  answer: ModelDiagnosis;
  /** The ids of the evidence by their names in the answer. */
  names: Readonly<Record<string, string>>;
  evidence: readonly EvidencePiece[];
  /** Names of what failed: task, pipeline or other subject. */
  assets: readonly string[];
  /** What is known besides the evidence: names, and what the sender reported. */
  known: readonly string[];
  builtin: Pick<Diagnosis, "outcome" | "rootCause" | "category" | "confidence" | "signature"> | null;
  /** The impact observed in our own records. */
  impact: Impact;
  agents: readonly AgentReport[];
  counterCheck: CounterCheck | null;
  route: Route;
  /** The correction of the confidence by what became of earlier diagnoses. */
  curve: Curve;
}

/** A diagnosis by a model, without what its calls took. */
export type JudgedAnswer = Pick<
  Diagnosis,
  | "outcome"
  | "rootCause"
  | "category"
  | "confidence"
  | "confidenceParts"
  | "transience"
  | "explanation"
  | "claims"
  | "chain"
  | "causalChain"
  | "ruledOut"
  | "gaps"
  | "impact"
  | "recommendedActions"
  | "hypotheses"
  | "signature"
  | "note"
  | "route"
  | "counterCheck"
> & { agents: AgentReport[] };

const MAX_CLAIMS = 12;
/** Confidence cap when none of the model's quotes were found in the evidence. */
const UNPROVEN_CONFIDENCE = 0.25;
/** From this share of dropped claims on nothing is concluded. */
const TOO_MANY_DROPPED = 0.5;

/**
 * Converts the model's answer to a diagnosis and keeps only what the evidence supports: code looks up each quote, claims
 * without a valid one are dropped, and the confidence is computed. It is `inconclusive` if no claim or less than half of
 * them are left, or if the counter-check refuted it. Pure.
 */
export function judgeAnswer(input: JudgeInput): JudgedAnswer {
  const { answer, names, evidence, builtin, counterCheck } = input;
  const cite = (claims: readonly ModelDiagnosis["impact"][]) =>
    checkCitations(
      claims.slice(0, MAX_CLAIMS).map((claim) => toClaim(claim, names)),
      evidence,
    );
  const claims = cite(answer.claims);
  const total = claims.kept.length + claims.dropped.length;
  const isProven = claims.kept.length > 0 && claims.dropped.length / total <= TOO_MANY_DROPPED;
  const isRefuted = counterCheck?.verdict === "refuted";
  const chain = walkChain(answer.chain, names, evidence, input.assets);
  const { missing, markup, isSame: agrees } = compareCause(input);
  const { gaps: ownGaps, cap } = capOf(input, claims.kept, isProven);
  const { confidence, raw, factors } = computeConfidence({
    stated: answer.confidence,
    builtin: builtin && {
      isSameCause: agrees,
      confidence: builtin.confidence,
      isDiagnosed: builtin.outcome === "diagnosed",
    },
    factKinds: countFactKinds(claims.kept, evidence),
    chain: { edges: chain.length, proven: chain.filter(({ basis }) => basis !== "unproven").length },
    claims: { total, dropped: claims.dropped.length },
    unsupportedNames: missing,
    counterCheck: counterCheck?.verdict ?? null,
    curve: input.curve,
    coverage: cap,
  });
  const contender = { confidence, isSameCause: agrees, unsupportedNames: missing, counterCheck };
  const isCheckedByFacts = checksByFacts(input, [...claims.kept, ...chain]);
  const objection = leadObjection({ ...contender, isCheckedByFacts }, builtin);
  const isSound = isProven && !isRefuted && markup.length === 0 && objection === null;
  return {
    outcome: isSound ? answer.outcome : "inconclusive",
    rootCause: cleanModelText(answer.rootCause, 500),
    category: answer.category,
    confidence,
    confidenceParts: { raw, correction: input.curve.judged < MIN_JUDGED ? null : input.curve, factors },
    transience: answer.transience,
    explanation: cleanModelText(answer.explanation, 4_000),
    claims: claims.kept,
    chain,
    causalChain: chain.map(({ text }) => text).toReversed(),
    ruledOut: cite(answer.ruledOut).kept,
    gaps: [
      ...ownGaps,
      ...answer.gaps
        .slice(0, 6)
        .map((text) => ({ collector: "claude", text: cleanModelText(text, 500), penalty: 0 })),
    ],
    impact: mergeImpact(input.impact, cite([answer.impact]).kept[0]),
    recommendedActions: answer.recommendedActions.slice(0, 8).map((text) => cleanModelText(text, 600)),
    hypotheses: answer.hypotheses.slice(0, 5).map((hypothesis) => ({
      category: hypothesis.category,
      rootCause: cleanModelText(hypothesis.rootCause, 500),
      confidence: Math.min(hypothesis.confidence, cap.cap),
      reasons: hypothesis.reasons.slice(0, 5).map((text) => cleanModelText(text, 300)),
    })),
    signature: builtin?.category === answer.category && agrees ? (builtin?.signature ?? null) : null,
    note: noteOn({
      kept: claims.kept.length,
      dropped: claims.dropped.length,
      missing,
      markup,
      counterCheck,
      objection: answer.outcome === "diagnosed" ? objection : null,
    }),
    route: input.route,
    counterCheck,
    agents: [...input.agents],
  };
}

/** The lowest cap: missing evidence, claims that cite no fact, and claims that are not proven. */
function capOf({ evidence, answer }: JudgeInput, kept: readonly Claim[], isProven: boolean) {
  const { gaps, cap: coverage } = evidenceGaps(evidence, answer.category);
  const caps = [
    { cap: coverage, text: gaps.toSorted((a, b) => (a.cap ?? 1) - (b.cap ?? 1))[0]?.text ?? null },
    { cap: factCap({ claims: kept, evidence }), text: "No facts are cited" },
    {
      cap: isProven ? 1 : UNPROVEN_CONFIDENCE,
      text: "Too few of the claims could be verified against the evidence",
    },
  ];
  const lowest = caps.reduce((a, b) => (b.cap < a.cap ? b : a));
  return { gaps, cap: lowest };
}

/** Whether the counter-check cites a fact that the diagnosis does not cite. */
function checksByFacts(
  { counterCheck, evidence }: JudgeInput,
  used: readonly Pick<Claim, "citations">[],
): boolean {
  const cited = (claims: readonly Pick<Claim, "citations">[]) =>
    new Set(claims.flatMap(({ citations }) => citations.map(({ evidenceId }) => evidenceId)));
  const [checked, known] = [cited(counterCheck?.reasons ?? []), cited(used)];
  return evidence.some(
    ({ id, provenance = "fact" }) => provenance === "fact" && checked.has(id) && !known.has(id),
  );
}

function countFactKinds(claims: readonly Claim[], evidence: readonly EvidencePiece[]): number {
  const cited = new Set(claims.flatMap(({ citations }) => citations.map(({ evidenceId }) => evidenceId)));
  const facts = evidence.filter(({ id, provenance = "fact" }) => cited.has(id) && provenance === "fact");
  return new Set(facts.map(({ kind }) => kind)).size;
}

function mergeImpact(observed: Impact, claimed: Claim | undefined): Impact {
  const texts = [observed.text, claimed?.text ?? ""].filter((text) => text !== "");
  return { text: texts.join("; "), affected: observed.affected };
}

/** What a reader should know about how it was judged; null if nothing. */
function noteOn({
  kept,
  dropped,
  missing,
  markup,
  counterCheck,
  objection,
}: {
  kept: number;
  dropped: number;
  missing: readonly string[];
  markup: readonly string[];
  counterCheck: CounterCheck | null;
  objection: string | null;
}): string | null {
  if (kept === 0) {
    return "None of Claude's claims could be verified against the evidence. Do not rely on this diagnosis.";
  }
  const notes = [
    dropped > 0 ? droppedNote(kept, dropped) : null,
    missing.length > 0 ? `The cause names ${missing.join(", ")}, which no evidence contains.` : null,
    markup.length > 0
      ? `The cause is written in markup that no evidence contains: ${cleanModelText(markup.join(" "), 200)}.`
      : null,
    objection,
    counterCheck?.verdict === "refuted" ? `Refuted by the counter-check: ${counterCheck.text}` : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join(" ");
}

function droppedNote(kept: number, dropped: number): string {
  const [verb, whose] = dropped === 1 ? ["was", "its quotes do"] : ["were", "their quotes do"];
  return `${dropped} of Claude's ${kept + dropped} claims ${verb} dropped, because ${whose} not occur in the evidence.`;
}
