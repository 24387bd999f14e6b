import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { revokeSession } from "@/lib/workspaces/revoke-session";

export const DELETE = withRoute({
  permission: "self.update",
  params: z.object({ id: z.string() }),
  output: z.object({ id: z.string(), revokedAt: z.string() }),
  run: (ctx, { params }) => revokeSession(ctx, params.id),
});
