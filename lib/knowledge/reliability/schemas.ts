import { z } from "zod";

export const CONFIDENCE_FACTORS = [
  "stated",
  "agreement",
  "strength",
  "chain",
  "dropped",
  "names",
  "counter_check",
  "coverage",
  "track_record",
] as const;
/** A factor of a computed confidence and by how much it moved it (−1..1); the first one is where it starts. */
export const ConfidenceFactor = z.object({
  factor: z.enum(CONFIDENCE_FACTORS),
  effect: z.number().min(-1).max(1),
  text: z.string(),
});
export type ConfidenceFactor = z.infer<typeof ConfidenceFactor>;

/** How the confidence of a diagnosis came about. */
export const ConfidenceParts = z.object({
  /** Before it was corrected by what people said about earlier diagnoses. */
  raw: z.number().min(0).max(1),
  /** The correction; null if there is none. */
  correction: z.object({ judged: z.number().int(), slope: z.number(), intercept: z.number() }).nullish(),
  /** The success of the pattern that leads it; null if none does. */
  pattern: z.number().nullish(),
  /** How it was computed, for diagnoses by a model. */
  factors: z.array(ConfidenceFactor).nullish(),
});
export type ConfidenceParts = z.infer<typeof ConfidenceParts>;

const Share = z.number().min(0).max(1);

/** How confidence compares with how often it was right, over diagnoses that people judged or whose fix worked. */
export const Reliability = z.object({
  /** Judged diagnoses. */
  count: z.number().int(),
  /** Whether there are enough to judge by. */
  isEnough: z.boolean(),
  /** Share that was right; "partly" counts half. Null without any. */
  right: Share.nullable(),
  /** 90 % interval of `right` (Wilson). */
  interval: z.object({ low: Share, high: Share }).nullable(),
  /** Mean confidence. */
  confidence: Share.nullable(),
  /** Mean squared difference between confidence and outcome: 0 is perfect. */
  brier: Share.nullable(),
  /** The same for always saying the share that was right. */
  baseline: Share.nullable(),
  /** Only those with diagnoses. */
  bins: z.array(
    z.object({
      from: Share,
      to: Share,
      count: z.number().int(),
      confidence: Share,
      right: Share,
      /** 90 % interval of `right` (Wilson). */
      low: Share,
      high: Share,
    }),
  ),
});
export type Reliability = z.infer<typeof Reliability>;

export const ReliabilityStats = z.object({
  all: Reliability,
  byEngine: z.array(z.object({ engine: z.string(), reliability: Reliability })),
  byCategory: z.array(z.object({ category: z.string(), reliability: Reliability })),
});
export type ReliabilityStats = z.infer<typeof ReliabilityStats>;
