import type { GetStepTools } from "inngest";
import type { inngest } from "@/inngest/client";
import { modelSteps } from "@/inngest/functions/model-steps";
import type { Context } from "@/lib/platform/context";

/** Runs the steps of an analysis by Claude one after another, each once: an engine without retries. */
export async function runModelSteps(
  ctx: Context,
  input: { incidentId: string; workflowId: string; patternId?: string },
): Promise<{ asked: boolean; steps: string[] }> {
  const steps: string[] = [];
  const run = async (id: string, work: () => unknown): Promise<unknown> => {
    steps.push(id);
    // As the engine hands it on.
    return JSON.parse(JSON.stringify((await work()) ?? null)) as unknown;
  };
  const step = { run } as unknown as GetStepTools<typeof inngest>;
  const { asked } = await modelSteps(step, ctx, { patternId: null, ...input });
  return { asked, steps };
}
