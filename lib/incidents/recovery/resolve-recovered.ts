import { recordEvents } from "@/lib/incidents/history/record-events";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import { withoutSnooze, type IncidentState } from "@/lib/incidents/lifecycle";
import { loadStates } from "@/lib/incidents/load-states";
import { findRecovery, type Recovery } from "@/lib/incidents/recovery/find-recovery";
import { saveChanges } from "@/lib/incidents/save-changes";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import { SYSTEM_ACTOR, type Context } from "@/lib/platform/context";

/**
 * Resolves an open incident whose failure is over by what is known now, such as what started its runs. Safe to run twice.
 * @returns whether it was resolved
 */
export async function resolveRecovered(ctx: Context, incidentId: string): Promise<boolean> {
  authorize(ctx, "incident.reassess");
  return withIncidentsLocked(ctx, async (tx) => {
    const [state] = await loadStates(ctx, tx, { ids: [incidentId] });
    if (!state || !OPEN_STATUSES.includes(state.status)) return false;
    const recovery = await findRecovery(ctx, tx, incidentId);
    if (!recovery) return false;
    await saveChanges(ctx, tx, [{ state, next: asRecovered(state, recovery) }]);
    const event = recoveredEvent(recovery);
    await recordEvents({ ...ctx, actor: SYSTEM_ACTOR }, tx, [{ incidentId, event }]);
    return true;
  });
}

/** The open incident as its recovery leaves it. Pure. */
export function asRecovered(state: IncidentState, { runId, at }: Recovery): IncidentState {
  return {
    ...withoutSnooze(state),
    status: "resolved",
    resolution: "recovered",
    resolvedByRunId: runId,
    resolvedAt: new Date(Math.max(at, state.firstSeenAt.getTime())),
  };
}

/** What the timeline says about it. Record it as the product's, whoever's request led to it. Pure. */
export function recoveredEvent({ by, run, tryNumber, at }: Recovery): IncidentEvent {
  return { type: "recovered", by, run, tryNumber, at: new Date(at).toISOString() };
}
