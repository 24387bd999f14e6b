import { z } from "zod";
import { flushOutbox } from "@/inngest/send-outbox";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { getIncidentRef } from "@/lib/incidents/data";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.request-analysis",
  params: z.object({ id: z.string() }),
  body: z.object({ engine: z.enum(["auto", "builtin", "claude"]).optional() }),
  output: z.object({ workflowId: z.string() }),
  status: 202,
  run: async (ctx, { params, body }) => {
    const { id } = await getIncidentRef(ctx, params.id);
    const started = await requestAnalysis(ctx, { incidentId: id, engine: body.engine ?? "auto" });
    flushOutbox();
    return started;
  },
});
