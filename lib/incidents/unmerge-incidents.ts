import { getIncidentRef, type IncidentChanged } from "@/lib/incidents/data";
import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import type { IncidentState } from "@/lib/incidents/lifecycle";
import { loadStates } from "@/lib/incidents/load-states";
import { findArrivedSince, findBrought } from "@/lib/incidents/merged-failures";
import { moveBack, recount, type MovedFailures } from "@/lib/incidents/move-failures";
import type { UndoOf } from "@/lib/incidents/undo/schemas";
import { detach } from "@/lib/incidents/undo/undo-merge";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";

/**
 * Takes incidents out of the one they were merged into, by a person or as symptoms. Each becomes `triggered` again,
 * or `resolved` if it has recovered since, with the failures it brought, and is not joined to it automatically again. Can
 * be undone for a while.
 * @param symptomIds ids of incidents merged into `id`
 * @returns the incident they were taken out of
 * @throws AppError NOT_FOUND; INVALID if one is not merged into it; CONFLICT if one cannot stand alone.
 */
export async function unmergeIncidents(
  ctx: Context,
  id: string,
  symptomIds: readonly string[],
): Promise<IncidentChanged> {
  authorize(ctx, "incident.split");
  const ref = await getIncidentRef(ctx, id);
  return withIncidentsLocked(ctx, async (tx) => {
    const ids = [...new Set(symptomIds)];
    const states = await loadStates(ctx, tx, { ids: [ref.id, ...ids] });
    const children = states.filter((state) => ids.includes(state.id) && isMergedInto(state, ref.id));
    if (children.length !== ids.length)
      throw invalidField("symptomIds", "must name incidents merged into this one");
    const events: (RecordedEvent & { id?: string })[] = [];
    for (const child of children) events.push(...(await takeOut(ctx, tx, child, ref.id)));
    await recordEvents(ctx, tx, events);
    return { ...ref, changeIds: events.flatMap(({ id: entryId }) => entryId ?? []) };
  });
}

function isMergedInto({ status, parentIncidentId }: IncidentState, id: string): boolean {
  return status === "merged" && parentIncidentId === id;
}

async function takeOut(
  ctx: Context,
  tx: Prisma.TransactionClient,
  child: IncidentState,
  parentId: string,
): Promise<RecordedEvent[]> {
  const { parent, ...separated } = await separate(ctx, tx, child, parentId);
  const entryId = newId();
  const undo: UndoOf<"unmerge"> = {
    type: "unmerge",
    from: parent.id,
    mergeKind: child.mergeKind,
    ...separated,
  };
  return [
    {
      id: entryId,
      incidentId: child.id,
      event: { type: "unmerged", from: parent.id, fromNumber: parent.number },
      undo,
    },
    {
      incidentId: parent.id,
      event: { type: "released", releasedNumber: child.number },
      undo: { type: "entry", incidentId: child.id, entryId },
    },
  ];
}

/** What separating an incident from its parent moved and removed. */
interface Separated extends MovedFailures {
  parent: IncidentState;
  removedKeys: string[];
  runReports: UndoOf<"unmerge">["runReports"];
}

/**
 * Takes a merged incident out of its parent, with the failures that it brought and those of its own task that have arrived
 * since. It is `triggered`, or `resolved` if it has recovered. Call it inside `withIncidentsLocked`.
 * @throws AppError CONFLICT if one of the two would be left without a failure, or the failure has another open incident.
 */
export async function separate(
  ctx: Context,
  tx: Prisma.TransactionClient,
  child: IncidentState,
  parentId: string,
): Promise<Separated> {
  const { workspaceId } = ctx;
  // Read again, because taking out another one changed it.
  const [parent] = await loadStates(ctx, tx, { ids: [parentId] });
  if (!parent) throw new AppError("NOT_FOUND", "There is no such incident.");
  const brought = await findBrought(ctx, tx, child.id);
  const place = { fromId: parent.id, toId: child.id };
  const moved = await moveBack(ctx, tx, brought, place);
  const arrived = await findArrivedSince(ctx, tx, { childId: child.id, parentId: parent.id });
  await moveBack(ctx, tx, arrived, place);
  const removedKeys = [child.dedupKey, ...child.aliasKeys].filter(
    (key) => key !== parent.dedupKey && parent.aliasKeys.includes(key),
  );
  await detach(ctx, tx, { child, parent, keys: removedKeys });
  const runReports = await removeRunReports(ctx, tx, { childId: child.id, parentId: parent.id });
  const withLatest = arrived.occurrenceIds.length > 0;
  if ((await recount(ctx, tx, child.id, { withLatest })) === 0)
    throw new AppError(
      "CONFLICT",
      `It is not known which failures #${child.number} brought. Split off occurrences instead.`,
    );
  await tx.incident.updateMany({
    where: { id: child.id, workspaceId },
    data: { status: child.resolvedAt ? "resolved" : "triggered", updatedAt: ctx.now() },
  });
  const nothing = { occurrenceIds: [], attemptIds: [], childIds: [] };
  return { parent, removedKeys, runReports, ...(moved.occurrences > 0 ? brought : nothing) };
}

/** Removes the reports by which the parent lists the runs of a symptom as affected. @returns them. */
async function removeRunReports(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { childId, parentId }: { childId: string; parentId: string },
): Promise<UndoOf<"unmerge">["runReports"]> {
  const rows = await tx.$queryRawUnsafe<RunReportRow[]>(REMOVE_RUN_REPORTS, workspaceId, childId, parentId);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

interface RunReportRow {
  id: string;
  runId: string | null;
  deliveryId: string | null;
  message: string;
  at: Date;
}

/** A run with a failure of the parent's own stays. */
const REMOVE_RUN_REPORTS = `
DELETE FROM occurrences o
WHERE o.workspace_id = $1 AND o.incident_id = $3 AND o.kind = 'run_report'
  AND o.run_id IN (SELECT f.run_id FROM occurrences f
    WHERE f.workspace_id = $1 AND f.incident_id = $2 AND f.kind = 'failure')
  AND NOT EXISTS (SELECT 1 FROM occurrences own
    WHERE own.workspace_id = $1 AND own.incident_id = $3 AND own.kind = 'failure' AND own.run_id = o.run_id)
RETURNING o.id, o.run_id AS "runId", o.delivery_id AS "deliveryId", o.message, o.at`;
