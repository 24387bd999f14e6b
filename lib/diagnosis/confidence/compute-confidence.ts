import type { CounterCheck } from "@/lib/diagnosis/schemas";
import { MIN_JUDGED, recalibrate, type Curve } from "@/lib/knowledge/reliability/recalibrate";
import type { ConfidenceFactor } from "@/lib/knowledge/reliability/schemas";

/** What is known about a diagnosis by a model when its confidence is computed. */
export interface ConfidenceInput {
  /** The model's own number, 0..1. */
  stated: number;
  /** The built-in engine's result, and whether the model's says the same; null without one. */
  builtin: { isSameCause: boolean; confidence: number; isDiagnosed: boolean } | null;
  /** Kinds of evidence whose facts the kept claims cite. */
  factKinds: number;
  /** Edges from the failure to the cause, and those whose citations held. */
  chain: { edges: number; proven: number };
  /** Claims of the model, and those that were dropped. */
  claims: { total: number; dropped: number };
  /** Names in the cause that are nowhere in the evidence. */
  unsupportedNames: readonly string[];
  counterCheck: CounterCheck["verdict"] | null;
  /** The correction by what became of earlier diagnoses. */
  curve: Curve;
  /** The highest confidence that the collected evidence allows, and why. */
  coverage: { cap: number; text: string | null };
}

/**
 * The confidence of a diagnosis by a model, 0..1: its own number is where it starts, and agreement, evidence and the
 * counter-check move it on the scale of log odds. Then what became of earlier diagnoses corrects it, and the cap counts last.
 * Each factor says by how much it moved the result. The weights are set by hand. Pure.
 * @returns `raw`: before the correction and the cap
 */
export function computeConfidence(input: ConfidenceInput): {
  confidence: number;
  raw: number;
  factors: ConfidenceFactor[];
} {
  const moves = [
    agreement(input.builtin),
    strength(input.factKinds),
    chain(input.chain),
    dropped(input.claims),
    names(input.unsupportedNames),
    counterCheck(input.counterCheck),
  ];
  const stated = shrink(input.stated);
  const factors: ConfidenceFactor[] = [
    { factor: "stated", effect: round(stated), text: `The model's own estimate is ${percent(input.stated)}` },
  ];
  let odds = Math.log(stated / (1 - stated));
  for (const factor of moves) {
    if (factor === null) continue;
    const before = sigmoid(odds);
    odds += factor.weight;
    factors.push({
      factor: factor.factor,
      effect: round(sigmoid(odds) - before),
      text: factor.text,
    });
  }
  const raw = sigmoid(odds);
  const computed = recalibrate(input.curve, raw);
  if (input.curve.judged >= MIN_JUDGED) {
    const text = `Corrected by ${input.curve.judged} earlier diagnoses that people judged or whose fix worked`;
    factors.push({ factor: "track_record", effect: round(computed - raw), text });
  }
  const confidence = Math.min(computed, input.coverage.cap);
  if (confidence < computed) {
    const text = input.coverage.text ?? "Evidence is missing";
    factors.push({ factor: "coverage", effect: round(confidence - computed), text });
  }
  return { confidence: round(confidence), raw: round(raw), factors };
}

interface Factor {
  factor: ConfidenceFactor["factor"];
  /** Added to the log odds. */
  weight: number;
  text: string;
}

/** Models state extreme numbers too often: 0 becomes .15, and 1 becomes .85. */
function shrink(stated: number): number {
  return 0.5 + 0.7 * (Math.min(1, Math.max(0, stated)) - 0.5);
}

function agreement(builtin: ConfidenceInput["builtin"]): Factor | null {
  if (builtin === null || !builtin.isDiagnosed) {
    return { factor: "agreement", weight: -0.2, text: "The built-in engine found no cause of its own" };
  }
  const sure = percent(builtin.confidence);
  return builtin.isSameCause
    ? {
        factor: "agreement",
        weight: 1.2 * builtin.confidence,
        text: `The built-in engine agrees (${sure})`,
      }
    : {
        factor: "agreement",
        weight: -2 * builtin.confidence,
        text: `The built-in engine found another cause (${sure})`,
      };
}

function strength(factKinds: number): Factor {
  if (factKinds === 0) {
    return { factor: "strength", weight: -1, text: "Cites no facts, only what was reported" };
  }
  const weight = 0.35 * Math.min(factKinds - 1, 3);
  const kinds = factKinds === 1 ? "one kind" : `${factKinds} kinds`;
  return { factor: "strength", weight, text: `Cites facts from ${kinds} of evidence` };
}

function chain({ edges, proven }: ConfidenceInput["chain"]): Factor {
  if (edges === 0) return { factor: "chain", weight: -0.5, text: "No chain from the failure to the cause" };
  const text = `${proven} of ${edges} steps from the failure to the cause are proven`;
  return { factor: "chain", weight: 0.3 - 1.5 * (1 - proven / edges), text };
}

function dropped({ total, dropped: lost }: ConfidenceInput["claims"]): Factor | null {
  if (lost === 0 || total === 0) return null;
  const text = `${lost} of ${total} claims were dropped, because their quotes are not in the evidence`;
  return { factor: "dropped", weight: -2 * (lost / total), text };
}

function names(missing: readonly string[]): Factor | null {
  if (missing.length === 0) return null;
  const text = `The cause names ${missing.join(", ")}, which no evidence contains`;
  return { factor: "names", weight: -0.6 * Math.min(missing.length, 3), text };
}

const COUNTER_CHECKS: Record<CounterCheck["verdict"], { weight: number; text: string }> = {
  stands: { weight: 0.5, text: "Uncited evidence does not contradict it" },
  weakened: { weight: -0.9, text: "Uncited evidence makes it less likely" },
  refuted: { weight: -3, text: "Uncited evidence contradicts it" },
  cannot_tell: { weight: 0, text: "Uncited evidence is not decisive" },
};

function counterCheck(verdict: ConfidenceInput["counterCheck"]): Factor | null {
  return verdict === null ? null : { factor: "counter_check", ...COUNTER_CHECKS[verdict] };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const round = (x: number) => Math.round(x * 1000) / 1000;
const percent = (x: number) => `${Math.round(x * 100)}%`;
