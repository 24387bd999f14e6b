import { findModelSpend } from "@/lib/model/data";
import { Usage } from "@/lib/model/schemas";
import { withRoute } from "@/lib/platform/http/with-route";

export const GET = withRoute({
  permission: "workspace.read",
  output: Usage,
  run: async (ctx) => ({ model: await findModelSpend(ctx) }),
});
