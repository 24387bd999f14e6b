import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { changePassword } from "@/lib/workspaces/change-password";
import { ChangePassword } from "@/lib/workspaces/schemas";

export const POST = withRoute({
  role: "viewer",
  body: ChangePassword,
  output: z.object({ changed: z.literal(true) }),
  run: (ctx, { body }) => changePassword(ctx, body),
});
