import { getIncidentRef, type IncidentRef } from "@/lib/incidents/data";
import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { findUndoable, type UndoableEntry } from "@/lib/incidents/undo/find-undoable";
import type { Recovery } from "@/lib/incidents/recovery/find-recovery";
import { recoveredEvent } from "@/lib/incidents/recovery/resolve-recovered";
import { undoFields } from "@/lib/incidents/undo/undo-fields";
import { undoMerge } from "@/lib/incidents/undo/undo-merge";
import { undoSplit } from "@/lib/incidents/undo/undo-split";
import { undoUnmerge } from "@/lib/incidents/undo/undo-unmerge";
import { undoVerdict } from "@/lib/incidents/undo/undo-verdict";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import { SYSTEM_ACTOR, type Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import type { WorkflowStart } from "@/lib/workflows/workflow-start";

/** What an undo touched besides the incident of the entry. */
interface Undone {
  /** The other side of a merge or a split. */
  otherId: string | null;
  /** Analyses to start. */
  starts: WorkflowStart[];
  /** The success since that resolves the incident which the undo would have opened again. */
  recovery?: Recovery | null;
}

/**
 * Undoes a change that a person made: its fields, a comment, a verdict, a merge, a split. Nothing that happened since is lost; if a
 * later change is in the way, it is refused and says which. The caller sends the events.
 * @returns the incident whose timeline was given
 * @throws AppError NOT_FOUND; CONFLICT if the time has passed, it was undone, or a later change is in the way.
 */
export async function undoChange(
  ctx: Context,
  id: string,
  { timelineEntryId }: { timelineEntryId: string },
): Promise<IncidentRef> {
  authorize(ctx, "incident.undo");
  const ref = await getIncidentRef(ctx, id);
  await withIncidentsLocked(ctx, async (tx) => {
    const entry = await findUndoable(ctx, tx, ref.id, timelineEntryId);
    const { otherId, starts, recovery } = await restore(ctx, tx, entry);
    await markUndone(ctx, tx, entry, otherId);
    const event = { type: "undone", entryId: entry.id, change: withoutText(entry.event) } as const;
    const ids = [entry.incidentId, ...(otherId === null ? [] : [otherId])];
    await recordEvents(
      ctx,
      tx,
      ids.map((incidentId): RecordedEvent => ({ incidentId, event })),
      starts,
    );
    if (recovery) {
      const recovered = { incidentId: entry.incidentId, event: recoveredEvent(recovery) };
      await recordEvents({ ...ctx, actor: SYSTEM_ACTOR }, tx, [recovered]);
    }
  });
  return ref;
}

async function restore(ctx: Context, tx: Prisma.TransactionClient, entry: UndoableEntry): Promise<Undone> {
  const { undo } = entry;
  switch (undo.type) {
    case "fields":
      return { otherId: null, starts: [], recovery: await undoFields(ctx, tx, entry, undo) };
    case "comment":
      await removeText(ctx, tx, entry);
      return { otherId: null, starts: [] };
    case "verdict":
      await undoVerdict(ctx, tx, undo);
      return { otherId: null, starts: [] };
    case "merge":
      await undoMerge(ctx, tx, entry.incidentId, undo);
      return { otherId: undo.into, starts: [] };
    case "split":
      return { otherId: undo.from, starts: await undoSplit(ctx, tx, entry.incidentId, undo) };
    case "unmerge":
      await undoUnmerge(ctx, tx, entry.incidentId, undo);
      return { otherId: undo.from, starts: [] };
  }
}

/** A comment may be undone because of what it says, so its text is deleted. */
async function removeText(
  { workspaceId, now }: Context,
  tx: Prisma.TransactionClient,
  { id, incidentId }: UndoableEntry,
): Promise<void> {
  await tx.timelineEntry.updateMany({
    where: { id, workspaceId },
    data: { data: { type: "commented", comment: "" } },
  });
  await tx.incident.updateMany({ where: { id: incidentId, workspaceId }, data: { updatedAt: now() } });
}

const withoutText = (event: UndoableEntry["event"]) =>
  event.type === "commented" ? { ...event, comment: "" } : event;

/** Marks the entry as undone, and the one on the other side. @throws AppError CONFLICT if someone was faster. */
async function markUndone(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { id, incidentId }: UndoableEntry,
  otherId: string | null,
): Promise<void> {
  const { workspaceId } = ctx;
  const data = { undoneAt: ctx.now() };
  const { count } = await tx.timelineEntry.updateMany({ where: { id, workspaceId, undoneAt: null }, data });
  if (count === 0) throw new AppError("CONFLICT", "This change was already undone.");
  if (otherId === null) return;
  await tx.timelineEntry.updateMany({
    where: {
      workspaceId,
      incidentId: { in: [incidentId, otherId] },
      undo: { path: ["entryId"], equals: id },
    },
    data,
  });
}
