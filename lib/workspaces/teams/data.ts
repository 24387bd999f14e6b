import "server-only";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { MAX_TEAMS, type Team, type TeamPage } from "@/lib/workspaces/teams/schemas";

const INCLUDE = {
  members: {
    include: { membership: { include: { user: { select: { id: true, name: true, image: true } } } } },
    orderBy: { userId: "asc" },
  },
} satisfies Prisma.TeamInclude;

/** Every team of the workspace, by name. */
export async function listTeams(ctx: Context): Promise<TeamPage> {
  const rows = await ctx.db.team.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: INCLUDE,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MAX_TEAMS,
  });
  return { items: rows.map(toTeam) };
}

/** @throws AppError NOT_FOUND. */
export async function getTeam(ctx: Context, id: string): Promise<Team> {
  const row = await ctx.db.team.findFirst({ where: { id, workspaceId: ctx.workspaceId }, include: INCLUDE });
  if (!row) throw new AppError("NOT_FOUND", "There is no such team.");
  return toTeam(row);
}

function toTeam(row: Prisma.TeamGetPayload<{ include: typeof INCLUDE }>): Team {
  const { id, slug, name, pipelines, services, tags } = row;
  return {
    id,
    slug,
    name,
    members: row.members.map(({ membership }) => membership.user),
    owns: { pipelines, services, tags },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
