import { getPattern } from "@/lib/knowledge/patterns/data";
import { composeAgain } from "@/lib/knowledge/patterns/place-lesson";
import type { Pattern } from "@/lib/knowledge/patterns/schemas";
import { withLessonsLocked } from "@/lib/knowledge/patterns/with-lessons-locked";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError, invalidField } from "@/lib/platform/errors";

/**
 * Merges a pattern into another one, which takes over its confirmations, matches, verdicts and diagnoses and keeps its own name,
 * category and cause. The merged one is gone.
 * @throws AppError NOT_FOUND; INVALID for itself or a pattern that does not exist.
 */
export async function mergePattern(ctx: Context, id: string, into: string): Promise<Pattern> {
  authorize(ctx, "pattern.update");
  if (id === into) throw invalidField("mergeInto", "must be another pattern");
  await withLessonsLocked(ctx, async (tx) => {
    const { workspaceId } = ctx;
    const row = await tx.pattern.findFirst({ where: { id, workspaceId } });
    if (!row) throw new AppError("NOT_FOUND", "There is no such pattern.");
    const target = await tx.pattern.findFirst({ where: { id: into, workspaceId } });
    if (!target) throw invalidField("mergeInto", "is not a pattern of this workspace");
    // The target's own category and cause stay, even if the merged one has more confirmations.
    const editedFields = [...new Set([...target.editedFields, "category", "cause", "name"])];
    await tx.pattern.updateMany({ where: { id: into, workspaceId }, data: { editedFields } });
    await tx.$executeRawUnsafe(MOVE_MATCHES, workspaceId, id, into);
    const data = { patternId: into };
    await tx.verdict.updateMany({ where: { workspaceId, patternId: id }, data });
    await tx.diagnosis.updateMany({ where: { workspaceId, patternId: id }, data });
    // The last one that leaves takes the merged pattern along.
    await tx.confirmation.updateMany({ where: { workspaceId, patternId: id }, data });
    await tx.pattern.deleteMany({ where: { id, workspaceId } });
    await composeAgain(ctx, tx, into);
    await audit(ctx, tx, {
      action: "pattern.merge",
      targetType: "pattern",
      targetId: into,
      detail: { name: row.name, into: target.name },
    });
  });
  return getPattern(ctx, into);
}

/** An incident that matched both keeps its match with the other one. */
const MOVE_MATCHES = `
UPDATE pattern_matches m SET pattern_id = $3 WHERE m.workspace_id = $1 AND m.pattern_id = $2
  AND NOT EXISTS (SELECT 1 FROM pattern_matches o WHERE o.pattern_id = $3 AND o.incident_id = m.incident_id)`;
