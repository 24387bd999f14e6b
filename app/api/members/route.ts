import { withRoute } from "@/lib/platform/http/with-route";
import { listMembers } from "@/lib/workspaces/data";
import { MemberPage } from "@/lib/workspaces/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  output: MemberPage,
  run: (ctx) => listMembers(ctx),
});
