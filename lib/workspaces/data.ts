import "server-only";
import { activeSessions } from "@/lib/workspaces/own-sessions";
import {
  Retention,
  type ApiTokenPage,
  type AuditPage,
  type Me,
  type MemberPage,
  type Role,
  type SessionPage,
  type Workspace,
} from "@/lib/workspaces/schemas";
import { hasGitHubIntegration } from "@/lib/integrations/data";
import { authorize, can } from "@/lib/platform/auth/permissions";
import { auditChanges } from "@/lib/workspaces/audit-changes";
import type { Actor, Context, Scope } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";

const DAY_MS = 24 * 3_600_000;
/** How long before its expiry the first-run token is announced. */
const NOTICE_DAYS = 14;

/** The caller, their workspace and what is connected. An API token has no person behind it. */
export async function getMe(ctx: Context): Promise<Me> {
  const workspace = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const user =
    ctx.actor.type === "user" && ctx.actor.id
      ? await ctx.db.user.findUniqueOrThrow({ where: { id: ctx.actor.id } })
      : null;
  const { ANTHROPIC_API_KEY, GITHUB_TOKEN, GITHUB_APP_ID } = env();
  return {
    user: {
      id: ctx.actor.id ?? "",
      name: ctx.actor.name,
      email: user?.email ?? "",
      image: user?.image ?? null,
    },
    workspace: { id: workspace.id, name: workspace.name },
    role: ctx.role,
    workspaces: user
      ? await listOwnWorkspaces(ctx, user.id)
      : [{ id: workspace.id, name: workspace.name, role: ctx.role }],
    connected: {
      claude: Boolean(ANTHROPIC_API_KEY),
      github: Boolean(GITHUB_TOKEN ?? GITHUB_APP_ID) || (await hasGitHubIntegration(ctx)),
    },
    inUse: { patterns: await hasPatterns(ctx) },
    firstRunTokenExpiresAt: can(ctx, "token.read") ? await findEndingFirstRunToken(ctx) : null,
  };
}

async function hasPatterns({ db, workspaceId }: Context): Promise<boolean> {
  const row = await db.pattern.findFirst({ where: { workspaceId }, select: { id: true } });
  return row !== null;
}

/** The caller's workspace and its settings. */
export async function getWorkspace(
  ctx: Pick<Context, "workspaceId"> & { db: Pick<Context["db"], "workspace"> },
): Promise<Workspace> {
  const row = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const { id, slug, name, createdAt } = row;
  return { id, slug, name, retention: Retention.parse(row), createdAt: createdAt.toISOString() };
}

async function listOwnWorkspaces(ctx: Context, userId: string): Promise<Me["workspaces"]> {
  const rows = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } }).memberships({
    include: { workspace: { select: { name: true } } },
    orderBy: [{ createdAt: "asc" }, { workspaceId: "asc" }],
  });
  return rows.map(({ workspaceId, role, workspace }) => ({
    id: workspaceId,
    name: workspace.name,
    role: role as Role,
  }));
}

/** The expiry of a first-run token that expires soon or expired recently; null otherwise. */
async function findEndingFirstRunToken(ctx: Context): Promise<string | null> {
  const nowMs = ctx.now().getTime();
  const token = await ctx.db.apiToken.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      isFirstRun: true,
      revokedAt: null,
      expiresAt: {
        gt: new Date(nowMs - NOTICE_DAYS * DAY_MS),
        lt: new Date(nowMs + NOTICE_DAYS * DAY_MS),
      },
    },
  });
  return token?.expiresAt?.toISOString() ?? null;
}

/** The hash of a person's password; null for people who only sign in elsewhere. */
export async function getPasswordHash(ctx: Context, userId: string): Promise<string | null> {
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  return user.passwordHash;
}

