import { inngest } from "@/inngest/client";
import { FixesRequested, parseEvent } from "@/inngest/events";
import { ANALYSIS_LIMITS, CANCEL_ON } from "@/inngest/functions/limits";
import { fixSteps } from "@/inngest/functions/fix-steps";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { env } from "@/lib/platform/env";
import { EVENTS } from "@/lib/workflows/plans";

/** Fixes on demand, with a person's hint. */
export const proposeFixesOnRequest = inngest.createFunction(
  {
    id: "propose-fixes",
    triggers: [{ event: EVENTS.fixesRequested }],
    retries: 3,
    concurrency: [...ANALYSIS_LIMITS],
    cancelOn: CANCEL_ON,
  },
  async ({ event, step }) => {
    const { workspaceId, incidentId, workflowId, hint } = parseEvent(FixesRequested, event.data);
    const ctx = systemContext(workspaceId);
    // Part of the run's state: another process, or this one after a restart, may be configured differently.
    const asksClaude = await step.run("choose-engine", () => Boolean(env().ANTHROPIC_API_KEY));
    const input = { incidentId, workflowId, hint: hint ?? undefined };
    return fixSteps(step, ctx, { ...input, asksClaude, isRequested: true });
  },
);
