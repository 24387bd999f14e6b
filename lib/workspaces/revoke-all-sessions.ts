import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { endSessions } from "@/lib/workspaces/own-sessions";
import { requirePerson } from "@/lib/workspaces/require-person";

/**
 * Ends all of the caller's sessions, including the current one unless it is kept.
 * @throws AppError FORBIDDEN for API tokens.
 */
export async function revokeAllSessions(
  ctx: Context,
  { keep }: { keep?: "current" | undefined },
): Promise<{ revokedSessions: number }> {
  authorize(ctx, "self.update");
  const userId = requirePerson(ctx);
  return ctx.db.$transaction(async (tx) => {
    const revokedSessions = await endSessions(ctx, tx, userId, { keepCurrent: keep === "current" });
    await audit(ctx, tx, {
      action: "session.revoke-all",
      targetType: "user",
      targetId: userId,
      detail: { revokedSessions },
    });
    return { revokedSessions };
  });
}
