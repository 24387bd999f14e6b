import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { withRoute } from "@/lib/platform/http/with-route";
import { sendTestFailure } from "@/lib/intake/send-test-failure";

export const POST = withRoute({
  permission: "source.test",
  params: z.object({ id: z.string() }),
  output: z.object({ deliveryId: z.string(), incidentId: z.string().nullable(), deduplicated: z.boolean() }),
  status: 202,
  run: async (ctx, { params }) => {
    const answer = await sendTestFailure(ctx, params.id);
    flushOutbox();
    return answer;
  },
});
