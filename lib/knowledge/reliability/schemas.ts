import { z } from "zod";

/** How the confidence of a diagnosis came about. Other parts may be added. */
export const ConfidenceParts = z.looseObject({
  /** Before it was corrected by what people said about earlier diagnoses. */
  raw: z.number().min(0).max(1),
  /** The correction; null if there is none. */
  correction: z.object({ judged: z.number().int(), slope: z.number(), intercept: z.number() }).nullish(),
  /** The success of the pattern that leads it; null if none does. */
  pattern: z.number().nullish(),
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
