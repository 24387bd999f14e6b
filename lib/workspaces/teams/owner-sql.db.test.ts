import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { newId } from "@/lib/platform/crypto";
import { owningTeam } from "@/lib/workspaces/teams/owner-sql";
import { ownersOf, type OwnedSubject } from "@/lib/workspaces/teams/owners";
import type { Team } from "@/lib/workspaces/teams/schemas";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const owns = (part: Partial<Team["owns"]>): Team["owns"] => ({
  pipelines: [],
  services: [],
  tags: [],
  ...part,
});

const TEAMS: { slug: string; owns: Team["owns"] }[] = [
  { slug: "data", owns: owns({ pipelines: ["*"], tags: ["core"] }) },
  { slug: "orders", owns: owns({ pipelines: ["orders_*", "order%s"], services: ["checkout*"] }) },
  { slug: "daily", owns: owns({ pipelines: ["*_daily", "orders_daily_?"] }) },
  { slug: "finance", owns: owns({ pipelines: ["orders_daily"], tags: ["finance", "fin*"] }) },
  { slug: "a-platform", owns: owns({ services: ["*api*v2*", "back\\slash_*"], tags: ["tier_1"] }) },
  { slug: "b-platform", owns: owns({ services: ["*api*v2*"] }) },
];

const SUBJECTS: OwnedSubject[] = [
  { pipeline: "orders_daily" },
  { pipeline: "orders_hourly" },
  { pipeline: "orders" },
  { pipeline: "order%s" },
  { pipeline: "orderXs" },
  { pipeline: "ordersX" },
  { pipeline: "stock_daily" },
  { pipeline: "orders_daily_?" },
  { pipeline: "anything", tags: ["finance"] },
  { service: "checkout" },
  { service: "checkout-api-v2" },
  { service: "api-v1-v2" },
  { service: "v2-api" },
  { service: "back\\slash_x" },
  { service: "backXslash_x" },
  { service: "none", tags: ["finops", "core"] },
  { service: "none", tags: ["tier_1"] },
  { service: "none", tags: ["tierX1"] },
  { service: "none" },
  {},
];

async function arrange() {
  const { ctx } = await arrangeWorkspace(db);
  const { workspaceId } = ctx;
  const at = new Date();
  const teams = TEAMS.map((team) => ({ ...team, id: newId() }));
  await db.prisma.team.createMany({
    data: teams.map(({ owns: names, ...team }) => ({
      ...team,
      ...names,
      workspaceId,
      name: team.slug,
      createdAt: at,
      updatedAt: at,
    })),
  });
  return { workspaceId, teams };
}

describe("the owning team in SQL", () => {
  it("is the first of `ownersOf`, for every subject", async () => {
    const { workspaceId, teams } = await arrange();
    await arrange();
    for (const subject of SUBJECTS) {
      const { rows } = await db.pool.query<{ id: string | null }>(OWNER, [
        workspaceId,
        subject.pipeline ?? null,
        subject.service ?? null,
        subject.tags ?? [],
      ]);
      const expected = ownersOf(subject, teams)[0]?.team.slug ?? null;
      const found = teams.find(({ id }) => id === rows[0]?.id)?.slug ?? null;
      expect([subject, found]).toEqual([subject, expected]);
    }
  });
});

const OWNER = `SELECT ${owningTeam({ workspace: "$1", pipeline: "$2::text", service: "$3::text", tags: "$4::text[]" })} AS id`;
