import { compare } from "bcryptjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase } from "@/e2e/database/test-database";
import { decrypt, hashToken } from "@/lib/platform/crypto";
import { changePassword } from "@/lib/workspaces/change-password";
import { createApiToken } from "@/lib/workspaces/create-api-token";
import { getMe, listApiTokens, listAudit, listMembers } from "@/lib/workspaces/data";
import { ensureFirstRun } from "@/lib/workspaces/ensure-first-run";
import { revokeApiToken } from "@/lib/workspaces/revoke-api-token";

type Database = Awaited<ReturnType<typeof testDatabase>>;

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe("ensureFirstRun", () => {
  it("makes one workspace when two instances boot at once, and none later", async () => {
    const deps = { db: db.prisma, pool: db.pool };
    const [a, b] = await Promise.all([ensureFirstRun(deps), ensureFirstRun(deps)]);
    const made = a ?? b;
    expect([a, b].filter((one) => one !== null)).toHaveLength(1);
    expect(await ensureFirstRun(deps)).toBeNull();
    expect(await db.prisma.workspace.count()).toBe(1);
    expect(Object.keys(made?.sources ?? {})).toEqual(["airflow", "prefect", "openlineage", "generic"]);
    const user = await db.prisma.user.findUniqueOrThrow({ where: { email: "admin@localhost" } });
    expect(await compare(made?.password ?? "", user.passwordHash ?? "")).toBe(true);
    const token = await db.prisma.apiToken.findUniqueOrThrow({
      where: { hash: hashToken(made?.apiToken ?? "") },
    });
    expect(token.role).toBe("owner");
    const airflow = await db.prisma.source.findUniqueOrThrow({
      where: { key: made?.sources["airflow"]?.key ?? "" },
    });
    expect(airflow.secretEnc).not.toContain(made?.sources["airflow"]?.secret ?? "?");
    expect(decrypt(airflow.secretEnc)).toBe(made?.sources["airflow"]?.secret);
  });
});

describe("API tokens", () => {
  it("shows a token once, stores its hash only, and revokes it", async () => {
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

  it("gives nobody more than they have, and no end in the past", async () => {
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
  it("names members and who is signed in", async () => {
    const { ctx } = await arrangeWorkspace(db);
    expect((await listMembers(ctx)).items).toMatchObject([{ name: "Ada", role: "owner" }]);
    expect(await getMe(ctx)).toMatchObject({
      user: { name: "Ada" },
      role: "owner",
      connected: { claude: false, github: false },
    });
  });

  it("changes a password only for the person who knows the old one", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const userId = ctx.actor.id ?? "";
    await changePassword(ctx, { currentPassword: "", newPassword: "correct horse" });
    await expect(
      changePassword(ctx, { currentPassword: "wrong", newPassword: "another one" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await changePassword(ctx, { currentPassword: "correct horse", newPassword: "battery staple" });
    const user = await db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    expect(await compare("battery staple", user.passwordHash ?? "")).toBe(true);
    const token = { ...ctx, actor: { type: "token" as const, id: "t", name: "t" } };
    await expect(
      changePassword(token, { currentPassword: "x", newPassword: "y".repeat(12) }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
