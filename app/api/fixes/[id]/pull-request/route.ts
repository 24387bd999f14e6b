import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { Fix } from "@/lib/fixes/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "fix.open-pull-request",
  params: z.object({ id: z.string() }),
  body: z.object({}),
  output: z.object({ workflowId: z.string().nullable(), pullRequest: Fix.shape.pullRequest.optional() }),
  run: async (ctx, { params }) => {
    const answer = await requestPullRequest(ctx, params.id);
    flushOutbox();
    return answer;
  },
});
