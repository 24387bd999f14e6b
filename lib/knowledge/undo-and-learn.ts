import type { IncidentRef } from "@/lib/incidents/data";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/**
 * Undoes a change that a person made, and learns at once from what that leaves: it may have taken back a verdict or a resolution.
 * The caller sends the events.
 * @throws AppError as `undoChange`.
 */
export async function undoAndLearn(
  ctx: Context,
  id: string,
  input: { timelineEntryId: string },
): Promise<IncidentRef> {
  authorize(ctx, "incident.undo");
  const ref = await undoChange(ctx, id, input);
  await learnFromIncident(ctx, ref.id);
  return ref;
}
