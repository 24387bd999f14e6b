import { z } from "zod";
import { getChangedIncident } from "@/lib/desk/changed-incident";
import { getIncident } from "@/lib/desk/data";
import { deleteIncident } from "@/lib/incidents/delete-incident";
import { DeletedIncident, UpdateIncident } from "@/lib/incidents/schemas";
import { ChangedIncident, Incident, IncidentReceipt } from "@/lib/desk/schemas";
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
  output: ChangedIncident,
  receipt: IncidentReceipt,
  run: async (ctx, { params, body }) => getChangedIncident(ctx, await updateIncident(ctx, params.id, body)),
});

export const DELETE = withRoute({
  permission: "incident.delete",
  params: Params,
  output: DeletedIncident,
  run: (ctx, { params }) => deleteIncident(ctx, params.id),
});
