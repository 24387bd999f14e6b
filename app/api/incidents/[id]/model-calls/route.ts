import { z } from "zod";
import { getIncidentRef } from "@/lib/incidents/data";
import { listModelCalls } from "@/lib/model/data";
import { ModelCallPage } from "@/lib/model/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  query: z.object({ cursor: z.string().min(1).max(100).optional() }),
  output: ModelCallPage,
  run: async (ctx, { params, query }) =>
    listModelCalls(ctx, (await getIncidentRef(ctx, params.id)).id, query.cursor ?? null),
});
