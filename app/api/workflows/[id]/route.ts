import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { getWorkflow } from "@/lib/workflows/data";
import { WorkflowView } from "@/lib/workflows/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: WorkflowView,
  run: (ctx, { params }) => getWorkflow(ctx, params.id),
});
