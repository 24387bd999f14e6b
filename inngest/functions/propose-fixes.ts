import { inngest } from "@/inngest/client";
import { FixesRequested, parseEvent } from "@/inngest/events";
import { verbStep } from "@/inngest/steps";
import { proposeFixes } from "@/lib/fixes/propose-fixes";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { EVENTS } from "@/lib/workflows/plans";

/** Fixes on demand, with a person's hint. */
export const proposeFixesOnRequest = inngest.createFunction(
  {
    id: "propose-fixes",
    triggers: [{ event: EVENTS.fixesRequested }],
    retries: 3,
    concurrency: [{ key: "event.data.incidentId", limit: 1 }],
  },
  async ({ event, step }) => {
    const { workspaceId, incidentId, workflowId, hint } = parseEvent(FixesRequested, event.data);
    const ctx = systemContext(workspaceId);
    return step.run("propose-fixes", () =>
      verbStep(() => proposeFixes(ctx, { incidentId, workflowId, hint: hint ?? undefined })),
    );
  },
);
