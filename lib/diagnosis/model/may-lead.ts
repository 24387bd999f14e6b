import type { CounterCheck, Diagnosis } from "@/lib/diagnosis/schemas";

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

/**
 * Why a model's diagnosis must not take the place of the built-in one, for people; null if it may. It may if the built-in
 * engine found no cause, if it is at least as sure, or if it names only what the evidence contains and either is the same
 * cause or survived the counter-check with facts. Pure.
 */
export function leadObjection(
  contender: Contender,
  builtin: Pick<Diagnosis, "outcome" | "confidence"> | null,
): string | null {
  const { confidence, isSameCause, unsupportedNames, counterCheck, isCheckedByFacts } = contender;
  if (builtin === null || builtin.outcome !== "diagnosed" || confidence >= builtin.confidence) return null;
  const isSurvivor = counterCheck?.verdict === "stands" && isCheckedByFacts;
  if (unsupportedNames.length === 0 && (isSameCause || isSurvivor)) return null;
  const sure = percent(builtin.confidence);
  return isSameCause
    ? `The built-in engine names the same cause without them, and is surer (${sure}, Claude ${percent(confidence)}).`
    : `Claude names another cause (${percent(confidence)}) than the built-in engine, which is surer (${sure}).`;
}

const percent = (x: number) => `${Math.round(x * 100)}%`;
