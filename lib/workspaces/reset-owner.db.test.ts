import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { hashPassword, verifyPassword } from "@/lib/platform/auth/password-hash";
import { newId } from "@/lib/platform/crypto";
import { resetOwner } from "@/lib/workspaces/reset-owner";

let db: TestDatabase;
const now = () => new Date("2026-11-21T00:00:00Z");
const deps = () => ({ db: db.prisma, pool: db.pool, now });

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function person(email: string, role: "owner" | "viewer"): Promise<{ id: string; workspaceId: string }> {
  const [id, workspaceId] = [newId(), newId()];
  await db.prisma.workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "W" } });
  const passwordHash = await hashPassword("old password");
  await db.prisma.user.create({ data: { id, email, name: "P", passwordHash } });
  await db.prisma.membership.create({ data: { workspaceId, userId: id, role } });
  return { id, workspaceId };
}

describe("an owner who is locked out", () => {
  it("gets a new password, and their sessions end", async () => {
    await expect(resetOwner(deps(), null)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { id, workspaceId } = await person("admin@localhost", "owner");
    await person("viewer@localhost", "viewer");
    const session = await db.prisma.session.create({
      data: {
        id: newId(),
        userId: id,
        hash: newId(),
        method: "password",
        userAgent: "",
        network: "",
        createdAt: now(),
        lastSeenAt: now(),
        expiresAt: new Date("2026-12-01T00:00:00Z"),
      },
    });
    const reset = await resetOwner(deps(), null);
    expect(reset).toMatchObject({ email: "admin@localhost", endedSessions: 1 });
    const { passwordHash } = await db.prisma.user.findUniqueOrThrow({ where: { id } });
    expect((await verifyPassword(reset.password, passwordHash)).matches).toBe(true);
    expect((await verifyPassword("old password", passwordHash)).matches).toBe(false);
    expect(await db.prisma.session.findUniqueOrThrow({ where: { id: session.id } })).toMatchObject({
      revokedAt: now(),
    });
    expect(await db.prisma.auditEvent.findMany({ where: { workspaceId } })).toMatchObject([
      { action: "user.reset-password", actorType: "system", targetId: id },
    ]);
  });

  it("must be named if there are several, counting only owners", async () => {
    const { id } = await person("second@localhost", "owner");
    await expect(resetOwner(deps(), null)).rejects.toMatchObject({
      code: "INVALID",
      message: "There are several owners; name one of admin@localhost, second@localhost.",
    });
    for (const email of ["viewer@localhost", "nobody@localhost"]) {
      await expect(resetOwner(deps(), email)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await resetOwner(deps(), "Second@Localhost")).toMatchObject({ email: "second@localhost" });
    const again = await resetOwner(deps(), "second@localhost");
    const { passwordHash } = await db.prisma.user.findUniqueOrThrow({ where: { id } });
    expect((await verifyPassword(again.password, passwordHash)).matches).toBe(true);
  });
});
