import { withRoute } from "@/lib/platform/http/with-route";
import { listPipelines } from "@/lib/stats/data";
import { PipelinePage } from "@/lib/stats/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  output: PipelinePage,
  run: (ctx) => listPipelines(ctx),
});
