import type { Rung, MatchRole } from "@/lib/knowledge/patterns/schemas";
import type { PatternWeight } from "@/lib/knowledge/patterns/pattern-weight";
import type { Recheck } from "@/lib/knowledge/patterns/recheck-pattern";

/** The diagnosis that the evidence gives without any pattern. */
export interface OwnDiagnosis {
  outcome: string;
  category: string;
  confidence: number;
}

/** A pattern that matches, and what looking for its evidence has shown. */
export interface Candidate {
  id: string;
  category: string;
  rung: Rung;
  /** Incidents whose cause was confirmed as this. */
  confirmations: number;
  weight: PatternWeight;
  recheck: Recheck;
}

/** From here on the evidence itself says what it is. */
const STRONG = 0.5;
/** Confirmations that overrule a diagnosis of strong evidence. */
const ENOUGH = 2;
/** Share of the confirmations that a pattern needs if another one with a different cause matches too. */
const MAJORITY = 2 / 3;
const RANK: Readonly<Record<Rung, number>> = { fingerprint: 0, template: 1, signature: 2 };

export interface Decided<C> {
  /** The one whose cause leads; null if none may. */
  leading: C | null;
  matches: { candidate: C; role: MatchRole; reason: string }[];
}

/**
 * Which pattern's cause leads. It must be seen again (`holds`), still be right more often than wrong, and be expressible with
 * the current names. Against strong evidence for another cause, one confirmation is not enough: it takes a second one, or evidence
 * of the cause itself. If two patterns with different causes hold, the clearly more confirmed one leads, or the one with evidence
 * of its own. Everything else is shown, and what the evidence contradicts is ruled out. Pure.
 */
export function chooseLeading<C extends Candidate>(own: OwnDiagnosis, candidates: readonly C[]): Decided<C> {
  const judged = candidates.map((candidate) => ({ candidate, hindrance: hindranceOf(own, candidate) }));
  const able = judged
    .filter(({ hindrance }) => hindrance === null)
    .map(({ candidate }) => candidate)
    .toSorted(
      (a, b) =>
        Number(b.recheck.isSpecific) - Number(a.recheck.isSpecific) ||
        RANK[a.rung] - RANK[b.rung] ||
        b.confirmations * b.weight.cause.success - a.confirmations * a.weight.cause.success,
    );
  const leading = able.find((candidate) => !isContested(own, candidate, able)) ?? null;
  return {
    leading,
    matches: judged.map(({ candidate, hindrance }) => ({
      candidate,
      role: candidate === leading ? "led" : candidate.recheck.result === "fails" ? "ruled_out" : "shown",
      reason:
        candidate === leading
          ? candidate.recheck.reason
          : (hindrance ?? (leading ? "Another pattern fits better" : "Patterns with different causes fit")),
    })),
  };
}

/** Why a pattern may not lead; null if it may. */
function hindranceOf(
  own: OwnDiagnosis,
  { category, rung, confirmations, weight, recheck }: Candidate,
): string | null {
  if (recheck.result !== "holds") return recheck.reason;
  if (!weight.isUsable)
    return `Its cause was right only ${weight.cause.worked} of ${weight.cause.tried} times`;
  const isSame = own.category === category;
  if (recheck.cause === null && !(isSame && own.outcome === "diagnosed"))
    return "Its cause names things that this incident's evidence does not show";
  const isContradicted = own.outcome === "diagnosed" && !isSame;
  if (isContradicted && rung === "signature" && !recheck.isSpecific)
    return "Only the kind of error is the same, and the evidence points to another cause";
  if (isContradicted && own.confidence >= STRONG && confirmations < ENOUGH && !recheck.isSpecific)
    return "It was confirmed once, and the evidence points to another cause";
  return null;
}

/** Whether another pattern with a different cause fits about as well. */
function isContested(own: OwnDiagnosis, candidate: Candidate, able: readonly Candidate[]): boolean {
  const rivals = able.filter(
    (other) =>
      other !== candidate &&
      other.category !== candidate.category &&
      RANK[other.rung] <= RANK[candidate.rung],
  );
  const strongest = Math.max(0, ...rivals.map(({ confirmations }) => confirmations));
  if (strongest === 0) return false;
  if (candidate.recheck.isSpecific && !rivals.some(({ recheck }) => recheck.isSpecific)) return false;
  if (candidate.confirmations / (candidate.confirmations + strongest) >= MAJORITY) return false;
  return own.outcome !== "diagnosed" || own.category !== candidate.category;
}
