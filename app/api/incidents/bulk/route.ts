import { BulkResults, BulkUpdate } from "@/lib/incidents/schemas";
import { updateIncidents } from "@/lib/incidents/update-incidents";
import { withRoute } from "@/lib/platform/http/with-route";

export const POST = withRoute({
  permission: "incident.update",
  body: BulkUpdate,
  output: BulkResults,
  run: (ctx, { body }) => updateIncidents(ctx, body),
});
