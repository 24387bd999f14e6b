import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { verifyPassword } from "@/lib/platform/auth/password-hash";
import { weakHash } from "@/lib/platform/auth/testing/weak-hash";
import type { Context } from "@/lib/platform/context";
import { decrypt, hashToken, newId, newToken } from "@/lib/platform/crypto";
import { changePassword } from "@/lib/workspaces/change-password";
import { createApiToken } from "@/lib/workspaces/create-api-token";
import { getMe, listApiTokens, listAudit, listMembers, listSessions } from "@/lib/workspaces/data";
import { ensureFirstRun } from "@/lib/sources/first-run/ensure-first-run";
import { revokeAllSessions } from "@/lib/workspaces/revoke-all-sessions";
import { revokeApiToken } from "@/lib/workspaces/revoke-api-token";
import { revokeSession } from "@/lib/workspaces/revoke-session";

const DAY_MS = 24 * 3_600_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe("ensureFirstRun", () => {
  it(
    "creates one workspace when two instances start together, and none later",
    { timeout: 120_000 },
    async () => {
      const deps = { db: db.prisma, pool: db.pool };
      const [a, b] = await Promise.all([ensureFirstRun(deps), ensureFirstRun(deps)]);
      const made = a ?? b;
      expect([a, b].filter((item) => item !== null)).toHaveLength(1);
      expect(await ensureFirstRun(deps)).toBeNull();
      expect(await db.prisma.workspace.count()).toBe(1);
      expect(Object.keys(made?.sources ?? {})).toEqual(["airflow", "prefect", "openlineage", "generic"]);
      const user = await db.prisma.user.findUniqueOrThrow({ where: { email: "admin@localhost" } });
      expect((await verifyPassword(made?.password ?? "", user.passwordHash)).matches).toBe(true);
      const token = await db.prisma.apiToken.findUniqueOrThrow({
        where: { hash: hashToken(made?.apiToken ?? "") },
      });
      expect(token).toMatchObject({ role: "owner", isFirstRun: true });
      const days = ((token.expiresAt?.getTime() ?? 0) - token.createdAt.getTime()) / DAY_MS;
      expect(Math.round(days)).toBe(90);
      expect(made?.apiTokenExpiresAt).toBe(token.expiresAt?.toISOString());
      const airflow = await db.prisma.source.findUniqueOrThrow({
        where: { key: made?.sources["airflow"]?.key ?? "" },
      });
      expect(airflow.secretEnc).not.toContain(made?.sources["airflow"]?.secret ?? "?");
      expect(decrypt(airflow.secretEnc)).toBe(made?.sources["airflow"]?.secret);
    },
  );
});

