import { factCap } from "@/lib/diagnosis/coverage-cap";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { BuiltinDiagnosis, DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import { ruledOutPatterns, withKnownCause } from "@/lib/diagnosis/engine/known-cause";
import { considerPatterns, type ConsideredPattern } from "@/lib/knowledge/patterns/consider-patterns";
import { loadCurve } from "@/lib/knowledge/reliability/data";
import { MIN_JUDGED, recalibrate, type Curve } from "@/lib/knowledge/reliability/recalibrate";
import type { ConfidenceParts } from "@/lib/knowledge/reliability/schemas";
import type { Context } from "@/lib/platform/context";

export interface PatternDiagnosis {
  found: BuiltinDiagnosis;
  /** The pattern whose cause leads; null if none does. */
  patternId: string | null;
  matches: ConsideredPattern[];
  confidenceParts: ConfidenceParts;
}

/**
 * The built-in diagnosis, led by a known cause if a pattern matches and its evidence is seen again, and its confidence corrected by
 * what people said about earlier ones. Patterns are weighed against what the evidence says without confirmed causes of earlier
 * incidents, so that a wrong confirmation cannot support itself. Reads only.
 */
export async function diagnoseWithPatterns(
  ctx: Context,
  incidentId: string,
  input: DiagnosisInput,
): Promise<PatternDiagnosis> {
  const own = diagnoseFailure(withoutConfirmed(input, () => true));
  if (own.outcome === "no_failure") return unled(own, []);
  const evidence = input.evidence.map(({ id, kind, status, text, startLine }) => ({
    id,
    kind,
    status,
    text,
    startLine,
  }));
  const { leading, matches } = await considerPatterns(ctx, { incidentId, own, evidence });
  if (leading !== null) {
    const found = withKnownCause(own, leading, input);
    const parts = { raw: found.confidence, correction: null, pattern: leading.weight.cause.success };
    return { found: withRuledOut(found, matches), patternId: leading.id, matches, confidenceParts: parts };
  }
  const doubtful = new Set(matches.filter(isDoubtful).flatMap(({ incidentIds }) => incidentIds));
  const found = hasConfirmed(input)
    ? diagnoseFailure(withoutConfirmed(input, (id) => doubtful.has(id)))
    : own;
  const corrected = correct(found, input, await loadCurve(ctx, "builtin"));
  return { ...corrected, found: withRuledOut(corrected.found, matches), patternId: null, matches };
}

/** A pattern that was looked for and may not lead; where nothing could be looked up, its cause counts as a hint. */
const isDoubtful = ({ recheck, weight }: ConsideredPattern) =>
  recheck.result !== "cannot_tell" || !weight.isUsable;

function hasConfirmed({ evidence }: DiagnosisInput): boolean {
  return evidence.some((piece) => piece.kind === "similar_incident" && piece.facts?.confirmed);
}

/** The input without the confirmed causes of these earlier incidents. */
function withoutConfirmed(input: DiagnosisInput, isLeftOut: (incidentId: string) => boolean): DiagnosisInput {
  return {
    ...input,
    evidence: input.evidence.map((piece) =>
      piece.kind === "similar_incident" && piece.facts?.confirmed && isLeftOut(piece.facts.id)
        ? { ...piece, facts: { ...piece.facts, confirmed: null } }
        : piece,
    ),
  };
}

function unled(found: BuiltinDiagnosis, matches: ConsideredPattern[]): PatternDiagnosis {
  return { found, patternId: null, matches, confidenceParts: { raw: found.confidence, correction: null } };
}

/** Corrects the confidence, within what the evidence allows. */
function correct(
  found: BuiltinDiagnosis,
  input: DiagnosisInput,
  curve: Curve,
): { found: BuiltinDiagnosis; confidenceParts: ConfidenceParts } {
  const raw = found.confidence;
  if (found.outcome !== "diagnosed" || curve.judged < MIN_JUDGED)
    return { found, confidenceParts: { raw, correction: null } };
  const { cap } = evidenceGaps(input.evidence, found.category);
  const allowed = Math.min(cap, factCap({ claims: found.claims, evidence: input.evidence }));
  const confidence = Math.round(Math.min(allowed, recalibrate(curve, raw)) * 1_000) / 1_000;
  const hypotheses = found.hypotheses.map((hypothesis, rank) =>
    rank === 0 ? { ...hypothesis, confidence } : hypothesis,
  );
  return { found: { ...found, confidence, hypotheses }, confidenceParts: { raw, correction: curve } };
}

function withRuledOut(found: BuiltinDiagnosis, matches: readonly ConsideredPattern[]): BuiltinDiagnosis {
  return { ...found, ruledOut: [...found.ruledOut, ...ruledOutPatterns(matches)] };
}
