import { factCap } from "@/lib/diagnosis/coverage-cap";
import { checkStep } from "@/lib/diagnosis/engine/check-step";
import { CATEGORY_NOUN, usualChecks, usualTransience } from "@/lib/diagnosis/engine/describe-cause";
import type { BuiltinDiagnosis, DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import type { Claim } from "@/lib/diagnosis/schemas";
import { CATEGORIES } from "@/lib/failures/schemas";
import type { ConsideredPattern } from "@/lib/knowledge/patterns/consider-patterns";

type Known = Pick<
  ConsideredPattern,
  "name" | "category" | "confirmations" | "confirmedBy" | "weight" | "recheck" | "reason" | "citations"
>;

/**
 * The diagnosis that a known cause leads: the engine's own observations, headed by the pattern's cause with the current names and by
 * what shows it now. Its confidence is the success of that cause, within what the evidence allows. Pure.
 */
export function withKnownCause(own: BuiltinDiagnosis, known: Known, input: DiagnosisInput): BuiltinDiagnosis {
  const category = CATEGORIES.find((candidate) => candidate === known.category) ?? "unknown";
  const isSame = own.outcome === "diagnosed" && own.category === category;
  const rootCause = known.recheck.cause ?? own.rootCause;
  const shown: Claim = { text: `Known cause “${known.name}”: ${known.reason}`, citations: known.citations };
  const claims = [shown, ...own.claims];
  const { gaps, cap } = evidenceGaps(input.evidence, category);
  const allowed = Math.min(cap, factCap({ claims, evidence: input.evidence }));
  const confidence = Math.min(allowed, Math.max(isSame ? own.confidence : 0, known.weight.cause.success));
  const kind = input.failure.subject ?? "task";
  return {
    ...own,
    outcome: "diagnosed",
    rootCause,
    category,
    confidence: Math.round(confidence * 1_000) / 1_000,
    transience: isSame ? own.transience : usualTransience(category, input.failure.flakeScore),
    explanation: explanationOf(own, known, { rootCause, isSame }),
    claims,
    causalChain: [rootCause, ...own.causalChain.slice(1)],
    gaps,
    recommendedActions: isSame ? own.recommendedActions : usualChecks(category, kind, true).map(checkStep),
    hypotheses: [
      {
        category,
        rootCause,
        confidence: Math.round(confidence * 1_000) / 1_000,
        reasons: [confirmedWords(known), known.reason],
      },
      ...own.hypotheses.filter((hypothesis) => hypothesis.category !== category),
    ],
    fix: isSame ? own.fix : null,
  };
}

function explanationOf(
  own: BuiltinDiagnosis,
  known: Known,
  { rootCause, isSame }: { rootCause: string; isSame: boolean },
): string {
  const first = `${rootCause.replace(/\.$/, "")}. ${confirmedWords(known)}.`;
  if (isSame)
    return own.rootCause === rootCause
      ? `${own.explanation} ${confirmedWords(known)}.`
      : `${first} ${own.explanation}`;
  return own.outcome === "diagnosed"
    ? `${first} Without that, the evidence would suggest ${CATEGORY_NOUN[own.category]}: ${own.rootCause}.`
    : first;
}

function confirmedWords({ confirmations, confirmedBy }: Known): string {
  const times = confirmations === 1 ? "once" : `${confirmations} times`;
  return `This cause was confirmed ${times} before, ${confirmations === 1 ? "by" : "last by"} ${confirmedBy}`;
}

/** The patterns that the evidence contradicts, with what it shows instead. Pure. */
export function ruledOutPatterns(
  matches: readonly Pick<ConsideredPattern, "name" | "role" | "reason" | "citations">[],
): Claim[] {
  return matches.flatMap(({ name, role, reason, citations }) =>
    role === "ruled_out" && citations.length > 0
      ? [{ text: `Known cause “${name}”: ${reason}`, citations }]
      : [],
  );
}
