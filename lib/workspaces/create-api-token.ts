import { audit } from "@/lib/platform/audit";
import { hasRole, type Context } from "@/lib/platform/context";
import { hashToken, newId, newToken } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import type { CreateApiToken, CreatedApiToken } from "@/lib/workspaces/schemas";

/**
 * Makes an API token. The answer is the only place that ever holds it.
 * @throws AppError FORBIDDEN for a role above the caller's own; INVALID for an end in the past.
 */
export async function createApiToken(ctx: Context, input: CreateApiToken): Promise<CreatedApiToken> {
  const role = input.role ?? ctx.role;
  if (!hasRole(ctx.role, role))
    throw new AppError("FORBIDDEN", `You are ${ctx.role} and cannot make a token for ${role}.`);
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt <= ctx.now()) {
    throw new AppError("INVALID", "expiresAt: is in the past", {
      issues: [{ path: "expiresAt", message: "is in the past" }],
    });
  }
  const token = newToken("pd_");
  const row = await ctx.db.$transaction(async (tx) => {
    const created = await tx.apiToken.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        userId: ctx.actor.type === "user" ? ctx.actor.id : null,
        name: input.name,
        hash: hashToken(token),
        preview: token.slice(0, 8),
        role,
        expiresAt,
        createdAt: ctx.now(),
      },
    });
    await audit(ctx, tx, {
      action: "api-token.create",
      targetType: "api-token",
      targetId: created.id,
      detail: { role },
    });
    return created;
  });
  return {
    id: row.id,
    name: row.name,
    preview: row.preview,
    role,
    isFirstRun: false,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: null,
    revokedAt: null,
    token,
  };
}
