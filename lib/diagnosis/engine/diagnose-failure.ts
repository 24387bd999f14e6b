import { factCap } from "@/lib/diagnosis/coverage-cap";
import { calibrate } from "@/lib/diagnosis/engine/calibration";
import type { Category } from "@/lib/failures/schemas";
import { OWN_REASONS } from "@/lib/failures/unreported";
import {
  findCircumstances,
  type Circumstance,
} from "@/lib/diagnosis/engine/circumstances/find-circumstances";
import { checkStep } from "@/lib/diagnosis/engine/check-step";
import {
  describeAlternative,
  describeCause,
  usualSteps,
  usualTransience,
} from "@/lib/diagnosis/engine/describe-cause";
import type { BuiltinDiagnosis, DiagnosisInput, FixProposal } from "@/lib/diagnosis/engine/diagnosis-input";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import { fitOrchestrator, orchestratorOf } from "@/lib/diagnosis/engine/fit-orchestrator";
import { fillStep, fillTemplate } from "@/lib/diagnosis/engine/failure-text";
import { findSignatures, type FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import { weighSubjects } from "@/lib/diagnosis/inference/weigh-failure";
import { INCONCLUSIVE_BELOW } from "@/lib/diagnosis/inference/weights";
import type { ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import { observe, type Observed } from "@/lib/diagnosis/engine/observe";
import type { Hypothesis } from "@/lib/diagnosis/schemas";
import { timeInLog } from "@/lib/diagnosis/engine/time-in-log";
import {
  scoreCategories,
  wordsShareBeside,
  type CategoryScore,
} from "@/lib/diagnosis/engine/score-categories";
import { isExplained, withKnownLines } from "@/lib/diagnosis/engine/known-lines";
import { weighEvidence, type EvidenceReason } from "@/lib/diagnosis/engine/weigh-evidence";
import { causalChain, explain, makeClaims, ruleOut } from "@/lib/diagnosis/engine/write-diagnosis";

export type { BuiltinDiagnosis, DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";

const MAX_HYPOTHESES = 4;
const MIN_SHOWN = 0.04;
/** Caps confidence when an earlier run failed and a later one succeeded: the user may mean either. */
const EARLIER_FAILURE_CAP = 0.75;

/**
 * Diagnoses a failure from the evidence: signatures first, inference if none matches, then other evidence for and
 * against. Pure, deterministic, no I/O; takes milliseconds.
 */
export function diagnoseFailure(input: DiagnosisInput): BuiltinDiagnosis {
  const observed = withKnownLines(observe(input));
  if (isSuccess(observed)) return noFailure(observed);
  const { signatures, evidenceReasons, scores } = judge(observed);
  const leader = scores[0];
  // The orchestrator may say why an attempt ended that left no text.
  const isSilent = observed.subjects.length === 0;
  if (leader === undefined || (isSilent && !evidenceReasons.some(({ cause }) => cause !== undefined)))
    return inconclusive(observed, [], evidenceReasons);
  const { gaps, cap: coverage } = evidenceGaps(input.evidence, leader.category);
  const signature = signatureOf(leader.category, signatures);
  const cause = causeOf(
    { category: leader.category, isLeader: true },
    { signatures, evidenceReasons },
    observed,
  );
  const circumstances = findCircumstances(observed, { signature, cause });
  const isKnown = (found: Circumstance) =>
    evidenceReasons.some(({ piece, line }) => piece.id === found.piece.id && line === found.line);
  // What stands beside the cause makes it no surer.
  const grounds = makeClaims(observed, signature, evidenceReasons);
  const cap = Math.min(coverage, factCap({ claims: grounds, evidence: input.evidence }));
  const hypotheses = listHypotheses({ scores, signatures, evidenceReasons }, observed, cap);
  const confidence = hypotheses[0]?.confidence ?? 0;
  if (confidence < INCONCLUSIVE_BELOW) return inconclusive(observed, hypotheses, evidenceReasons);
  const claims = makeClaims(observed, signature, [
    ...evidenceReasons,
    ...circumstances.filter((found) => !isKnown(found)),
  ]);
  const telling = tellingBeside(cause, circumstances, reasonFor(leader.category, evidenceReasons));
  const rootCause = `${cause}${telling?.ending ?? ""}`;
  return {
    outcome: "diagnosed",
    rootCause,
    category: leader.category,
    confidence,
    transience: isLasting(telling ?? reasonFor(leader.category, evidenceReasons))
      ? "permanent"
      : (signature?.signature.transience ?? usualTransience(leader.category, input.failure.flakeScore)),
    explanation: explain({ observed, signature, hypotheses, rootCause }),
    claims,
    causalChain: [...(telling ? [telling.claim] : []), ...causalChain(observed, cause, signature)],
    ruledOut: ruleOut(observed, leader.category),
    gaps,
    recommendedActions: recommendedActions(observed, leader.category, signature, evidenceReasons),
    hypotheses,
    signature: signature?.signature.id ?? null,
    fix: fixOf(signature),
  };
}

function judge(observed: Observed): {
  signatures: FoundSignature[];
  evidenceReasons: EvidenceReason[];
  scores: CategoryScore[];
} {
  const signatures = findSignatures(observed);
  const evidenceReasons = weighEvidence(observed, signatures);
  const scores = scoreCategories(
    signatures,
    weighSubjects(foreignSubjects(observed), isExplained(signatures), wordsShareBeside(signatures)),
    evidenceReasons,
  );
  return { signatures, evidenceReasons, scores };
}

/** Without our own sentences, such as those about a finding: their words say nothing about the cause. */
function foreignSubjects({ subjects, surroundings }: Observed): ObservedSubject[] {
  return surroundings.finding == null ? subjects.filter(({ text }) => !OWN_REASONS.has(text.trim())) : [];
}

/** The best signature of this category, or the best overall if it lists the category as an alternative. */
function signatureOf(category: Category, signatures: readonly FoundSignature[]): FoundSignature | null {
  const fits = (found: FoundSignature): boolean => found.signature.category === category;
  const allows = (found: FoundSignature): boolean =>
    found.signature.alternatives?.includes(category) === true;
  return signatures.find(fits) ?? signatures.slice(0, 1).find(allows) ?? null;
}

/** What completes the cause: the most telling circumstance, unless the cause names its commit already. */
function tellingBeside(
  cause: string,
  circumstances: readonly Circumstance[],
  shownBy: EvidenceReason | null,
): Circumstance | null {
  if (shownBy?.isDeliberate === true) return null;
  const first = circumstances.find(
    ({ isTelling, piece, line }) => isTelling && !(piece.id === shownBy?.piece.id && line === shownBy.line),
  );
  return first === undefined || /\bcommit `/i.test(cause) ? null : first;
}

/** What a change brought stays until the change is undone. */
function isLasting(telling: EvidenceReason | null): boolean {
  return telling?.piece.kind === "deploy" || telling?.piece.kind === "commit";
}

/** Categories in which a missing name is the failure. */
const OF_NAMES: ReadonlySet<Category> = new Set(["schema_change", "code_bug", "warehouse_sql"]);

function listHypotheses(
  { scores, signatures, evidenceReasons }: ReturnType<typeof judge>,
  observed: Observed,
  cap: number,
): Hypothesis[] {
  // What a person confirmed for an earlier failure of this kind is shown, however unlikely it looks.
  const isConfirmed = ({ category }: CategoryScore) =>
    evidenceReasons.some(
      ({ piece, weights }) => piece.kind === "similar_incident" && (weights[category] ?? 0) > 0,
    );
  return scores.flatMap((score, rank) => {
    const confidence = round(Math.min(rank === 0 ? calibrate(score.probability) : score.probability, cap));
    const isLikely = rank === 0 || (rank < MAX_HYPOTHESES && confidence >= MIN_SHOWN);
    if (!isLikely && !isConfirmed(score)) return [];
    return {
      category: score.category,
      rootCause: causeOf(
        { category: score.category, isLeader: rank === 0 },
        { signatures, evidenceReasons },
        observed,
      ),
      confidence,
      reasons: score.reasons,
    };
  });
}

/** The evidence that names the cause of this category by itself. */
function reasonFor(category: Category, evidenceReasons: readonly EvidenceReason[]): EvidenceReason | null {
  return evidenceReasons.find(({ cause }) => cause?.category === category) ?? null;
}

/** The sentence that names the cause, if it is of this category. */
function causeOf(
  { category, isLeader }: { category: Category; isLeader: boolean },
  { signatures, evidenceReasons }: Pick<ReturnType<typeof judge>, "signatures" | "evidenceReasons">,
  { subjects }: Observed,
): string {
  const named = signatureOf(category, signatures);
  const isOwn = named?.signature.category === category || isLeader;
  return (
    reasonFor(category, evidenceReasons)?.cause?.text ??
    (isLeader && OF_NAMES.has(category)
      ? evidenceReasons.find(({ commitCause }) => commitCause !== undefined)?.commitCause
      : undefined) ??
    (named !== null && isOwn
      ? fillTemplate(named.signature.rootCause, named.captures)
      : isLeader
        ? describeCause(category, subjects[0] ?? null)
        : describeAlternative(category))
  );
}

function recommendedActions(
  observed: Observed,
  category: Category,
  signature: FoundSignature | null,
  evidenceReasons: readonly EvidenceReason[],
): string[] {
  const steps =
    signature === null
      ? usualSteps(category, observed.input.failure.subject ?? "task", observed.subjects[0] ?? null)
      : [...signature.signature.fixes, ...signature.signature.checks.map(checkStep)].map((text) =>
          fillStep(text, signature.captures),
        );
  const orchestrator = orchestratorOf(observed);
  const stepsFor = (wanted: Category | null) =>
    evidenceReasons.flatMap(({ step }) => (step?.category === wanted ? [step.text] : []));
  return [
    ...stepsFor(category),
    ...steps.flatMap((step) => fitOrchestrator(step, orchestrator) ?? []),
    ...stepsFor(null),
  ];
}

function fixOf(signature: FoundSignature | null): FixProposal | null {
  const fix = signature?.signature.fix;
  if (signature === null || fix === undefined) return null;
  const fill = (text: string): string => fillTemplate(text, signature.captures);
  const params = Object.entries(fix.params).map(([name, value]) => [name, fill(value)] as const);
  // A parameter without a capture would produce a wrong patch.
  if (params.some(([, value]) => value.includes("…"))) return null;
  return {
    templateId: fix.templateId,
    title: fill(fix.title),
    rationale: fill(fix.rationale),
    params: Object.fromEntries(params),
  };
}

function isSuccess(observed: Observed): boolean {
  const { exceptionType, message } = observed.input.failure;
  const isReported = [exceptionType, message].some(
    (text) => text !== null && text !== undefined && text !== "",
  );
  return (
    observed.logs.length > 0 &&
    !isReported &&
    observed.logs.every((log) => log.findings.outcome === "no_failure")
  );
}

function noFailure(observed: Observed): BuiltinDiagnosis {
  const reason = observed.logs[0]?.findings.outcomeReason.text ?? "";
  const good: BuiltinDiagnosis = {
    ...emptyDiagnosis(),
    outcome: "no_failure",
    confidence: 0.95,
    rootCause: "The run in this log succeeded",
    explanation: `No failure found: ${reason}`,
    // Nothing failed, so there is no failing line to cite, only how the run ended.
    claims: makeClaims({ ...observed, subjects: [] }, null, []),
  };
  const hadFailed = observed.logs.some(({ findings }) => findings.hasFailedRun);
  return hadFailed ? afterFailure(observed, good) : good;
}

/** A successful run after an earlier failed run in the same log: names the earlier failure. */
function afterFailure(observed: Observed, good: BuiltinDiagnosis): BuiltinDiagnosis {
  const hypotheses = listHypotheses(judge(observed), observed, EARLIER_FAILURE_CAP);
  const [first] = hypotheses;
  if (first === undefined || first.reasons.length === 0) return good;
  const log = observed.logs.find(({ findings }) => findings.hasFailedRun);
  const failedAt = log ? timeInLog(log, observed.subjects[0]?.startLine ?? 0) : null;
  const succeededAt = log ? timeInLog(log, log.findings.outcomeReason.line ?? 0) : null;
  return {
    ...good,
    category: first.category,
    confidence: EARLIER_FAILURE_CAP,
    rootCause: `The last run succeeded${at(succeededAt)}; an earlier run in this log failed${at(failedAt)}: ${first.rootCause}`,
    hypotheses,
  };
}

function at(time: string | null): string {
  return time === null ? "" : ` (${time})`;
}

function inconclusive(
  observed: Observed,
  hypotheses: Hypothesis[],
  evidenceReasons: readonly EvidenceReason[],
): BuiltinDiagnosis {
  const { gaps } = evidenceGaps(observed.input.evidence, "unknown");
  const isEmpty = observed.subjects.length === 0;
  const guess = hypotheses[0]?.reasons.length === 0 ? undefined : hypotheses[0];
  return {
    ...emptyDiagnosis(),
    outcome: "inconclusive",
    // The most likely guess, which the outcome marks as a guess; unknown if nothing supports it.
    category: guess?.category ?? "unknown",
    confidence: round(guess?.confidence ?? 0),
    rootCause: "Cause unknown",
    explanation: isEmpty
      ? "The evidence does not show what failed: no exception, no error line, no message from the sender."
      : `The evidence does not clearly show what kind of failure this is.${likeliestLine(observed)}`,
    claims: makeClaims(observed, null, []),
    gaps,
    recommendedActions: recommendedActions(observed, "unknown", null, evidenceReasons),
    hypotheses,
  };
}

function likeliestLine(observed: Observed): string {
  const line = observed.subjects[0]?.text.split("\n").find((text) => text.trim() !== "");
  return line === undefined ? "" : ` The most likely line: ${line.trim().slice(0, 300)}`;
}

function emptyDiagnosis(): BuiltinDiagnosis {
  return {
    outcome: "inconclusive",
    rootCause: "",
    category: "unknown",
    confidence: 0,
    transience: "unknown",
    explanation: "",
    claims: [],
    causalChain: [],
    ruledOut: [],
    gaps: [],
    recommendedActions: [],
    hypotheses: [],
    signature: null,
    fix: null,
  };
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
