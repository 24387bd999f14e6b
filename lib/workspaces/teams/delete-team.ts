import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { withTeamsLocked } from "@/lib/workspaces/teams/with-teams-locked";

/** Deletes a team; its members stay in the workspace. @throws AppError NOT_FOUND. */
export async function deleteTeam(ctx: Context, id: string): Promise<{ id: string }> {
  authorize(ctx, "team.delete");
  await withTeamsLocked(ctx, async (tx) => {
    const { workspaceId } = ctx;
    const team = await tx.team.findFirst({ where: { id, workspaceId }, select: { slug: true, name: true } });
    if (!team) throw new AppError("NOT_FOUND", "There is no such team.");
    await tx.team.deleteMany({ where: { id, workspaceId } });
    await audit(ctx, tx, { action: "team.delete", targetType: "team", targetId: id, detail: team });
  });
  return { id };
}
