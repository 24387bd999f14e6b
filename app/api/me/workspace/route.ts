import { withRoute } from "@/lib/platform/http/with-route";
import { SwitchWorkspace } from "@/lib/workspaces/schemas";
import { switchWorkspace } from "@/lib/workspaces/switch-workspace";

export const POST = withRoute({
  permission: "self.update",
  body: SwitchWorkspace,
  output: SwitchWorkspace,
  run: (ctx, { body }) => switchWorkspace(ctx, body.workspaceId),
});
