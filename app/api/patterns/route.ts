import { listPatterns } from "@/lib/knowledge/patterns/data";
import { PatternFilter, PatternPage } from "@/lib/knowledge/patterns/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  query: PatternFilter,
  output: PatternPage,
  run: (ctx, { query }) => listPatterns(ctx, query),
});
