import { loadStates } from "@/lib/incidents/load-states";
import { MERGED } from "@/lib/incidents/merge-into";
import { openState } from "@/lib/incidents/merge-incident";
import { moveFailures, recount } from "@/lib/incidents/move-failures";
import type { UndoOf } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Puts an incident that was taken out of another back into it, with what arrived since.
 * @throws AppError CONFLICT if it was merged since, or the other one is no longer open.
 */
export async function undoUnmerge(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  undo: UndoOf<"unmerge">,
): Promise<void> {
  const { workspaceId } = ctx;
  const states = await loadStates(ctx, tx, { ids: [incidentId, undo.from] });
  const parent = states.find(({ id }) => id === undo.from);
  const child = states.find(({ id }) => id === incidentId);
  if (!parent || !child) throw new AppError("CONFLICT", "The incident it was taken out of was deleted.");
  if (child.status === "merged")
    throw new AppError("CONFLICT", `#${child.number} was merged since, so it cannot be put back.`);
  openState(states, parent);
  const isSymptom = undo.occurrenceIds.length === 0;
  // A symptom keeps its failures; those of a duplicate count for the parent.
  if (!isSymptom) await moveFailures(ctx, tx, [child.id], parent.id);
  else
    await tx.incident.updateMany({
      where: { workspaceId, parentIncidentId: child.id, status: "merged" },
      data: { parentIncidentId: parent.id },
    });
  const { occurrenceCount, ...merged } = MERGED;
  await tx.incident.updateMany({
    where: { id: child.id, workspaceId },
    data: {
      ...merged,
      ...(!isSymptom && { occurrenceCount }),
      mergeKind: undo.mergeKind,
      parentIncidentId: parent.id,
      updatedAt: ctx.now(),
    },
  });
  // Later failures of whatever was merged into the duplicate meanwhile belong to the parent too.
  const keys = isSymptom ? undo.removedKeys : [...undo.removedKeys, child.dedupKey, ...child.aliasKeys];
  await tx.incident.updateMany({
    where: { id: parent.id, workspaceId },
    data: {
      aliasKeys: [...new Set([...parent.aliasKeys, ...keys])].filter((key) => key !== parent.dedupKey),
    },
  });
  await tx.occurrence.createMany({
    data: undo.runReports.map(({ at, ...row }) => ({
      ...row,
      workspaceId,
      incidentId: parent.id,
      kind: "run_report",
      at: new Date(at),
    })),
    skipDuplicates: true,
  });
  await recount(ctx, tx, parent.id);
}
