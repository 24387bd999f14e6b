import { NonRetriableError, RetryAfterError, type GetStepTools } from "inngest";
import type { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";
import { takeStep } from "@/lib/workflows/take-step";

interface StepTaker {
  step: GetStepTools<typeof inngest>;
  /** Of the engine, from 0. */
  attempt: number;
  ctx: Context;
  workflowId: string;
}

const FIRST_PAUSE_MS = 1_000;

/**
 * Runs verbs as the named steps of a workflow that people can cancel and retry. A function that uses it is configured with three
 * retries: a step is retried after about 1, 2 and 4 seconds, or after the delay that a rate limit names.
 */
export function workflowSteps({ step, attempt, ctx, workflowId }: StepTaker) {
  return <T>(name: string, run: () => Promise<T>, { isRetried = true } = {}): Promise<T> =>
    step.run(name, async () => {
      try {
        return await verbStep(() => takeStep(ctx, { workflowId, name, attempt: attempt + 1 }, run));
      } catch (error) {
        if (error instanceof NonRetriableError || error instanceof RetryAfterError) throw error;
        if (!isRetried) throw new NonRetriableError(messageOf(error), { cause: error });
        throw new RetryAfterError(messageOf(error), pauseMs(attempt), { cause: error });
      }
    }) as Promise<T>;
}

/** With jitter, so that what failed together is not retried together. */
const pauseMs = (attempt: number): number => FIRST_PAUSE_MS * 2 ** attempt * (0.75 + Math.random() / 2);
