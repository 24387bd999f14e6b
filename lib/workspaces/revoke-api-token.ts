import { audit } from "@/lib/platform/audit";
import { authorize, canManageTokensOf } from "@/lib/platform/auth/permissions";
import { type Context, type RoleName } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/**
 * Revokes a token at once. Idempotent.
 * @throws AppError NOT_FOUND; FORBIDDEN for a token whose role is higher than the caller's.
 */
export async function revokeApiToken(ctx: Context, id: string): Promise<{ id: string; revokedAt: string }> {
  authorize(ctx, "token.revoke");
  return ctx.db.$transaction(async (tx) => {
    const row = await tx.apiToken.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
    if (!row) throw new AppError("NOT_FOUND", "There is no such token.");
    if (!canManageTokensOf(ctx.role, row.role as RoleName)) {
      throw new AppError(
        "FORBIDDEN",
        `Your role is ${ctx.role}, so you cannot revoke a token with the role ${row.role}.`,
      );
    }
    if (row.revokedAt) return { id, revokedAt: row.revokedAt.toISOString() };
    const revokedAt = ctx.now();
    await tx.apiToken.update({ where: { id, workspaceId: ctx.workspaceId }, data: { revokedAt } });
    await audit(ctx, tx, { action: "api-token.revoke", targetType: "api-token", targetId: id });
    return { id, revokedAt: revokedAt.toISOString() };
  });
}
