import { z } from "zod";
import { getIncident } from "@/lib/desk/data";
import { UpdateIncident } from "@/lib/incidents/schemas";
import { Incident, IncidentReceipt } from "@/lib/desk/schemas";
import { updateIncident } from "@/lib/incidents/update-incident";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  permission: "workspace.read",
  params: Params,
  output: Incident,
  run: (ctx, { params }) => getIncident(ctx, params.id),
});

export const PATCH = withRoute({
  permission: "incident.update",
  params: Params,
  body: UpdateIncident,
  output: Incident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) => getIncident(ctx, (await updateIncident(ctx, params.id, body)).id),
});
