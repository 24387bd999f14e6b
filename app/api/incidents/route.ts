import { listIncidents } from "@/lib/desk/data";
import { IncidentFilter, IncidentPage } from "@/lib/desk/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  query: IncidentFilter,
  output: IncidentPage,
  run: (ctx, { query }) => listIncidents(ctx, query),
});
