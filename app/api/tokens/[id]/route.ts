import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { revokeApiToken } from "@/lib/workspaces/revoke-api-token";

export const DELETE = withRoute({
  permission: "token.revoke",
  params: z.object({ id: z.string() }),
  output: z.object({ id: z.string(), revokedAt: z.string() }),
  run: (ctx, { params }) => revokeApiToken(ctx, params.id),
});
