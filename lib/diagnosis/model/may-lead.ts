import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { foreignMarkup } from "@/lib/diagnosis/model/foreign-markup";
import { isSameCause } from "@/lib/diagnosis/model/same-cause";
import { unsupportedNames } from "@/lib/diagnosis/model/unsupported-names";
import type { CounterCheck, Diagnosis } from "@/lib/diagnosis/schemas";

export interface CauseInput {
  answer: Pick<ModelDiagnosis, "rootCause" | "category">;
  evidence: readonly Pick<EvidencePiece, "text">[];
  /** Names of what failed: task, pipeline or other subject. */
  assets: readonly string[];
  /** What is known besides the evidence: names, and what the sender reported. */
  known: readonly string[];
  builtin: Pick<Diagnosis, "rootCause" | "category"> | null;
}

/**
 * What a cause contains that the evidence does not, and whether it is the built-in engine's: it names the same, or it has the
 * same category and the evidence contains all that it names. Pure.
 */
export function compareCause({ answer, evidence, assets, known, builtin }: CauseInput): {
  missing: string[];
  markup: string[];
  isSame: boolean;
} {
  const sources = [...known, ...evidence.map(({ text }) => text)];
  const missing = unsupportedNames(answer.rootCause, sources);
  const markup = foreignMarkup(answer.rootCause, sources);
  const isGrounded = missing.length === 0 && markup.length === 0;
  const isSame =
    builtin !== null &&
    ((isGrounded && builtin.category === answer.category) ||
      isSameCause(answer.rootCause, builtin.rootCause, assets));
  return { missing, markup, isSame };
}

/** A model's diagnosis beside the built-in one. */
export interface Contender {
  confidence: number;
  /** Both name the same cause, or another one of the same category that the evidence supports. */
  isSameCause: boolean;
  /** Names in the cause that are nowhere in the evidence. */
  unsupportedNames: readonly string[];
  counterCheck: CounterCheck | null;
  /** The counter-check cites facts that the diagnosis does not cite. */
  isCheckedByFacts: boolean;
}

/** From here on the built-in engine has strong evidence of its own. */
const STRONG = 0.8;
/** Below this a model's diagnosis is a guess, too. */
const DOUBTFUL = 0.45;

/**
 * Why a model's diagnosis must not take the place of the built-in one, for people; null if it may. It may if the built-in
 * engine found no cause, if it is at least as sure, or if it names only what the evidence contains and either is the same
 * cause or was not contradicted by the counter-check; a strong built-in diagnosis gives way only to a check with facts. Pure.
 */
export function leadObjection(
  contender: Contender,
  builtin: Pick<Diagnosis, "outcome" | "confidence"> | null,
): string | null {
  const { confidence, isSameCause, unsupportedNames, counterCheck, isCheckedByFacts } = contender;
  if (builtin === null || builtin.outcome !== "diagnosed" || confidence >= builtin.confidence) return null;
  const isSurvivor =
    builtin.confidence < STRONG
      ? confidence >= DOUBTFUL &&
        (counterCheck?.verdict === "stands" || counterCheck?.verdict === "cannot_tell")
      : counterCheck?.verdict === "stands" && isCheckedByFacts;
  if (unsupportedNames.length === 0 && (isSameCause || isSurvivor)) return null;
  const sure = percent(builtin.confidence);
  return isSameCause
    ? `The built-in engine names the same cause without them, and is surer (${sure}, Claude ${percent(confidence)}).`
    : `Claude names another cause (${percent(confidence)}) than the built-in engine, which is surer (${sure}).`;
}

const percent = (x: number) => `${Math.round(x * 100)}%`;
