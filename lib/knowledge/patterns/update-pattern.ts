import { getPattern } from "@/lib/knowledge/patterns/data";
import { mergePattern } from "@/lib/knowledge/patterns/merge-pattern";
import { SlotTemplate, type Pattern, type UpdatePattern } from "@/lib/knowledge/patterns/schemas";
import { readTemplate, slotsIn } from "@/lib/knowledge/patterns/template";
import { withLessonsLocked } from "@/lib/knowledge/patterns/with-lessons-locked";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError, invalidField, refuseIssue } from "@/lib/platform/errors";
import { secretIssue } from "@/lib/redaction/secret-issue";

/**
 * Changes a pattern: its name, category or cause, whether it is used, whether its fix is proposed. What a person sets is not composed
 * again. With `mergeInto` it goes into another one instead, which is returned.
 * @throws AppError NOT_FOUND; INVALID for a secret, or for other changes together with a merge.
 */
export async function updatePattern(ctx: Context, id: string, input: UpdatePattern): Promise<Pattern> {
  authorize(ctx, "pattern.update");
  const { mergeInto, ...changes } = input;
  if (mergeInto !== undefined) {
    if (Object.values(changes).some((value) => value !== undefined))
      throw invalidField("mergeInto", "must be the only change");
    return mergePattern(ctx, id, mergeInto);
  }
  refuseIssue(secretIssue({ name: changes.name, cause: changes.cause }));
  await withLessonsLocked(ctx, async (tx) => {
    const { workspaceId } = ctx;
    const row = await tx.pattern.findFirst({ where: { id, workspaceId } });
    if (!row) throw new AppError("NOT_FOUND", "There is no such pattern.");
    const { name, category, cause, state, offersFix } = changes;
    const edited = (["name", "category", "cause"] as const).filter((field) => changes[field] !== undefined);
    const parts = [row.template, row.cause].flatMap((template) => SlotTemplate.catch([]).parse(template));
    await tx.pattern.updateMany({
      where: { id, workspaceId },
      data: {
        ...(name !== undefined && { name }),
        ...(category !== undefined && { category }),
        ...(cause !== undefined && { rootCause: cause, cause: readTemplate(cause, slotsIn(parts)) }),
        ...(state !== undefined && { state }),
        ...(offersFix !== undefined && { offersFix }),
        ...(edited.length > 0 && {
          editedBy: ctx.actor.name,
          editedFields: [...new Set([...row.editedFields, ...edited])],
        }),
        updatedAt: ctx.now(),
      },
    });
    await audit(ctx, tx, {
      action: "pattern.update",
      targetType: "pattern",
      targetId: id,
      detail: {
        name: name ?? row.name,
        changed: Object.keys(changes),
        ...(state !== undefined && { state }),
      },
    });
  });
  return getPattern(ctx, id);
}
