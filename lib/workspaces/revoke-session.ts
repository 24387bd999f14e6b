import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { requirePerson } from "@/lib/workspaces/require-person";

/**
 * Ends one of the caller's sessions at once. Idempotent.
 * @throws AppError NOT_FOUND, including for other people's sessions; FORBIDDEN for API tokens, which have none.
 */
export async function revokeSession(ctx: Context, id: string): Promise<{ id: string; revokedAt: string }> {
  authorize(ctx, "self.update");
  const userId = requirePerson(ctx);
  return ctx.db.$transaction(async (tx) => {
    const session = await tx.session.findFirst({ where: { id, userId } });
    if (!session) throw new AppError("NOT_FOUND", "There is no such session.");
    if (session.revokedAt) return { id, revokedAt: session.revokedAt.toISOString() };
    const revokedAt = ctx.now();
    await tx.session.update({ where: { id }, data: { revokedAt } });
    await audit(ctx, tx, { action: "session.revoke", targetType: "session", targetId: id });
    return { id, revokedAt: revokedAt.toISOString() };
  });
}
