import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { storedFields, type IncidentState } from "@/lib/incidents/lifecycle";
import { moveFailures, recount } from "@/lib/incidents/move-failures";
import type { LifecycleFields } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Older keys are dropped: they are the least likely to come again. */
const MAX_ALIAS_KEYS = 20;

/**
 * Merges open incidents into another one, whatever their number in the same few statements. Call it inside
 * `withIncidentsLocked`, with their states read there.
 * @returns the entry by which each merge can be undone, by merged incident
 */
export async function mergeInto(
  ctx: Context,
  tx: Prisma.TransactionClient,
  sources: readonly IncidentState[],
  target: IncidentState,
): Promise<Map<string, string>> {
  const { workspaceId } = ctx;
  const ids = sources.map(({ id }) => id);
  const moved = await moveFailures(ctx, tx, ids, target.id);
  await tx.incident.updateMany({
    where: { id: { in: ids }, workspaceId },
    data: { ...MERGED, parentIncidentId: target.id, updatedAt: ctx.now() },
  });
  const keys = new Set(target.aliasKeys);
  const entries = new Map<string, string>();
  const events: RecordedEvent[] = [];
  for (const source of sources) {
    const addedKeys = [...source.aliasKeys, source.dedupKey].filter((key) => !keys.has(key));
    for (const key of addedKeys) keys.add(key);
    const id = newId();
    entries.set(source.id, id);
    events.push(
      {
        id,
        incidentId: source.id,
        event: { type: "merged", into: target.id, intoNumber: target.number },
        undo: {
          type: "merge",
          into: target.id,
          before: beforeMerge(source),
          addedKeys,
          ...(moved.get(source.id) ?? { occurrenceIds: [], attemptIds: [], childIds: [] }),
        },
      },
      {
        incidentId: target.id,
        event: { type: "absorbed", mergedNumber: source.number },
        undo: { type: "entry", incidentId: source.id, entryId: id },
      },
    );
  }
  await recount(ctx, tx, target.id);
  const all = [target, ...sources];
  await tx.incident.updateMany({
    where: { id: target.id, workspaceId },
    data: {
      aliasKeys: [...keys].slice(-MAX_ALIAS_KEYS),
      firstSeenAt: new Date(Math.min(...all.map(({ firstSeenAt }) => firstSeenAt.getTime()))),
      // Later than the last failure if only an affected run was reported since.
      lastSeenAt: new Date(Math.max(...all.map(({ lastSeenAt }) => lastSeenAt.getTime()))),
    },
  });
  await recordEvents(ctx, tx, events);
  return entries;
}

/** The fields that `MERGED` overwrites. */
function beforeMerge(source: IncidentState): LifecycleFields {
  const { status, snoozedUntil, snoozedSeverity, wakeAtCount } = storedFields(source);
  return { status, snoozedUntil, snoozedSeverity, wakeAtCount };
}

/** The fields of an incident whose failures were moved to its parent. */
export const MERGED = {
  status: "merged",
  mergeKind: "duplicate",
  occurrenceCount: 0,
  snoozedUntil: null,
  snoozedSeverity: null,
  wakeAtCount: null,
} as const;
