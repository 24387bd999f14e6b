import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { getIncident } from "@/lib/desk/data";
import { Incident, IncidentReceipt } from "@/lib/desk/schemas";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.split",
  params: z.object({ id: z.string() }),
  body: z.object({ occurrenceIds: z.array(z.string()).min(1).max(1_000) }),
  output: Incident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) => {
    const { id } = await splitIncident(ctx, params.id, body.occurrenceIds);
    flushOutbox();
    return getIncident(ctx, id);
  },
});
