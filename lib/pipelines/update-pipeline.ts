import type { UpdatePipeline } from "@/lib/pipelines/schemas";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";

/**
 * Changes the settings of a pipeline. They apply to incidents that open from now on; the open ones that they concern are
 * assessed again within a minute (`reassessSettings`).
 * @throws AppError NOT_FOUND; INVALID for a team of another workspace.
 */
export async function updatePipeline(
  ctx: Context,
  id: string,
  { criticality, deadline, ownerTeamId }: UpdatePipeline,
): Promise<{ id: string }> {
  authorize(ctx, "pipeline.update");
  await ctx.db.$transaction(async (tx) => {
    const { workspaceId } = ctx;
    const before = await tx.pipeline.findFirst({ where: { id, workspaceId }, select: { name: true } });
    if (!before) throw new AppError("NOT_FOUND", "There is no such pipeline.");
    if (ownerTeamId) {
      const team = await tx.team.findFirst({ where: { id: ownerTeamId, workspaceId } });
      if (!team) throw invalidField("ownerTeamId", "is not a team of this workspace");
    }
    await tx.pipeline.updateMany({
      where: { id, workspaceId },
      data: {
        ...(criticality !== undefined && { criticality }),
        ...(deadline !== undefined && { deadline: storedDeadline(deadline) }),
        ...(ownerTeamId !== undefined && { ownerTeamId }),
        settingsChangedAt: ctx.now(),
      },
    });
    const changes = { criticality, deadline, ownerTeamId };
    const changed = Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    await audit(ctx, tx, {
      action: "pipeline.update",
      targetType: "pipeline",
      targetId: id,
      detail: { name: before.name, changed },
    });
  });
  return { id };
}

function storedDeadline(deadline: NonNullable<UpdatePipeline["deadline"]> | null) {
  return deadline ? { ...deadline, calendar: deadline.calendar ?? "daily" } : Prisma.DbNull;
}
