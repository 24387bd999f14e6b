import "server-only";
import { z } from "zod";
import { eventSentence } from "@/lib/incidents/history/event-sentence";
import { IncidentEvent, type TimelinePage } from "@/lib/incidents/history/schemas";
import { isUndoable } from "@/lib/incidents/undo/window";
import type { Actor, Context } from "@/lib/platform/context";

const TIMELINE_LIMIT = 500;

/** The timeline of an incident: its latest 500 entries, oldest first. */
export async function listTimeline(ctx: Context, incidentId: string): Promise<TimelinePage> {
  const rows = await ctx.db.timelineEntry.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: TIMELINE_LIMIT,
    // Long for a merge.
    omit: { undo: true },
  });
  const now = ctx.now();
  const items = rows.reverse().map(({ id, kind, text, data, actorType, actorName, at, ...row }) => ({
    id,
    kind,
    text: text ?? sentenceOf(data),
    actorType: actorType as Actor["type"],
    actorName,
    data: Data.parse(data),
    at: at.toISOString(),
    undoableUntil: isUndoable(row, now) ? (row.undoableUntil?.toISOString() ?? null) : null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }));
  return { items };
}

/** Falls back to the type's name for an event written by a newer version. */
function sentenceOf(data: unknown): string {
  const event = IncidentEvent.safeParse(data);
  if (event.success) return eventSentence(event.data);
  const { type } = Data.parse(data);
  return typeof type === "string" ? type.replaceAll("_", " ") : "";
}

const Data = z.record(z.string(), z.unknown()).catch({});
