import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";

/**
 * Replaces the team's members.
 * @throws AppError INVALID if one of them is not a member of the workspace.
 */
export async function setTeamMembers(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { teamId, memberIds }: { teamId: string; memberIds: readonly string[] },
): Promise<void> {
  const { workspaceId } = ctx;
  const userIds = [...new Set(memberIds)];
  const known = await tx.membership.count({ where: { workspaceId, userId: { in: userIds } } });
  if (known !== userIds.length) {
    throw invalidField("memberIds", "must all be members of this workspace");
  }
  await tx.teamMember.deleteMany({ where: { workspaceId, teamId, userId: { notIn: userIds } } });
  await tx.teamMember.createMany({
    data: userIds.map((userId) => ({ workspaceId, teamId, userId })),
    skipDuplicates: true,
  });
}

/** @throws AppError CONFLICT if another team has the slug. */
export async function assertSlugIsFree(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { slug, id }: { slug: string; id: string },
): Promise<void> {
  const taken = await tx.team.findFirst({
    where: { workspaceId: ctx.workspaceId, slug, id: { not: id } },
    select: { name: true },
  });
  if (taken) {
    throw new AppError(
      "CONFLICT",
      `The team ${taken.name} already has the slug ${slug}. Choose another slug or name.`,
    );
  }
}
