import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { Incident } from "@/lib/incidents/schemas";
import { splitIncident } from "@/lib/incidents/split-incident";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  role: "responder",
  params: z.object({ id: z.string() }),
  body: z.object({ occurrenceIds: z.array(z.string()).min(1).max(1_000) }),
  output: Incident,
  run: async (ctx, { params, body }) => {
    const incident = await splitIncident(ctx, params.id, body.occurrenceIds);
    flushOutbox();
    return incident;
  },
});
