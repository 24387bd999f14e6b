import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { recheckAccess } from "@/lib/platform/auth/recheck-access";
import type { Context } from "@/lib/platform/context";
import { hashToken, newId, newToken } from "@/lib/platform/crypto";

const HOUR_MS = 3_600_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function arrangeToken(expiresAt: Date | null = null): Promise<Context> {
  const { ctx } = await arrangeWorkspace(db);
  const id = newId();
  const { workspaceId } = ctx;
  const data = {
    id,
    workspaceId,
    name: "ci",
    hash: hashToken(newToken("pd_")),
    preview: "pd_",
    role: "viewer",
  };
  await db.prisma.apiToken.create({ data: { ...data, expiresAt } });
  return { ...ctx, actor: { type: "token", id, name: "ci" } };
}

async function arrangeSession(): Promise<Context & { sessionId: string }> {
  const { ctx } = await arrangeWorkspace(db);
  const sessionId = newId();
  await db.prisma.session.create({
    data: {
      id: sessionId,
      userId: ctx.actor.id ?? "",
      workspaceId: ctx.workspaceId,
      hash: hashToken(newToken("")),
      method: "password",
      userAgent: "",
      network: "",
      createdAt: new Date(),
      lastSeenAt: new Date(),
      expiresAt: new Date(Date.now() + HOUR_MS),
    },
  });
  return { ...ctx, sessionId };
}

describe("recheckAccess", () => {
  it("fails for a revoked or expired API token", async () => {
    const ctx = await arrangeToken(new Date(Date.now() + HOUR_MS));
    expect(await recheckAccess(ctx)).toBe(true);
    await db.prisma.apiToken.update({ where: { id: ctx.actor.id ?? "" }, data: { revokedAt: new Date() } });
    expect(await recheckAccess(ctx)).toBe(false);
    expect(await recheckAccess(await arrangeToken(new Date(Date.now() - 1)))).toBe(false);
  });

  it("fails for a revoked or expired session", async () => {
    const ctx = await arrangeSession();
    const where = { id: ctx.sessionId };
    expect(await recheckAccess(ctx)).toBe(true);
    await db.prisma.session.update({ where, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await recheckAccess(ctx)).toBe(false);
    const expiresAt = new Date(Date.now() + HOUR_MS);
    await db.prisma.session.update({ where, data: { expiresAt, revokedAt: new Date() } });
    expect(await recheckAccess(ctx)).toBe(false);
  });

  it("fails without a membership, and in another workspace", async () => {
    const ctx = await arrangeSession();
    const stranger = await arrangeWorkspace(db);
    expect(await recheckAccess({ ...ctx, workspaceId: stranger.ctx.workspaceId })).toBe(false);
    await db.prisma.membership.deleteMany({ where: { userId: ctx.actor.id ?? "" } });
    expect(await recheckAccess(ctx)).toBe(false);
  });
});
