import { z } from "zod";
import { getChangedIncident } from "@/lib/desk/changed-incident";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { MergeIncident } from "@/lib/incidents/schemas";
import { ChangedIncident, IncidentReceipt } from "@/lib/desk/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.merge",
  params: z.object({ id: z.string() }),
  body: MergeIncident,
  output: ChangedIncident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) =>
    getChangedIncident(ctx, await mergeIncident(ctx, params.id, body.into)),
});
