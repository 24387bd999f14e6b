import { withRoute } from "@/lib/platform/http/with-route";
import { getWorkspace } from "@/lib/workspaces/data";
import { UpdateWorkspace, Workspace, WorkspaceReceipt } from "@/lib/workspaces/schemas";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";

export const GET = withRoute({
  permission: "workspace.read",
  output: Workspace,
  run: (ctx) => getWorkspace(ctx),
});

export const PATCH = withRoute({
  permission: "workspace.update",
  body: UpdateWorkspace,
  output: Workspace,
  receipt: WorkspaceReceipt,
  run: (ctx, { body }) => updateWorkspace(ctx, body),
});
