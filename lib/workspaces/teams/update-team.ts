import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { secretIssue } from "@/lib/redaction/secret-issue";
import { AppError, refuseIssue } from "@/lib/platform/errors";
import { getTeam } from "@/lib/workspaces/teams/data";
import type { Team, UpdateTeam } from "@/lib/workspaces/teams/schemas";
import { assertSlugIsFree, setTeamMembers } from "@/lib/workspaces/teams/team-members";
import { withTeamsLocked } from "@/lib/workspaces/teams/with-teams-locked";

/**
 * Updates a team. The slug does not follow a change of name.
 * @throws AppError NOT_FOUND; CONFLICT if the slug is taken; INVALID for people outside the workspace and for secrets.
 */
export async function updateTeam(ctx: Context, id: string, input: UpdateTeam): Promise<Team> {
  authorize(ctx, "team.update");
  refuseIssue(secretIssue({ name: input.name, slug: input.slug, owns: input.owns }));
  const { memberIds, owns, name, slug } = input;
  const changed = Object.keys(input).filter((key) => input[key as keyof UpdateTeam] !== undefined);
  await withTeamsLocked(ctx, async (tx) => {
    if (slug !== undefined) await assertSlugIsFree(ctx, tx, { slug, id });
    const { count } = await tx.team.updateMany({
      where: { id, workspaceId: ctx.workspaceId },
      data: { name, slug, ...owns, updatedAt: ctx.now() },
    });
    if (count === 0) throw new AppError("NOT_FOUND", "There is no such team.");
    if (memberIds) await setTeamMembers(ctx, tx, { teamId: id, memberIds });
    await audit(ctx, tx, { action: "team.update", targetType: "team", targetId: id, detail: { changed } });
  });
  return getTeam(ctx, id);
}
