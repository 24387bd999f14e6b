import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import type { PlannedUpdate } from "@/lib/incidents/plan-update";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Records planned updates. @returns the entries that can be undone, by incident. */
export async function recordPlanned(
  ctx: Context,
  tx: Prisma.TransactionClient,
  plans: readonly PlannedUpdate[],
): Promise<Map<string, string[]>> {
  const recorded = plans.map(({ next, events }) => ({
    incidentId: next.id,
    events: events.map(({ event, undo }): RecordedEvent & { id: string } => ({
      id: newId(),
      incidentId: next.id,
      event,
      ...(undo && { undo }),
    })),
  }));
  await recordEvents(
    ctx,
    tx,
    recorded.flatMap(({ events }) => events),
  );
  return new Map(
    recorded.map(({ incidentId, events }) => [
      incidentId,
      events.filter(({ undo }) => undo).map(({ id }) => id),
    ]),
  );
}