describe("API tokens", () => {
  it("shows a token once, stores only its hash, and revokes it", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const created = await createApiToken(ctx, { name: "ci", role: "viewer" });
    expect(created.token).toMatch(/^pd_.{40,}$/);
    const row = await db.prisma.apiToken.findUniqueOrThrow({ where: { id: created.id } });
    expect(JSON.stringify(row)).not.toContain(created.token);
    expect((await listApiTokens(ctx)).items).toMatchObject([{ name: "ci", role: "viewer", revokedAt: null }]);
    const revoked = await revokeApiToken(ctx, created.id);
    expect(await revokeApiToken(ctx, created.id)).toEqual(revoked);
    expect((await listAudit(ctx)).items).toMatchObject([
      { action: "api-token.revoke", target: "ci", actorName: ctx.actor.name },
      { action: "api-token.create", target: "ci" },
    ]);
    const stranger = await arrangeWorkspace(db);
    expect((await listAudit(stranger.ctx)).items).toEqual([]);
    await expect(revokeApiToken(stranger.ctx, created.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lets nobody revoke a token of a higher role", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { id } = await createApiToken(ctx, { name: "deploy", role: "owner" });
    const admin: Context = { ...ctx, role: "admin" };
    await expect(revokeApiToken(admin, id)).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "Your role is admin, so you cannot revoke a token with the role owner.",
    });
    expect((await listApiTokens(ctx)).items).toMatchObject([{ id, revokedAt: null }]);
    const own = await createApiToken(admin, { name: "ci" });
    expect(await revokeApiToken(admin, own.id)).toMatchObject({ id: own.id });
  });

  it("a token created by a token does not outlive it", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const parent = await createApiToken(ctx, { name: "parent", expiresAt: "2100-01-01T00:00:00Z" });
    const asParent: Context = { ...ctx, actor: { type: "token", id: parent.id, name: "parent" } };
    expect(await createApiToken(asParent, { name: "child" })).toMatchObject({
      expiresAt: "2100-01-01T00:00:00.000Z",
    });
    const sooner = "2099-01-01T00:00:00.000Z";
    expect(await createApiToken(asParent, { name: "sooner", expiresAt: sooner })).toMatchObject({
      expiresAt: sooner,
    });
    await expect(
      createApiToken(asParent, { name: "later", expiresAt: "2100-01-02T00:00:00Z" }),
    ).rejects.toMatchObject({ code: "INVALID", issues: [{ path: "expiresAt" }] });
    const forever = await createApiToken(ctx, { name: "forever" });
    const asForever: Context = { ...ctx, actor: { type: "token", id: forever.id, name: "forever" } };
    expect(await createApiToken(asForever, { name: "child" })).toMatchObject({ expiresAt: null });
  });

  it("grants nobody more than they have, and refuses an expiry in the past", async () => {
    const { ctx } = await arrangeWorkspace(db);
    await expect(
      createApiToken({ ...ctx, role: "admin" }, { name: "x", role: "owner" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(createApiToken(ctx, { name: "x", expiresAt: "2020-01-01T00:00:00Z" })).rejects.toMatchObject(
      { code: "INVALID" },
    );
  });
});

describe("people", () => {
  it("lists members and the caller", async () => {
    const { ctx } = await arrangeWorkspace(db);
    expect((await listMembers(ctx)).items).toMatchObject([{ name: "Ada", role: "owner" }]);
    expect(await getMe(ctx)).toMatchObject({
      user: { name: "Ada" },
      role: "owner",
      connected: { claude: false, github: false },
    });
  });

  it("changes a password only with the current one", { timeout: 120_000 }, async () => {
    const { ctx } = await arrangeWorkspace(db);
    const userId = ctx.actor.id ?? "";
    await changePassword(ctx, { currentPassword: "", newPassword: "correct horse" });
    await expect(
      changePassword(ctx, { currentPassword: "wrong", newPassword: "another one" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await changePassword(ctx, { currentPassword: "correct horse", newPassword: "battery staple" });
    const user = await db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    expect((await verifyPassword("battery staple", user.passwordHash)).matches).toBe(true);
    const token = { ...ctx, actor: { type: "token" as const, id: "t", name: "t" } };
    await expect(
      changePassword(token, { currentPassword: "x", newPassword: "y".repeat(12) }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

// Hashing at full cost is slow, especially on a busy machine.
describe("a password change", { timeout: 120_000 }, () => {
  it("ends the person's other sessions only", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const stranger = await arrangeWorkspace(db);
    const [own, other] = [await arrangeSession(ctx), await arrangeSession(ctx)];
    const foreign = await arrangeSession(stranger.ctx);
    await arrangeSession(ctx, { expiresAt: new Date(Date.now() - 1) });
    const changed = await changePassword(
      { ...ctx, sessionId: own },
      { currentPassword: "", newPassword: "correct horse" },
    );
    expect(changed).toEqual({ changed: true, revokedSessions: 1 });
    expect((await listSessions({ ...ctx, sessionId: own })).items).toMatchObject([
      { id: own, isCurrent: true },
    ]);
    expect((await db.prisma.session.findUniqueOrThrow({ where: { id: other } })).revokedAt).not.toBeNull();
    expect((await db.prisma.session.findUniqueOrThrow({ where: { id: foreign } })).revokedAt).toBeNull();
  });

  it("is throttled after five wrong passwords, says for how long, and then accepts the right one", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const passwordHash = weakHash("correct horse");
    await db.prisma.user.update({ where: { id: ctx.actor.id ?? "" }, data: { passwordHash } });
    let nowMs = Date.now();
    const slow = { ...ctx, now: () => new Date(nowMs) };
    const attempt = (currentPassword: string) =>
      changePassword(slow, { currentPassword, newPassword: "battery staple" });
    for (let n = 0; n < 5; n++) await expect(attempt("wrong")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(attempt("correct horse")).rejects.toMatchObject({
      code: "RATE_LIMITED",
      retryAfterMs: 2_000,
    });
    nowMs += 2_000;
    expect(await attempt("correct horse")).toMatchObject({ changed: true });
  });

  it("succeeds only once when two run concurrently", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const change = (newPassword: string) => changePassword(ctx, { currentPassword: "", newPassword });
    const results = await Promise.allSettled([change("correct horse"), change("battery staple")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("sessions", () => {
  it("can be listed and ended only by their owner", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const stranger = await arrangeWorkspace(db);
    const id = await arrangeSession(ctx);
    expect((await listSessions(ctx)).items).toMatchObject([{ id, isCurrent: false, method: "password" }]);
    expect((await listSessions(stranger.ctx)).items).toEqual([]);
    await expect(revokeSession(stranger.ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const revoked = await revokeSession(ctx, id);
    expect(await revokeSession(ctx, id)).toEqual(revoked);
    expect((await listSessions(ctx)).items).toEqual([]);
    const token = { ...ctx, actor: { type: "token" as const, id: "t", name: "t" } };
    expect(await listSessions(token)).toEqual({ items: [] });
    await expect(revokeSession(token, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(revokeAllSessions(token, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("can all be ended at once, with or without the current one", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const own = await arrangeSession(ctx);
    for (let n = 0; n < 2; n++) await arrangeSession(ctx);
    const current = { ...ctx, sessionId: own };
    expect(await revokeAllSessions(current, { keep: "current" })).toEqual({ revokedSessions: 2 });
    expect((await listSessions(current)).items).toMatchObject([{ id: own }]);
    expect(await revokeAllSessions(current, {})).toEqual({ revokedSessions: 1 });
    expect((await listSessions(current)).items).toEqual([]);
    expect((await listAudit(ctx)).items).toMatchObject([
      { action: "session.revoke-all" },
      { action: "session.revoke-all" },
    ]);
  });
});

describe("the first-run token", () => {
  it("is announced to admins in its last 14 days, until it is revoked", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const expiresAt = new Date(Date.now() + 20 * DAY_MS);
    const { id } = await db.prisma.apiToken.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        name: "First run",
        hash: hashToken(newToken("pd_")),
        preview: "pd_",
        role: "owner",
        isFirstRun: true,
        expiresAt,
      },
    });
    const ask = async (days: number, role: Context["role"] = "owner") => {
      const now = () => new Date(Date.now() + days * DAY_MS);
      return (await getMe({ ...ctx, role, now })).firstRunTokenExpiresAt;
    };
    expect(await ask(0)).toBeNull();
    expect(await ask(7)).toBe(expiresAt.toISOString());
    expect(await ask(21, "admin")).toBe(expiresAt.toISOString());
    expect(await ask(7, "responder")).toBeNull();
    expect(await ask(40)).toBeNull();
    await revokeApiToken(ctx, id);
    expect(await ask(7)).toBeNull();
  });
});

async function arrangeSession(
  ctx: Context,
  { expiresAt = new Date(Date.now() + DAY_MS) } = {},
): Promise<string> {
  const id = newId();
  const now = new Date();
  await db.prisma.session.create({
    data: {
      id,
      userId: ctx.actor.id ?? "",
      hash: hashToken(newToken("")),
      method: "password",
      userAgent: "Mozilla/5.0",
      network: "192.0.2.0/24",
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    },
  });
  return id;
}
