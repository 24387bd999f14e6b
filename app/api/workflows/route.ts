import { withRoute } from "@/lib/platform/http/with-route";
import { listWorkflows } from "@/lib/workflows/data";
import { WorkflowFilter, WorkflowPage } from "@/lib/workflows/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  query: WorkflowFilter,
  output: WorkflowPage,
  run: (ctx, { query }) => listWorkflows(ctx, query),
});
