import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { getWorkspace } from "@/lib/workspaces/data";
import { refuseIssue } from "@/lib/platform/errors";
import { secretIssue } from "@/lib/redaction/secret-issue";
import type { UpdateWorkspace, Workspace } from "@/lib/workspaces/schemas";

/** Updates the workspace's name, retention and model budget. The audit log records the previous values. */
export async function updateWorkspace(ctx: Context, input: UpdateWorkspace): Promise<Workspace> {
  authorize(ctx, "workspace.update");
  refuseIssue(secretIssue({ name: input.name }));
  const { name, retention, modelUsdPerMonth } = input;
  await ctx.db.$transaction(async (tx) => {
    const before = await getWorkspace({ ...ctx, db: tx });
    await tx.workspace.update({
      where: { id: ctx.workspaceId },
      data: { name, ...retention, modelUsdPerMonth },
    });
    await audit(ctx, tx, {
      action: "workspace.update",
      targetType: "workspace",
      targetId: ctx.workspaceId,
      detail: {
        ...(name !== undefined && { name, nameBefore: before.name }),
        ...(retention && { retention, retentionBefore: before.retention }),
        ...(modelUsdPerMonth !== undefined && {
          modelUsdPerMonth,
          modelUsdPerMonthBefore: before.modelUsdPerMonth,
        }),
      },
    });
  });
  return getWorkspace(ctx);
}
