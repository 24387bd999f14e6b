import { z } from "zod";
import { getIncidentRef } from "@/lib/incidents/data";
import { listModelCalls } from "@/lib/model/data";
import { ModelCallPage } from "@/lib/model/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: ModelCallPage,
  run: async (ctx, { params }) => listModelCalls(ctx, (await getIncidentRef(ctx, params.id)).id),
});
