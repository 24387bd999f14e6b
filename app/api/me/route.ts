import { withRoute } from "@/lib/platform/http/with-route";
import { getMe } from "@/lib/workspaces/data";
import { Me } from "@/lib/workspaces/schemas";

export const GET = withRoute({ permission: "workspace.read", output: Me, run: (ctx) => getMe(ctx) });
