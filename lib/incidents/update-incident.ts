import { getIncidentRef, type IncidentChanged } from "@/lib/incidents/data";
import { recordPlanned } from "@/lib/incidents/record-planned";
import { loadStates } from "@/lib/incidents/load-states";
import { loadUpdateFacts } from "@/lib/incidents/load-update-facts";
import { planUpdate } from "@/lib/incidents/plan-update";
import { saveChanges } from "@/lib/incidents/save-changes";
import type { UpdateIncident } from "@/lib/incidents/schemas";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/**
 * Updates status, severity, assignee, owner team, snooze, resolution or comment. Every change is recorded in the
 * timeline and the audit log, and can be undone for a while.
 * @throws AppError NOT_FOUND; CONFLICT if the status does not allow it, including after a concurrent change.
 */
export async function updateIncident(
  ctx: Context,
  id: string,
  written: UpdateIncident,
): Promise<IncidentChanged> {
  authorize(ctx, "incident.update");
  const input = withoutSecrets(written);
  const ref = await getIncidentRef(ctx, id);
  return withIncidentsLocked(ctx, async (tx) => {
    const [state] = await loadStates(ctx, tx, { ids: [ref.id] });
    if (!state) throw new AppError("NOT_FOUND", `There is no incident ${id.slice(0, 60)}.`);
    const plan = planUpdate(state, input, await loadUpdateFacts(ctx, tx, [state], input));
    await saveChanges(ctx, tx, [{ state, next: plan.next }]);
    const changeIds = (await recordPlanned(ctx, tx, [plan])).get(ref.id) ?? [];
    return { ...ref, changeIds };
  });
}

/** People paste logs into comments, so comments are redacted like logs. */
export function withoutSecrets<T extends { reason?: string; comment?: string }>(input: T): T {
  const { reason, comment } = input;
  return {
    ...input,
    ...(reason !== undefined && { reason: redact(reason).text }),
    ...(comment !== undefined && { comment: redact(comment).text }),
  };
}
