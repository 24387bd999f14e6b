import { findOpenElsewhere } from "@/lib/incidents/load-update-facts";
import { loadStates } from "@/lib/incidents/load-states";
import type { IncidentState } from "@/lib/incidents/lifecycle";
import { findArrivedSince } from "@/lib/incidents/merged-failures";
import { moveBack, recount } from "@/lib/incidents/move-failures";
import { assertNotOpenElsewhere } from "@/lib/incidents/plan-update";
import { removeKeys } from "@/lib/incidents/undo/alias-keys";
import type { UndoOf } from "@/lib/incidents/undo/schemas";
import { restored } from "@/lib/incidents/undo/undo-fields";
import { saveChanges } from "@/lib/incidents/save-changes";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Takes a merged incident out again, with the occurrences, attempts and merged incidents that it brought, and with what its
 * own task or pipeline has reported since. Anything else that arrived since stays where it is.
 * @throws AppError CONFLICT if any of that has moved on, if the other one would be left without a failure, or this one's has
 * another open incident.
 */
export async function undoMerge(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  undo: UndoOf<"merge">,
): Promise<void> {
  const states = await loadStates(ctx, tx, { ids: [incidentId, undo.into] });
  const source = states.find(({ id }) => id === incidentId);
  const target = states.find(({ id }) => id === undo.into);
  if (!source || !target) throw new AppError("CONFLICT", "The incident it was merged into was deleted.");
  assertStillMerged(source, target);
  const moved = await moveBack(ctx, tx, undo, { fromId: target.id, toId: source.id });
  if (moved.occurrences < undo.occurrenceIds.length || moved.children < undo.childIds.length) {
    const what = `Some of what #${source.number} brought has left #${target.number} since`;
    throw new AppError("CONFLICT", `${what}, so the merge cannot be undone.`);
  }
  const arrived = await findArrivedSince(ctx, tx, { childId: source.id, parentId: target.id });
  await moveBack(ctx, tx, arrived, { fromId: target.id, toId: source.id });
  await detach(ctx, tx, { child: source, parent: target, keys: undo.addedKeys });
  await recount(ctx, tx, source.id, { withLatest: arrived.occurrenceIds.length > 0 });
  const next = restored(source, undo.before);
  // It may have recovered while it was merged.
  if (source.resolvedAt !== null) next.status = "resolved";
  await saveChanges(ctx, tx, [{ state: source, next }]);
}

function assertStillMerged(source: IncidentState, target: IncidentState): void {
  if (source.status === "merged" && source.parentIncidentId === target.id) return;
  const where =
    source.status === "merged" && source.parent
      ? `part of #${source.parent.number} by a later merge`
      : source.status;
  throw new AppError("CONFLICT", `#${source.number} is now ${where}, so this merge cannot be undone.`);
}

/**
 * Cuts the tie between a merged incident and its parent, whose later failures no longer include it.
 * @throws AppError CONFLICT if the parent would be left without a failure, or the child's has another open incident.
 */
export async function detach(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { child, parent, keys }: { child: IncidentState; parent: IncidentState; keys: readonly string[] },
): Promise<void> {
  const { workspaceId } = ctx;
  await tx.incident.updateMany({
    where: { id: child.id, workspaceId },
    data: { parentIncidentId: null, mergeKind: null },
  });
  await removeKeys(ctx, tx, parent, keys);
  // Its own failures may have been split off since.
  if ((await recount(ctx, tx, parent.id)) === 0 && parent.status !== "merged")
    throw new AppError("CONFLICT", `#${parent.number} would be left without a failure.`);
  if (child.resolvedAt === null)
    assertNotOpenElsewhere(child, await findOpenElsewhere(ctx, tx, [child], parent.id));
}