/** The caller's active sessions, most recently used first; empty for API tokens. */
export async function listSessions(ctx: Context): Promise<SessionPage> {
  if (ctx.actor.type !== "user" || !ctx.actor.id) return { items: [] };
  const userId = ctx.actor.id;
  const rows = await ctx.db.session.findMany({
    where: activeSessions(ctx, userId),
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
  });
  return {
    items: rows.map((row) => ({
      id: row.id,
      isCurrent: row.id === ctx.sessionId,
      method: row.method === "github" ? "github" : "password",
      userAgent: row.userAgent,
      network: row.network,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    })),
  };
}

export async function listMembers(ctx: Context): Promise<MemberPage> {
  const rows = await ctx.db.membership.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { user: true },
    orderBy: { createdAt: "asc" },
  });
  return {
    items: rows.map(({ role, user }) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      image: user.image,
      role: role as Role,
      lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
    })),
  };
}

/** API tokens, valid ones first. The token itself is never stored. */
export async function listApiTokens(ctx: Context): Promise<ApiTokenPage> {
  authorize(ctx, "token.read");
  const rows = await ctx.db.apiToken.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
    take: 200,
  });
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      preview: row.preview,
      role: row.role as Role,
      scopes: row.scopes as Scope[],
      isFirstRun: row.isFirstRun,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    })),
  };
}

interface AuditRow {
  id: string;
  actor_type: Actor["type"];
  actor_name: string;
  action: string;
  target: string | null;
  other: string | null;
  detail: unknown;
  at: Date;
}

/** The latest 100 audit entries; targets have their current names. */
export async function listAudit(ctx: Context): Promise<AuditPage> {
  authorize(ctx, "audit.read");
  const { rows } = await ctx.pool.query<AuditRow>(AUDIT, [ctx.workspaceId]);
  return {
    items: rows.map(({ actor_type: actorType, actor_name: actorName, detail, at, ...row }) => ({
      ...row,
      changes: auditChanges(detail),
      actorType,
      actorName,
      at: at.toISOString(),
    })),
  };
}

const AUDIT = `
SELECT a.id, a.actor_type, a.actor_name, a.action, a.detail, a.at, '#' || o.number AS other,
  coalesce(s.name, t.name, e.name, g.name, a.detail->>'name', '#' || coalesce(i.number, fi.number),
    u.name || ', from ' || (a.detail->>'network')) AS target
FROM audit_events a
LEFT JOIN sources s ON a.target_type = 'source' AND s.id = a.target_id AND s.workspace_id = a.workspace_id
LEFT JOIN api_tokens t ON a.target_type = 'api-token' AND t.id = a.target_id AND t.workspace_id = a.workspace_id
LEFT JOIN teams e ON a.target_type = 'team' AND e.id = a.target_id AND e.workspace_id = a.workspace_id
LEFT JOIN integrations g ON a.target_type = 'integration' AND g.id = a.target_id AND g.workspace_id = a.workspace_id
LEFT JOIN incidents i ON a.target_type = 'incident' AND i.id = a.target_id AND i.workspace_id = a.workspace_id
LEFT JOIN incidents o ON a.action IN ('incident.merge', 'incident.split', 'incident.unmerge')
  AND o.id = coalesce(a.detail->>'into', a.detail->>'from') AND o.workspace_id = a.workspace_id
LEFT JOIN fixes f ON a.target_type = 'fix' AND f.id = a.target_id AND f.workspace_id = a.workspace_id
LEFT JOIN incidents fi ON fi.id = f.incident_id
LEFT JOIN users u ON a.target_type = 'user' AND u.id = a.target_id
WHERE a.workspace_id = $1
ORDER BY a.at DESC, a.id DESC
LIMIT 100`;

/** When an API token expires; null if it never does. */
export async function getTokenExpiry(ctx: Context, id: string): Promise<Date | null> {
  const { workspaceId } = ctx;
  const token = await ctx.db.apiToken.findUnique({ where: { id, workspaceId }, select: { expiresAt: true } });
  return token?.expiresAt ?? null;
}
