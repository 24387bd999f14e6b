import { audit } from "@/lib/platform/audit";
import { authorize, canManageTokensOf, scopesOfRole } from "@/lib/platform/auth/permissions";
import { type Context, type RoleName, type Scope } from "@/lib/platform/context";
import { hashToken, newId, newToken } from "@/lib/platform/crypto";
import { AppError, invalidField, refuseIssue } from "@/lib/platform/errors";
import { getTokenExpiry } from "@/lib/workspaces/data";
import { secretIssue } from "@/lib/redaction/secret-issue";
import type { CreateApiToken, CreatedApiToken } from "@/lib/workspaces/schemas";

/**
 * Creates an API token. Only the result contains the token itself.
 * @throws AppError FORBIDDEN for a role or scope the caller does not have; INVALID for a scope the role cannot use, an
 * expiry in the past or after that of the calling token, or a secret in the name.
 */
export async function createApiToken(ctx: Context, input: CreateApiToken): Promise<CreatedApiToken> {
  authorize(ctx, "token.create");
  refuseIssue(secretIssue({ name: input.name }));
  const role = input.role ?? ctx.role;
  if (!canManageTokensOf(ctx.role, role))
    throw new AppError(
      "FORBIDDEN",
      `Your role is ${ctx.role}, so you cannot create a token with the role ${role}.`,
    );
  const scopes = scopesOf(ctx, role, input.scopes);
  const expiresAt = await expiryOf(ctx, input);
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

/** When the new token expires; one created by a token expires with it at the latest. */
async function expiryOf(ctx: Context, { expiresAt: asked }: CreateApiToken): Promise<Date | null> {
  const expiresAt = asked ? new Date(asked) : null;
  if (expiresAt && expiresAt <= ctx.now()) throw invalidField("expiresAt", "must be in the future");
  if (ctx.actor.type !== "token" || ctx.actor.id === null) return expiresAt;
  const latest = await getTokenExpiry(ctx, ctx.actor.id);
  if (latest && expiresAt && expiresAt > latest) {
    throw invalidField("expiresAt", `must not be later than your own token's, ${latest.toISOString()}`);
  }
  return expiresAt ?? latest;
}

function scopesOf(ctx: Context, role: RoleName, asked: readonly Scope[] | undefined): Scope[] {
  const useful = scopesOfRole(role);
  if (!asked) return useful.filter((scope) => ctx.scopes.includes(scope));
  const useless = asked.find((scope) => !useful.includes(scope));
  if (useless) {
    throw invalidField("scopes", `must not contain ${useless}, which the role ${role} cannot use`);
  }
  const missing = asked.find((scope) => !ctx.scopes.includes(scope));
  if (missing) {
    throw new AppError("FORBIDDEN", `Your token does not have the scope ${missing}, so it cannot grant it.`);
  }
  return useful.filter((scope) => asked.includes(scope));
}
