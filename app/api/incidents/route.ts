import { listIncidents } from "@/lib/incidents/data";
import { IncidentFilter, IncidentPage } from "@/lib/incidents/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  role: "viewer",
  query: IncidentFilter,
  output: IncidentPage,
  run: (ctx, { query }) => listIncidents(ctx, query),
});
