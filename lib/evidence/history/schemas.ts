import { z } from "zod";

/** How the failed run compares with the earlier ones; missing in rows of older versions. */
export const BASELINE_FACTS = {
  /** The first failure since the last success; null if that is the failed run itself or not known. */
  failingSince: z.string().nullish(),
  /** Share of the earlier runs that failed, and that needed a retry, 0 to 1. */
  failureRate: z.number().nullish(),
  retryRate: z.number().nullish(),
  /** The failed run beside the successful ones; null where it cannot be compared. */
  duration: z
    .object({ thisMs: z.number(), usualMs: z.number(), change: z.enum(["shorter", "longer"]).nullable() })
    .nullish(),
  volume: z
    .object({
      thisRows: z.number().nullable(),
      usualRows: z.number(),
      change: z.enum(["fewer", "more"]).nullable(),
    })
    .nullish(),
  /** Oldest first, the failed run last. */
  runs: z
    .array(
      z.object({
        runId: z.string(),
        outcome: z.enum(["succeeded", "failed", "other"]),
        startedAt: z.string().nullable(),
        durationMs: z.number().nullable(),
        rows: z.number().nullable(),
      }),
    )
    .nullish(),
};

const Baseline = z.object(BASELINE_FACTS);
export type Baseline = z.infer<typeof Baseline>;
