import { audit } from "@/lib/platform/audit";
import { authorize, scopesOfRole } from "@/lib/platform/auth/permissions";
import { hasRole, type Context, type RoleName, type Scope } from "@/lib/platform/context";
import { hashToken, newId, newToken } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import type { CreateApiToken, CreatedApiToken } from "@/lib/workspaces/schemas";

/**
 * Makes an API token. The answer is the only place that ever holds it.
 * @throws AppError FORBIDDEN for a role or a scope that the caller has not; INVALID for a scope that the role has no use
 * for, and for an end in the past.
 */
export async function createApiToken(ctx: Context, input: CreateApiToken): Promise<CreatedApiToken> {
  authorize(ctx, "token.create");
  const role = input.role ?? ctx.role;
  if (!hasRole(ctx.role, role))
    throw new AppError("FORBIDDEN", `You are ${ctx.role} and cannot make a token for ${role}.`);
  const scopes = scopesOf(ctx, role, input.scopes);
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
        scopes,
        expiresAt,
        createdAt: ctx.now(),
      },
    });
    await audit(ctx, tx, {
      action: "api-token.create",
      targetType: "api-token",
      targetId: created.id,
      detail: { role, scopes },
    });
    return created;
  });
  return {
    id: row.id,
    name: row.name,
    preview: row.preview,
    role,
    scopes,
    isFirstRun: false,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: null,
    revokedAt: null,
    token,
  };
}

function scopesOf(ctx: Context, role: RoleName, asked: readonly Scope[] | undefined): Scope[] {
  const useful = scopesOfRole(role);
  if (!asked) return useful.filter((scope) => ctx.scopes.includes(scope));
  const useless = asked.find((scope) => !useful.includes(scope));
  if (useless) {
    const message = `a ${role} has no use for ${useless}`;
    throw new AppError("INVALID", `scopes: ${message}`, { issues: [{ path: "scopes", message }] });
  }
  const missing = asked.find((scope) => !ctx.scopes.includes(scope));
  if (missing) {
    throw new AppError("FORBIDDEN", `Your token has not the scope ${missing} and cannot pass it on.`);
  }
  return useful.filter((scope) => asked.includes(scope));
}
