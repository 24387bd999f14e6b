import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { findSession } from "@/lib/platform/auth/find-session";
import { openSession } from "@/lib/platform/auth/open-session";
import { recheckAccess } from "@/lib/platform/auth/recheck-access";
import type { Context, RoleName } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { SHOWN_WORKSPACE_HEADER } from "@/lib/platform/http/shown-workspace";
import { getMe } from "@/lib/workspaces/data";
import { switchWorkspace } from "@/lib/workspaces/switch-workspace";

const GITHUB_ID = "4711";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A person who owns `home` and, if `role` is given, joined `other` a day later. */
async function arrangePerson(role: RoleName | null) {
  const { ctx } = await arrangeWorkspace(db);
  const userId = ctx.actor.id ?? "";
  await db.prisma.user.updateMany({ where: { githubId: GITHUB_ID }, data: { githubId: null } });
  await db.prisma.user.update({ where: { id: userId }, data: { githubId: GITHUB_ID } });
  const other = (await arrangeWorkspace(db)).ctx.workspaceId;
  if (role) await join(userId, other, role);
  return { userId, home: ctx.workspaceId, other };
}

function join(userId: string, workspaceId: string, role: RoleName) {
  const createdAt = new Date(Date.now() + 24 * 3_600_000);
  return db.prisma.membership.create({ data: { userId, workspaceId, role, createdAt } });
}

function leave(userId: string, workspaceId: string) {
  return db.prisma.membership.delete({ where: { workspaceId_userId: { userId, workspaceId } } });
}

const deps = () => ({ pool: db.pool, now: () => new Date() });

async function open(userId: string): Promise<string> {
  const proof = { method: "github", githubId: GITHUB_ID } as const;
  const secret = await openSession(deps(), { userId, proof, userAgent: "", network: "" });
  if (!secret) throw new Error("no session was opened");
  return secret;
}

async function requestWith(secret: string, headers: Record<string, string> = {}): Promise<Request> {
  const token = await encode({ token: { sid: secret }, secret: env().NEXTAUTH_SECRET });
  const cookie = `next-auth.session-token=${token}`;
  return new Request("http://127.0.0.1:3000/api/me", { headers: { cookie, ...headers } });
}

const contextOf = async (secret: string): Promise<Context> => authenticate(await requestWith(secret));

describe("the workspace of a session", () => {
  it("is the first membership's, and switching changes only this session", async () => {
    const { userId, home, other } = await arrangePerson("viewer");
    const [mine, theirs] = [await open(userId), await open(userId)];
    const ctx = await contextOf(mine);
    expect(ctx).toMatchObject({ workspaceId: home, role: "owner" });
    expect(await switchWorkspace(ctx, other)).toEqual({ workspaceId: other });
    expect(await contextOf(mine)).toMatchObject({ workspaceId: other, role: "viewer" });
    expect(await contextOf(theirs)).toMatchObject({ workspaceId: home, role: "owner" });
  });

  it("is the last used one on the next sign-in", async () => {
    const { userId, other } = await arrangePerson("viewer");
    const first = await open(userId);
    await switchWorkspace(await contextOf(first), other);
    expect(await contextOf(await open(userId))).toMatchObject({ workspaceId: other });
    await leave(userId, other);
    expect((await contextOf(await open(userId))).workspaceId).not.toBe(other);
  });

  it("cannot be one the person does not belong to, and cannot be switched by API tokens", async () => {
    const { userId, home, other } = await arrangePerson(null);
    const ctx = await contextOf(await open(userId));
    await expect(switchWorkspace(ctx, other)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await getMe(ctx)).workspaces.map(({ id }) => id)).toEqual([home]);
    const token: Context = { ...ctx, actor: { type: "token", id: "t", name: "ci" } };
    await expect(switchWorkspace(token, home)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await getMe(token)).workspaces).toEqual([{ id: home, name: "Test", role: "owner" }]);
  });

  it("changes to another one when the person leaves it", async () => {
    const { userId, home, other } = await arrangePerson("viewer");
    const secret = await open(userId);
    const before = await contextOf(secret);
    await leave(userId, home);
    expect(await recheckAccess(before)).toBe(false);
    expect(await contextOf(secret)).toMatchObject({ workspaceId: other, role: "viewer" });
    // It stays there, even after they rejoin.
    await db.prisma.membership.create({ data: { userId, workspaceId: home, role: "owner" } });
    expect(await contextOf(secret)).toMatchObject({ workspaceId: other, role: "viewer" });
  });

  it("changes when the workspace is deleted", async () => {
    const { userId, home, other } = await arrangePerson("viewer");
    const secret = await open(userId);
    await db.prisma.workspace.delete({ where: { id: home } });
    expect(await contextOf(secret)).toMatchObject({ workspaceId: other });
  });

  it("ends the session for good if there is no other, and none can be opened", async () => {
    const { userId, home } = await arrangePerson(null);
    const secret = await open(userId);
    await leave(userId, home);
    expect(await findSession(deps(), secret)).toBeNull();
    await expect(open(userId)).rejects.toThrow("no session was opened");
    await join(userId, home, "viewer");
    expect(await findSession(deps(), secret)).toBeNull();
    expect(await contextOf(await open(userId))).toMatchObject({ role: "viewer" });
  });

  it("ends live streams of the previous workspace", async () => {
    const { userId, other } = await arrangePerson("viewer");
    const ctx = await contextOf(await open(userId));
    expect(await recheckAccess(ctx)).toBe(true);
    await switchWorkspace(ctx, other);
    expect(await recheckAccess(ctx)).toBe(false);
    expect(await recheckAccess({ ...ctx, workspaceId: other })).toBe(true);
  });

  it("refuses requests from a page of another workspace", async () => {
    const { userId, home, other } = await arrangePerson("viewer");
    const secret = await open(userId);
    const request = () => requestWith(secret, { [SHOWN_WORKSPACE_HEADER]: home });
    expect(await authenticate(await request())).toMatchObject({ workspaceId: home });
    await switchWorkspace(await contextOf(secret), other);
    await expect(authenticate(await request())).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
