import { z } from "zod";

/** Longer texts are cut, because a question about a failure is never refused for the length of its error. */
const cut = (max: number) => z.string().transform((text) => text.slice(0, max));

/** A question whether a retry can help (`POST /api/advice/retry`). */
export const RetryQuestion = z.object({
  pipeline: z.string().min(1).max(500),
  task: z.string().min(1).max(500).nullish(),
  /** The orchestrator's run id, so that the incident of this attempt can show the advice. */
  runId: z.string().max(500).nullish(),
  mapIndex: z.number().int().min(-1).max(1_000_000).nullish(),
  /** The attempt that failed, from 1. */
  tryNumber: z.number().int().min(0).max(1_000_000),
  /** All attempts that the pipeline's settings allow; null if unknown. */
  maxTries: z.number().int().min(0).max(1_000_000).nullish(),
  error: z.object({
    type: cut(300).nullish(),
    message: cut(10_000),
    traceback: cut(50_000).nullish(),
  }),
});
export type RetryQuestion = z.infer<typeof RetryQuestion>;

export const RetryAdvice = z.object({
  retry: z.boolean(),
  /** One sentence. */
  reason: z.string(),
  /** How long to wait before the retry; absent if the pipeline's own setting is fine. */
  waitSeconds: z.number().int().positive().optional(),
});
export type RetryAdvice = z.infer<typeof RetryAdvice>;
