import type { BuiltinDiagnosis, EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { toClaim } from "@/lib/diagnosis/model/clean-text";
import { isSameCause } from "@/lib/diagnosis/model/same-cause";
import type { Route } from "@/lib/diagnosis/schemas";

export interface RouteInput {
  /** The built-in engine's result; null without one. */
  builtin: {
    isDiagnosed: boolean;
    confidence: number;
    /** Of the second hypothesis; 0 if there is none. */
    nextConfidence: number;
  } | null;
  /** The pattern whose confirmed cause was found again and rechecked; null if there is none. */
  patternId: string | null;
  /** Size of all collected texts, in characters. */
  evidenceChars: number;
}

export interface ChosenRoute {
  way: Route["way"];
  why: string;
  /** Which model answers the single call. */
  size: "small" | "large";
}

/** The built-in engine's lead that leaves little to find out. */
const CLEAR_CONFIDENCE = 0.6;
const CLEAR_LEAD = 0.25;
/** What one call can show. */
const SMALL_EVIDENCE_CHARS = 12_000;

/**
 * How much of a model an incident needs: none for a known cause, one call for a clear or small one, the agents for the
 * rest. Pure.
 */
export function chooseRoute({ builtin, patternId, evidenceChars }: RouteInput): ChosenRoute {
  if (patternId !== null) {
    return {
      way: "known",
      why: "The same failure has a confirmed cause, and its evidence was found again",
      size: "small",
    };
  }
  const lead = builtin === null ? 0 : builtin.confidence - builtin.nextConfidence;
  if (builtin?.isDiagnosed && builtin.confidence >= CLEAR_CONFIDENCE && lead >= CLEAR_LEAD) {
    const why = `The built-in engine's cause leads clearly (${percent(builtin.confidence)}, next ${percent(builtin.nextConfidence)})`;
    return { way: "single-call", why, size: "small" };
  }
  if (evidenceChars <= SMALL_EVIDENCE_CHARS) {
    return {
      way: "single-call",
      why: "There is little evidence, and one call can read all of it",
      size: "large",
    };
  }
  const open = builtin?.isDiagnosed
    ? `The built-in engine's cause does not lead clearly (${percent(builtin.confidence)}, next ${percent(builtin.nextConfidence)})`
    : "The built-in engine found no cause";
  return {
    way: "agents",
    why: `${open}, and there is more evidence than one call reads well`,
    size: "large",
  };
}

const percent = (x: number) => `${Math.round(x * 100)}%`;

/** What `chooseRoute` needs to know about a built-in diagnosis. Pure. */
export function leadOf({
  outcome,
  confidence,
  hypotheses,
}: Pick<BuiltinDiagnosis, "outcome" | "confidence" | "hypotheses">): NonNullable<RouteInput["builtin"]> {
  const isDiagnosed = outcome === "diagnosed";
  return { isDiagnosed, confidence, nextConfidence: hypotheses[1]?.confidence ?? 0 };
}

export interface SingleAnswer {
  outcome: "diagnosed" | "inconclusive";
  confidence: number;
  /** It agrees with the built-in engine on the category, or on what caused the failure. */
  isSameCause: boolean;
  kept: number;
  dropped: number;
}

/**
 * Why the answer of a single call is not enough and the agents are asked; null if it is. The built-in engine takes the part
 * of the counter-check on the short way: if it contradicts, the agents decide. Pure.
 */
export function escalationReason(
  answer: SingleAnswer,
  builtin: { isDiagnosed: boolean; confidence: number } | null,
): string | null {
  if (answer.kept === 0) return "none of its claims could be verified";
  if (answer.dropped > answer.kept) return "most of its claims could not be verified";
  if (answer.outcome === "inconclusive") return "it was inconclusive";
  if (builtin?.isDiagnosed && !answer.isSameCause && builtin.confidence >= 0.4)
    return "it contradicted the built-in engine";
  return answer.confidence < 0.45 ? `it was not sure (${percent(answer.confidence)})` : null;
}

/**
 * The same of an answer as the model gave it: its claims are checked first. The same cause under another category is no
 * contradiction. Pure.
 * @param assets names of what failed
 */
export function whyEscalate(
  answer: Pick<ModelDiagnosis, "outcome" | "confidence" | "category" | "rootCause" | "claims">,
  names: Readonly<Record<string, string>>,
  evidence: readonly EvidencePiece[],
  builtin: Pick<BuiltinDiagnosis, "outcome" | "category" | "rootCause" | "confidence"> | null,
  assets: readonly string[],
): string | null {
  const { kept, dropped } = checkCitations(
    answer.claims.map((claim) => toClaim(claim, names)),
    evidence,
  );
  const { outcome, confidence } = answer;
  const isSame =
    builtin !== null &&
    (answer.category === builtin.category || isSameCause(answer.rootCause, builtin.rootCause, assets));
  return escalationReason(
    { outcome, confidence, isSameCause: isSame, kept: kept.length, dropped: dropped.length },
    builtin && { isDiagnosed: builtin.outcome === "diagnosed", confidence: builtin.confidence },
  );
}
