import { withRoute } from "@/lib/platform/http/with-route";
import { getStats } from "@/lib/stats/data";
import { Stats, StatsFilter } from "@/lib/stats/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  query: StatsFilter,
  output: Stats,
  run: (ctx, { query }) => getStats(ctx, query),
});
