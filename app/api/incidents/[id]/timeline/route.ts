import { z } from "zod";
import { getIncidentRef, listTimeline } from "@/lib/incidents/data";
import { TimelinePage } from "@/lib/incidents/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: TimelinePage,
  run: async (ctx, { params }) => listTimeline(ctx, (await getIncidentRef(ctx, params.id)).id),
});
