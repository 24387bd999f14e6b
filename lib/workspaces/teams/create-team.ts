import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { secretIssue } from "@/lib/redaction/secret-issue";
import { newId } from "@/lib/platform/crypto";
import { AppError, refuseIssue } from "@/lib/platform/errors";
import { getTeam } from "@/lib/workspaces/teams/data";
import { MAX_TEAMS, type CreateTeam, type Team } from "@/lib/workspaces/teams/schemas";
import { slugOf } from "@/lib/workspaces/teams/slug";
import { assertSlugIsFree, setTeamMembers } from "@/lib/workspaces/teams/team-members";
import { withTeamsLocked } from "@/lib/workspaces/teams/with-teams-locked";

/**
 * Creates a team.
 * @throws AppError CONFLICT if its slug is taken or there are too many teams; INVALID for people outside the workspace and for secrets.
 */
export async function createTeam(ctx: Context, input: CreateTeam): Promise<Team> {
  authorize(ctx, "team.create");
  refuseIssue(secretIssue({ name: input.name, slug: input.slug, owns: input.owns }));
  const id = newId();
  const slug = input.slug ?? slugOf(input.name);
  await withTeamsLocked(ctx, async (tx) => {
    const { workspaceId } = ctx;
    await assertSlugIsFree(ctx, tx, { slug, id });
    if ((await tx.team.count({ where: { workspaceId } })) >= MAX_TEAMS) {
      throw new AppError("CONFLICT", `A workspace can have at most ${MAX_TEAMS} teams. Delete one first.`);
    }
    const at = ctx.now();
    const { pipelines = [], services = [], tags = [] } = input.owns ?? {};
    await tx.team.create({
      data: {
        id,
        workspaceId,
        slug,
        name: input.name,
        pipelines,
        services,
        tags,
        createdAt: at,
        updatedAt: at,
      },
    });
    await setTeamMembers(ctx, tx, { teamId: id, memberIds: input.memberIds ?? [] });
    await audit(ctx, tx, { action: "team.create", targetType: "team", targetId: id, detail: { slug } });
  });
  return getTeam(ctx, id);
}
