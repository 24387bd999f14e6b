import { withLessonsLocked } from "@/lib/knowledge/patterns/with-lessons-locked";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/**
 * Deletes a pattern with its matches. The causes of its incidents stay confirmed; one that is confirmed anew makes a new pattern.
 * @throws AppError NOT_FOUND.
 */
export async function deletePattern(ctx: Context, id: string): Promise<{ id: string }> {
  authorize(ctx, "pattern.delete");
  await withLessonsLocked(ctx, async (tx) => {
    const { workspaceId } = ctx;
    const row = await tx.pattern.findFirst({ where: { id, workspaceId }, select: { name: true } });
    if (!row) throw new AppError("NOT_FOUND", "There is no such pattern.");
    await tx.confirmation.updateMany({
      where: { workspaceId, patternId: id },
      data: { forgottenAt: ctx.now() },
    });
    await tx.pattern.deleteMany({ where: { id, workspaceId } });
    // The row is gone, so keep its name here.
    await audit(ctx, tx, {
      action: "pattern.delete",
      targetType: "pattern",
      targetId: id,
      detail: { name: row.name },
    });
  });
  return { id };
}
