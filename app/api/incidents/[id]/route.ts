import { z } from "zod";
import { getIncident } from "@/lib/incidents/data";
import { Incident, UpdateIncident } from "@/lib/incidents/schemas";
import { updateIncident } from "@/lib/incidents/update-incident";
import { withRoute } from "@/lib/platform/http/with-route";

const Params = z.object({ id: z.string() });

export const GET = withRoute({
  role: "viewer",
  params: Params,
  output: Incident,
  run: (ctx, { params }) => getIncident(ctx, params.id),
});

export const PATCH = withRoute({
  role: "responder",
  params: Params,
  body: UpdateIncident,
  output: Incident,
  run: (ctx, { params, body }) => updateIncident(ctx, params.id, body),
});
