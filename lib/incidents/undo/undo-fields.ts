import { findOpenElsewhere } from "@/lib/incidents/load-update-facts";
import { loadStates } from "@/lib/incidents/load-states";
import { storedFields, type IncidentState, type Lifecycle } from "@/lib/incidents/lifecycle";
import { assertNotOpenElsewhere } from "@/lib/incidents/plan-update";
import { asRecovered } from "@/lib/incidents/recovery/resolve-recovered";
import { saveChanges } from "@/lib/incidents/save-changes";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { findRecovery, type Recovery } from "@/lib/incidents/recovery/find-recovery";
import type { UndoableEntry } from "@/lib/incidents/undo/find-undoable";
import type { LifecycleFields, UndoOf } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Restores the fields of an incident as they were before a change. Had it been open, it would have been resolved by a success
 * since: then it is resolved by that.
 * @returns that success, or null
 * @throws AppError CONFLICT if one of them has changed since, or it would be closed although it failed again.
 */
export async function undoFields(
  ctx: Context,
  tx: Prisma.TransactionClient,
  { incidentId, at }: UndoableEntry,
  { before, after }: UndoOf<"fields">,
): Promise<Recovery | null> {
  const [state] = await loadStates(ctx, tx, { ids: [incidentId] });
  if (!state) throw new AppError("NOT_FOUND", "There is no such incident.");
  const conflict = laterChange(state, after);
  if (conflict) throw new AppError("CONFLICT", `${conflict} has changed since, so this cannot be undone.`);
  await assertStillThere(ctx, tx, before);
  const next = restored(state, before);
  const isReopened = state.status === "resolved" && OPEN_STATUSES.includes(next.status);
  const recovery = isReopened ? await findRecovery(ctx, tx, state.id) : null;
  if (recovery) {
    await saveChanges(ctx, tx, [{ state, next: asRecovered(next, recovery) }]);
    return recovery;
  }
  if (state.status === "resolved" && next.status !== "resolved")
    assertNotOpenElsewhere(state, await findOpenElsewhere(ctx, tx, [state]));
  if (next.status === "resolved" && state.status !== "resolved")
    await assertNotFailedSince(ctx, tx, state, at);
  await saveChanges(ctx, tx, [{ state, next }]);
  return null;
}

/** Names the first field that is no longer as the change left it; null if all are. Pure. */
export function laterChange(state: Lifecycle, after: LifecycleFields): string | null {
  const now = storedFields(state);
  for (const [name, words] of FIELD_WORDS) {
    if (after[name] !== undefined && after[name] !== now[name]) return words;
  }
  return null;
}

/** Fields that a change is about. The others follow them, such as the time at which it was resolved. */
const FIELD_WORDS: readonly [keyof LifecycleFields, string][] = [
  ["status", "The status"],
  // Resolved, reopened and resolved again.
  ["resolvedAt", "The status"],
  ["severity", "The severity"],
  ["assigneeId", "The assignee"],
  ["ownerTeamId", "The owner team"],
  ["resolution", "The resolution"],
  ["snoozedUntil", "The snooze"],
];

/** The state with the fields of `before`. Pure. */
export function restored(state: IncidentState, before: LifecycleFields): IncidentState {
  const { snoozedUntil, acknowledgedAt, resolvedAt, ...rest } = before;
  return {
    ...state,
    ...rest,
    ...(snoozedUntil !== undefined && { snoozedUntil: toDate(snoozedUntil) }),
    ...(acknowledgedAt !== undefined && { acknowledgedAt: toDate(acknowledgedAt) }),
    ...(resolvedAt !== undefined && { resolvedAt: toDate(resolvedAt) }),
  };
}

const toDate = (at: string | null) => (at === null ? null : new Date(at));

/** @throws AppError CONFLICT if the person left or the team was deleted. */
async function assertStillThere(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { assigneeId, ownerTeamId }: LifecycleFields,
): Promise<void> {
  if (assigneeId && (await tx.membership.count({ where: { workspaceId, userId: assigneeId } })) === 0)
    throw new AppError("CONFLICT", "The person it was assigned to has left since, so this cannot be undone.");
  if (ownerTeamId && (await tx.team.count({ where: { workspaceId, id: ownerTeamId } })) === 0)
    throw new AppError("CONFLICT", "The team that owned it was deleted since, so this cannot be undone.");
}

async function assertNotFailedSince(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { id, number }: IncidentState,
  at: Date,
): Promise<void> {
  const failures = await tx.occurrence.count({
    where: { workspaceId, incidentId: id, kind: "failure", at: { gt: at } },
  });
  if (failures > 0)
    throw new AppError("CONFLICT", `#${number} has failed again since it was reopened, so it stays open.`);
}
