import { CATEGORIES, type Category } from "@/lib/failures/schemas";
import type { FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import type { Reason } from "@/lib/diagnosis/inference/weigh-failure";
import { weightEntries } from "@/lib/diagnosis/inference/weigh-failure";
import {
  ALTERNATIVE_WEIGHT,
  INFERENCE_SHARE,
  PRIOR,
  STRENGTH_WEIGHT,
  TEMPERATURE,
  WORDS_SHARE_BESIDE,
} from "@/lib/diagnosis/inference/weights";

export interface CategoryScore {
  category: Category;
  /** Share of the softmax, before calibration. */
  probability: number;
  /** The strongest first. */
  reasons: string[];
}

/** Weight of the second and later signatures. */
const LATER_SIGNATURES = 0.3;

/**
 * Adds up the weights from signatures, inference and evidence, and converts them to shares. A signature in the text that
 * explains the failure reduces the weight of the message it already covers.
 */
export function scoreCategories(
  signatures: readonly FoundSignature[],
  reasons: readonly Reason[],
  evidenceReasons: readonly Reason[],
): CategoryScore[] {
  const sums = new Map<Category, number>(CATEGORIES.map((category) => [category, PRIOR[category] ?? 0]));
  const reasonsOf = new Map<Category, { text: string; weight: number }[]>();
  const add = (category: Category, weight: number, text: string): void => {
    sums.set(category, (sums.get(category) ?? 0) + weight);
    reasonsOf.set(category, [...(reasonsOf.get(category) ?? []), { text, weight }]);
  };
  const inferred = shareBeside(signatures[0], INFERENCE_SHARE);
  for (const { weights, share: own, text, isFromWords = false } of reasons) {
    const share = isFromWords ? own : own * inferred;
    for (const [category, weight] of weightEntries(weights)) add(category, weight * share, text);
  }
  for (const { weights, share: own, text } of evidenceReasons) {
    for (const [category, weight] of weightEntries(weights)) add(category, weight * own, text);
  }
  signatures
    .slice(0, 4)
    .forEach((found, rank) => addSignature(found, rank === 0 ? 1 : LATER_SIGNATURES, add));
  return shares(sums, reasonsOf);
}

/** The share that single words of a message have beside the signatures that match, the best first: 0 to 1. */
export function wordsShareBeside(signatures: readonly FoundSignature[]): number {
  return shareBeside(signatures[0], WORDS_SHARE_BESIDE);
}

/** The share of a reason beside the best signature. */
function shareBeside(
  best: FoundSignature | undefined,
  shares: Readonly<Record<FoundSignature["signature"]["strength"], number>>,
): number {
  return best === undefined ? 1 : 1 - (1 - shares[best.signature.strength]) * effectOf(best);
}

/** A signature counts less in a text that is less likely to explain the failure. */
function effectOf({ subject }: FoundSignature): number {
  return subject.weight ** 2;
}

function addSignature(
  found: FoundSignature,
  rankShare: number,
  add: (category: Category, weight: number, text: string) => void,
): void {
  const { signature } = found;
  const share = rankShare * effectOf(found);
  const text = `signature ${signature.id}: ${signature.title}`;
  add(signature.category, STRENGTH_WEIGHT[signature.strength] * share, text);
  for (const other of signature.alternatives ?? []) {
    add(other, ALTERNATIVE_WEIGHT[signature.strength] * share, `${text} (possible alternative)`);
  }
}

function shares(
  sums: Map<Category, number>,
  reasonsOf: Map<Category, { text: string; weight: number }[]>,
): CategoryScore[] {
  const known = [...sums].filter(([category]) => category !== "unknown");
  const powers = known.map(([category, sum]) => ({ category, power: Math.exp(sum / TEMPERATURE) }));
  const total = powers.reduce((sum, { power }) => sum + power, 0);
  return powers
    .map(({ category, power }) => ({
      category,
      probability: power / total,
      // The report and the log may give the same reason.
      reasons: [
        ...new Set(
          (reasonsOf.get(category) ?? [])
            .filter(({ weight }) => weight > 0.15)
            .sort((a, b) => b.weight - a.weight)
            .map(({ text }) => text),
        ),
      ].slice(0, 4),
    }))
    .sort((a, b) => b.probability - a.probability);
}
