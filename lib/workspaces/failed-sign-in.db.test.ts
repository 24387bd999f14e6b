import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { noteFailedSignIn } from "@/lib/platform/auth/note-failed-sign-in";
import { SignInThrottle } from "@/lib/platform/auth/sign-in-throttle";
import { signInWithPassword } from "@/lib/platform/auth/sign-in-with-password";
import { weakHash } from "@/lib/platform/auth/testing/weak-hash";
import type { Context } from "@/lib/platform/context";
import { listAudit } from "@/lib/workspaces/data";

const MINUTE_MS = 60_000;
const NOW = Date.parse("2026-11-29T08:15:00Z");

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const entriesOf = ({ workspaceId }: Context) =>
  db.prisma.auditEvent.findMany({ where: { workspaceId, action: "session.refuse" }, orderBy: { at: "asc" } });

async function note(ctx: Context, minutes: number, network = "192.0.2.0/24") {
  const deps = { pool: db.pool, now: () => new Date(NOW + minutes * MINUTE_MS) };
  await noteFailedSignIn(deps, { userId: ctx.actor.id ?? "", network });
}

describe("a failed sign-in", { timeout: 120_000 }, () => {
  it("is recorded in the audit log with the network, but not the attempted password", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const data = { passwordHash: weakHash("correct horse") };
    const user = await db.prisma.user.update({ where: { id: ctx.actor.id ?? "" }, data });
    const deps = { db: db.prisma, pool: db.pool, now: () => new Date(), throttle: new SignInThrottle() };
    const attempt = (password: string) =>
      signInWithPassword(deps, {
        email: user.email,
        password,
        address: "192.0.2.77",
        userAgent: "test",
        device: null,
      });
    expect(await attempt("battery staple")).toEqual({ outcome: "wrong" });
    await vi.waitFor(async () => expect(await entriesOf(ctx)).toHaveLength(1));
    const [entry] = await entriesOf(ctx);
    expect(entry).toMatchObject({
      actorType: "system",
      targetId: user.id,
      detail: { network: "192.0.2.0/24", method: "password" },
    });
    expect(JSON.stringify(entry)).not.toMatch(/battery|192\.0\.2\.77/);
    expect((await listAudit(ctx)).items).toMatchObject([
      { action: "session.refuse", actorName: "Somebody", target: "Ada, from 192.0.2.0/24" },
    ]);
    expect(await attempt("correct horse")).toMatchObject({ outcome: "signed-in" });
    expect(await entriesOf(ctx)).toHaveLength(1);
  });

  it("is recorded in every workspace of the person, and no other", async () => {
    const [home, other, stranger] = [
      (await arrangeWorkspace(db)).ctx,
      (await arrangeWorkspace(db)).ctx,
      (await arrangeWorkspace(db)).ctx,
    ];
    const userId = home.actor.id ?? "";
    await db.prisma.membership.create({ data: { workspaceId: other.workspaceId, userId, role: "viewer" } });
    await note(home, 0);
    expect([await entriesOf(home), await entriesOf(other), await entriesOf(stranger)]).toMatchObject([
      [{ targetId: userId }],
      [{ targetId: userId }],
      [],
    ]);
  });

  it("is recorded again for the same network after 15 minutes, and at once for another", async () => {
    const { ctx } = await arrangeWorkspace(db);
    for (const minutes of [0, 1, 14]) await note(ctx, minutes);
    expect(await entriesOf(ctx)).toHaveLength(1);
    await note(ctx, 2, "198.51.100.0/24");
    await note(ctx, 16);
    expect((await entriesOf(ctx)).map(({ at }) => (at.getTime() - NOW) / MINUTE_MS)).toEqual([0, 2, 16]);
  });

  it("cannot flood the log from many networks", async () => {
    const { ctx } = await arrangeWorkspace(db);
    for (let n = 0; n < 30; n++) await note(ctx, n, `10.0.${n}.0/24`);
    expect(await entriesOf(ctx)).toHaveLength(20);
    await note(ctx, 61, "10.1.0.0/24");
    expect(await entriesOf(ctx)).toHaveLength(21);
  });
});
