import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { newId } from "@/lib/platform/crypto";
import { listAudit } from "@/lib/workspaces/data";
import { createTeam } from "@/lib/workspaces/teams/create-team";
import { getTeam, listTeams } from "@/lib/workspaces/teams/data";
import { deleteTeam } from "@/lib/workspaces/teams/delete-team";
import { MAX_TEAMS } from "@/lib/workspaces/teams/schemas";
import { updateTeam } from "@/lib/workspaces/teams/update-team";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function arrange() {
  const { ctx } = await arrangeWorkspace(db);
  const ada = ctx.actor.id ?? "";
  const { id: bob } = await db.prisma.user.create({
    data: { id: newId(), email: `${newId()}@example.com`, name: "Bob" },
  });
  await db.prisma.membership.create({ data: { workspaceId: ctx.workspaceId, userId: bob, role: "viewer" } });
  return { ctx, ada, bob };
}

const idsOf = (team: { members: { id: string }[] }) => new Set(team.members.map(({ id }) => id));

describe("teams", () => {
  it("are created, updated and deleted, which the audit log records", async () => {
    const { ctx, ada, bob } = await arrange();
    const team = await createTeam(ctx, {
      name: "Data Platform",
      memberIds: [ada, ada],
      owns: { pipelines: ["orders_*"], tags: ["finance"] },
    });
    expect(team).toMatchObject({
      slug: "data-platform",
      members: [{ id: ada, name: "Ada" }],
      owns: { pipelines: ["orders_*"], services: [], tags: ["finance"] },
    });
    const changed = await updateTeam(ctx, team.id, {
      memberIds: [ada, bob],
      owns: { services: ["checkout"] },
    });
    expect(idsOf(changed)).toEqual(new Set([ada, bob]));
    // Absent fields stay unchanged, and so does the slug when the name changes.
    expect(changed.owns).toEqual({ pipelines: ["orders_*"], services: ["checkout"], tags: ["finance"] });
    const renamed = await updateTeam(ctx, team.id, { name: "Platform", memberIds: [bob] });
    expect(renamed).toMatchObject({ name: "Platform", slug: "data-platform", members: [{ id: bob }] });
    expect(await listTeams(ctx)).toEqual({ items: [renamed] });
    expect((await listAudit(ctx)).items.map(({ action, target }) => [action, target])).toEqual([
      ["team.update", "Platform"],
      ["team.update", "Platform"],
      ["team.create", "Platform"],
    ]);
    expect(await deleteTeam(ctx, team.id)).toEqual({ id: team.id });
    await expect(getTeam(ctx, team.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(deleteTeam(ctx, team.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listAudit(ctx)).items[0]).toMatchObject({ action: "team.delete", target: "Platform" });
  });

  it("have unique slugs per workspace, even when created concurrently", async () => {
    const { ctx } = await arrange();
    const other = await arrange();
    const made = await Promise.allSettled([
      createTeam(ctx, { name: "A b" }),
      createTeam(ctx, { name: "a B" }),
    ]);
    expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await createTeam(other.ctx, { name: "A b" })).toMatchObject({ slug: "a-b" });
    const second = await createTeam(ctx, { name: "A b", slug: "a-b-2" });
    await expect(updateTeam(ctx, second.id, { slug: "a-b" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await updateTeam(ctx, second.id, { slug: "a-b-2" })).toMatchObject({ slug: "a-b-2" });
  });

  it("can only have workspace members, and lose those who leave it", async () => {
    const { ctx, ada, bob } = await arrange();
    const stranger = (await arrange()).ada;
    const refused = { code: "INVALID", issues: [{ path: "memberIds" }] };
    await expect(createTeam(ctx, { name: "x", memberIds: [ada, stranger] })).rejects.toMatchObject(refused);
    expect((await listTeams(ctx)).items).toEqual([]);
    const { id } = await createTeam(ctx, { name: "x", memberIds: [ada, bob] });
    await expect(updateTeam(ctx, id, { memberIds: [stranger] })).rejects.toMatchObject(refused);
    await db.prisma.membership.delete({
      where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId: bob } },
    });
    expect(idsOf(await getTeam(ctx, id))).toEqual(new Set([ada]));
  });

  it("are limited per workspace", async () => {
    const { ctx } = await arrange();
    const at = new Date();
    await db.prisma.team.createMany({
      data: Array.from({ length: MAX_TEAMS }, (_, n) => ({
        id: newId(),
        workspaceId: ctx.workspaceId,
        slug: `t${n}`,
        name: `T${n}`,
        createdAt: at,
        updatedAt: at,
      })),
    });
    await expect(createTeam(ctx, { name: "one more" })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
