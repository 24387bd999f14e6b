import { CATEGORIES, type Category } from "@/lib/failures/category";
import type { FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import type { Reason } from "@/lib/diagnosis/inference/weigh-failure";
import { weightEntries } from "@/lib/diagnosis/inference/weigh-failure";
import {
  ALTERNATIVE_WEIGHT,
  INFERENCE_SHARE,
  PRIOR,
  STRENGTH_WEIGHT,
  TEMPERATURE,
} from "@/lib/diagnosis/inference/weights";

export interface CategoryScore {
  category: Category;
  /** Share of the softmax, before calibration. */
  probability: number;
  /** Heaviest first. */
  reasons: string[];
}

/** How much a second, third … signature still says once the best one is counted. */
const LATER_SIGNATURES = 0.3;

/**
 * Adds up what signatures and inference speak for and turns it into shares. A signature that fits the
 * text which explains the failure outweighs the words of the message it already covers.
 */
export function scoreCategories(
  signatures: readonly FoundSignature[],
  reasons: readonly Reason[],
  evidenceReasons: readonly Reason[],
): CategoryScore[] {
  const sums = new Map<Category, number>(CATEGORIES.map((category) => [category, PRIOR[category] ?? 0]));
  const said = new Map<Category, { text: string; weight: number }[]>();
  const add = (category: Category, weight: number, text: string): void => {
    sums.set(category, (sums.get(category) ?? 0) + weight);
    said.set(category, [...(said.get(category) ?? []), { text, weight }]);
  };
  const best = signatures[0];
  const share = best === undefined ? 1 : 1 - (1 - INFERENCE_SHARE[best.signature.strength]) * effectOf(best);
  for (const { weights, share: own, text } of reasons) {
    for (const [category, weight] of weightEntries(weights)) add(category, weight * own * share, text);
  }
  for (const { weights, share: own, text } of evidenceReasons) {
    for (const [category, weight] of weightEntries(weights)) add(category, weight * own, text);
  }
  signatures
    .slice(0, 4)
    .forEach((found, rank) => addSignature(found, rank === 0 ? 1 : LATER_SIGNATURES, add));
  return shares(sums, said);
}

/** A signature in a text that only may explain the failure says much less than one in the text that does. */
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
  said: Map<Category, { text: string; weight: number }[]>,
): CategoryScore[] {
  const known = [...sums].filter(([category]) => category !== "unknown");
  const powers = known.map(([category, sum]) => ({ category, power: Math.exp(sum / TEMPERATURE) }));
  const total = powers.reduce((sum, { power }) => sum + power, 0);
  return powers
    .map(({ category, power }) => ({
      category,
      probability: power / total,
      reasons: (said.get(category) ?? [])
        .filter(({ weight }) => weight > 0.15)
        .sort((a, b) => b.weight - a.weight)
        .slice(0, 4)
        .map(({ text }) => text),
    }))
    .sort((a, b) => b.probability - a.probability);
}
