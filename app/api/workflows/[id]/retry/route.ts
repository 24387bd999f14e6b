import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { withRoute } from "@/lib/platform/http/with-route";
import { retryWorkflow } from "@/lib/workflows/retry-workflow";
import { WorkflowReceipt, WorkflowView } from "@/lib/workflows/schemas";

export const POST = withRoute({
  permission: "workflow.control",
  params: z.object({ id: z.string() }),
  output: WorkflowView,
  receipt: WorkflowReceipt,
  run: async (ctx, { params }) => {
    const workflow = await retryWorkflow(ctx, params.id);
    flushOutbox();
    return workflow;
  },
});
