import type { UndoOf } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Takes a verdict back; the one that it replaced is current again. What was learned from it follows from the mark that the
 * change leaves (`stale_lessons`).
 * @throws AppError CONFLICT if the same person has given another one since.
 */
export async function undoVerdict(
  { workspaceId, now }: Context,
  tx: Prisma.TransactionClient,
  { verdictId, previousId }: UndoOf<"verdict">,
): Promise<void> {
  const { count } = await tx.verdict.updateMany({
    where: { id: verdictId, workspaceId, endedAt: null },
    data: { endedAt: now() },
  });
  if (count === 0)
    throw new AppError("CONFLICT", "Another verdict was given since, so this one cannot be undone.");
  if (previousId !== null)
    await tx.verdict.updateMany({ where: { id: previousId, workspaceId }, data: { endedAt: null } });
}
