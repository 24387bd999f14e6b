import { headers } from "next/headers";
import { findSession } from "@/lib/platform/auth/find-session";
import { isSameOrigin } from "@/lib/platform/auth/same-origin";
import { parseCookies, readSessionSecret } from "@/lib/platform/auth/session-cookie";
import {
  ROLE_ORDER,
  SCOPES,
  type Actor,
  type Context,
  type RoleName,
  type Scope,
  SYSTEM_ACTOR,
} from "@/lib/platform/context";
import { hashToken } from "@/lib/platform/crypto";
import { pool } from "@/lib/platform/db/pool";
import { prisma, workspacePrisma } from "@/lib/platform/db/prisma";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { assertShownWorkspace, SHOWN_WORKSPACE_HEADER } from "@/lib/platform/http/shown-workspace";

const TOKEN_TOUCH_MS = 60_000;

/**
 * Authenticates a request by `Authorization: Bearer pd_…` (API token) or the browser's session.
 * @throws AppError UNAUTHENTICATED without either; FORBIDDEN for a write from another site; CONFLICT if the page shows a
 * different workspace than the session's.
 */
export async function authenticate(request: Request): Promise<Context> {
  const header = request.headers.get("authorization");
  if (header) return authenticateToken(header);
  const ctx = await findContext(parseCookies(request.headers.get("cookie")));
  if (!ctx)
    throw new AppError("UNAUTHENTICATED", "Sign in, or send an API token as `Authorization: Bearer pd_…`.");
  if (
    request.method !== "GET" &&
    request.method !== "HEAD" &&
    !isSameOrigin(request.headers, env().PUBLIC_URL)
  ) {
    throw new AppError("FORBIDDEN", "Browser sessions may only write from the product's own pages.");
  }
  assertShownWorkspace(request.headers.get(SHOWN_WORKSPACE_HEADER), ctx.workspaceId);
  return ctx;
}

async function authenticateToken(header: string): Promise<Context> {
  const match = /^Bearer\s+(\S+)$/i.exec(header);
  const row = match?.[1]
    ? await prisma().apiToken.findUnique({ where: { hash: hashToken(match[1]) } })
    : null;
  const now = new Date();
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) {
    throw new AppError(
      "UNAUTHENTICATED",
      "The API token is unknown, expired or revoked. Create one under Settings.",
    );
  }
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > TOKEN_TOUCH_MS) {
    await prisma().apiToken.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  const actor: Actor = { type: "token", id: row.id, name: row.name };
  return contextFor(row.workspaceId, actor, asRole(row.role), asScopes(row.scopes));
}

/** The signed-in person's context, or null; for pages, which redirect instead of returning 401. */
export async function findSessionContext(): Promise<Context | null> {
  return findContext(parseCookies((await headers()).get("cookie")));
}

async function findContext(byName: Record<string, string>): Promise<Context | null> {
  const secret = await readSessionSecret(byName);
  const session = secret ? await findSession({ pool: pool(), now: () => new Date() }, secret) : null;
  if (!session) return null;
  const actor: Actor = { type: "user", id: session.userId, name: session.userName };
  return { ...contextFor(session.workspaceId, actor, asRole(session.role)), sessionId: session.id };
}

/** A context for the product itself: jobs, sweeps, the runner. */
export function systemContext(workspaceId: string): Context {
  return contextFor(workspaceId, SYSTEM_ACTOR, "owner");
}

/** A context for a sender that proved to hold its source's secret. */
export function sourceContext(source: { id: string; workspaceId: string; name: string }): Context {
  return contextFor(source.workspaceId, { type: "source", id: source.id, name: source.name }, "viewer");
}

function contextFor(
  workspaceId: string,
  actor: Actor,
  role: RoleName,
  scopes: readonly Scope[] = SCOPES,
): Context {
  return {
    workspaceId,
    actor,
    role,
    scopes,
    db: workspacePrisma(workspaceId),
    pool: pool(),
    now: () => new Date(),
  };
}

function asRole(role: string): RoleName {
  return ROLE_ORDER.find((known) => known === role) ?? "viewer";
}

function asScopes(scopes: readonly string[]): Scope[] {
  return SCOPES.filter((known) => scopes.includes(known));
}
