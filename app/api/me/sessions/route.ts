import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { listSessions } from "@/lib/workspaces/data";
import { revokeAllSessions } from "@/lib/workspaces/revoke-all-sessions";
import { SessionPage, SessionsRevoked } from "@/lib/workspaces/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  output: SessionPage,
  run: (ctx) => listSessions(ctx),
});

export const DELETE = withRoute({
  permission: "self.update",
  query: z.object({ keep: z.literal("current").optional() }),
  output: SessionsRevoked,
  run: (ctx, { query }) => revokeAllSessions(ctx, query),
});
