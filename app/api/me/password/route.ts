import { withRoute } from "@/lib/platform/http/with-route";
import { changePassword } from "@/lib/workspaces/change-password";
import { ChangePassword, PasswordChanged } from "@/lib/workspaces/schemas";

export const POST = withRoute({
  permission: "self.update",
  body: ChangePassword,
  output: PasswordChanged,
  run: (ctx, { body }) => changePassword(ctx, body),
});
