import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { PullRequest, PullRequestReceipt } from "@/lib/fixes/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

const answer = <T extends z.ZodType>(pullRequest: T) =>
  z.object({ workflowId: z.string().nullable(), pullRequest: pullRequest.nullable().optional() });

export const POST = withRoute({
  permission: "fix.request-pull-request",
  params: z.object({ id: z.string() }),
  body: z.object({}),
  otherStatuses: [202],
  output: answer(PullRequest),
  receipt: answer(PullRequestReceipt),
  run: async (ctx, { params }) => {
    const answer = await requestPullRequest(ctx, params.id);
    flushOutbox();
    return answer;
  },
});
