import { z } from "zod";
import { getIncidentRef } from "@/lib/incidents/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { TimelinePage } from "@/lib/incidents/history/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: TimelinePage,
  run: async (ctx, { params }) => listTimeline(ctx, (await getIncidentRef(ctx, params.id)).id),
});
