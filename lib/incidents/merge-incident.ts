import { getIncidentRef, type IncidentChanged } from "@/lib/incidents/data";
import { loadStates } from "@/lib/incidents/load-states";
import { mergeInto } from "@/lib/incidents/merge-into";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import type { IncidentState } from "@/lib/incidents/lifecycle";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError, invalidField } from "@/lib/platform/errors";

/**
 * Merges an incident into another: its occurrences move, its status becomes `merged`, and later failures with its
 * fingerprint are grouped into the target. Can be undone for a while.
 * @returns the target
 * @throws AppError NOT_FOUND; INVALID for merging into itself; CONFLICT if either is no longer open.
 */
export async function mergeIncident(ctx: Context, id: string, into: string): Promise<IncidentChanged> {
  authorize(ctx, "incident.merge");
  const from = await getIncidentRef(ctx, id);
  const to = await getIncidentRef(ctx, into);
  if (from.id === to.id) {
    throw invalidField("into", "must be another incident");
  }
  return withIncidentsLocked(ctx, async (tx) => {
    const states = await loadStates(ctx, tx, { ids: [from.id, to.id] });
    const source = openState(states, from);
    const target = openState(states, to);
    const changeIds = await mergeInto(ctx, tx, [source], target);
    return { ...to, changeIds: [...changeIds.values()] };
  });
}

/** The state of an incident that must be open. @throws AppError CONFLICT. */
export function openState(
  states: readonly IncidentState[],
  { id, number }: { id: string; number: number },
): IncidentState {
  const state = states.find((candidate) => candidate.id === id);
  if (!state || !OPEN_STATUSES.includes(state.status))
    throw new AppError("CONFLICT", `#${number} is no longer open.`);
  return state;
}
