import { z } from "zod";
import { getIncident } from "@/lib/desk/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { Incident, IncidentReceipt } from "@/lib/desk/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.merge",
  params: z.object({ id: z.string() }),
  body: z.object({
    into: z.union([z.string().min(1), z.number().int()], {
      error: "must be the id or number of an incident",
    }),
  }),
  output: Incident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) =>
    getIncident(ctx, (await mergeIncident(ctx, params.id, String(body.into))).id),
});
