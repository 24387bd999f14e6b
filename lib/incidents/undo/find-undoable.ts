import { eventSentence } from "@/lib/incidents/history/event-sentence";
import { IncidentEvent } from "@/lib/incidents/history/schemas";
import { Undo } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/** A timeline entry that can be undone. */
export interface UndoableEntry {
  id: string;
  incidentId: string;
  event: IncidentEvent;
  undo: Exclude<Undo, { type: "entry" }>;
  at: Date;
}

/**
 * The entry to undo. An entry about the other side of a merge or a split stands for the one with the details.
 * @throws AppError NOT_FOUND; CONFLICT if it cannot be undone, was undone, or its time has passed.
 */
export async function findUndoable(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  entryId: string,
): Promise<UndoableEntry> {
  const row = await tx.timelineEntry.findFirst({
    where: { id: entryId, incidentId, workspaceId: ctx.workspaceId },
  });
  if (!row) throw new AppError("NOT_FOUND", "This incident has no such timeline entry.");
  if (row.undoneAt) throw new AppError("CONFLICT", "This change was already undone.");
  const undo = Undo.safeParse(row.undo).data;
  const event = IncidentEvent.safeParse(row.data).data;
  if (!undo || !event || !row.undoableUntil) throw new AppError("CONFLICT", "This entry cannot be undone.");
  if (row.undoableUntil <= ctx.now()) {
    const until = row.undoableUntil.toISOString().slice(0, 16).replace("T", " ");
    throw new AppError(
      "CONFLICT",
      `This change could be undone until ${until} UTC: ${eventSentence(event)}.`,
    );
  }
  if (undo.type === "entry") {
    const others = await tx.incident.count({
      where: { id: undo.incidentId, workspaceId: ctx.workspaceId },
    });
    if (others === 0)
      throw new AppError("CONFLICT", "The other incident was deleted since, so this cannot be undone.");
    return findUndoable(ctx, tx, undo.incidentId, undo.entryId);
  }
  return { id: row.id, incidentId, event, undo, at: row.at };
}
