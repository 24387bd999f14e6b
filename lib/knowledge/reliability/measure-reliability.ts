import { MIN_JUDGED, type Judged } from "@/lib/knowledge/reliability/recalibrate";
import type { Reliability } from "@/lib/knowledge/reliability/schemas";

const BINS = 5;
/** Of a 90 % interval. */
const Z = 1.645;

/** Compares confidences with outcomes: reliability curve, Brier score and its baseline. Pure. */
export function measureReliability(judged: readonly Judged[]): Reliability {
  const count = judged.length;
  const right = mean(judged.map(({ outcome }) => outcome));
  return {
    count,
    isEnough: count >= MIN_JUDGED,
    right,
    confidence: mean(judged.map(({ confidence }) => confidence)),
    brier: mean(judged.map(({ confidence, outcome }) => (confidence - outcome) ** 2)),
    baseline: right === null ? null : mean(judged.map(({ outcome }) => (right - outcome) ** 2)),
    bins: Array.from({ length: BINS }, (_, bin) => bin).flatMap((bin) => {
      const members = judged.filter(({ confidence }) => binOf(confidence) === bin);
      const share = mean(members.map(({ outcome }) => outcome));
      const confidence = mean(members.map((member) => member.confidence));
      if (share === null || confidence === null) return [];
      const range = { from: bin / BINS, to: (bin + 1) / BINS };
      return [
        { ...range, count: members.length, confidence, right: share, ...wilson(share, members.length) },
      ];
    }),
  };
}

/** Bins contain their lower end; the last one also its upper end. */
const binOf = (confidence: number) => Math.min(BINS - 1, Math.floor(confidence * BINS));

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Wilson's score interval of a share of `count`. Pure. */
export function wilson(share: number, count: number): { low: number; high: number } {
  const center = share + Z ** 2 / (2 * count);
  const margin = Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  const scale = 1 + Z ** 2 / count;
  return { low: Math.max(0, (center - margin) / scale), high: Math.min(1, (center + margin) / scale) };
}
