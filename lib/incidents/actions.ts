import { INCIDENT_ACTIONS, type IncidentAction, type IncidentStatus } from "@/lib/incidents/schemas";

const ALL: readonly IncidentAction[] = INCIDENT_ACTIONS;

const allExcept = (...excluded: IncidentAction[]) => ALL.filter((action) => !excluded.includes(action));

/** Comments are always allowed and not listed. */
const ACTIONS: Record<IncidentStatus, readonly IncidentAction[]> = {
  triggered: ALL,
  acknowledged: ALL,
  investigating: ALL,
  // Already out of the open list, so there is nothing to snooze.
  suppressed: allExcept("snooze"),
  resolved: allExcept("snooze", "merge"),
  // Its failures belong to the incident it was merged into.
  merged: [],
};

/** Actions allowed in this status, besides status transitions. */
export function availableActions(status: IncidentStatus): IncidentAction[] {
  return [...ACTIONS[status]];
}

const REFUSAL: Record<IncidentAction, string> = {
  analyze: "cannot be analyzed",
  propose_fixes: "cannot be given new fixes",
  set_severity: "cannot change severity",
  assign: "cannot be assigned",
  snooze: "cannot be snoozed",
  merge: "cannot be merged",
  split: "cannot be split",
};

/** Why an action is not available, or null if it is. `parentNumber`: the incident it was merged into. */
export function actionRefusal(
  action: IncidentAction,
  incident: { number: number; status: IncidentStatus; parentNumber: number | null },
): string | null {
  const { number, status, parentNumber } = incident;
  if (ACTIONS[status].includes(action)) return null;
  const isElsewhere = status === "merged" && parentNumber !== null;
  if (isElsewhere && action === "propose_fixes") {
    return `#${number} was merged into #${parentNumber}; propose fixes there.`;
  }
  const reason = isElsewhere
    ? `was merged into #${parentNumber} and ${REFUSAL[action]}. Use #${parentNumber} instead.`
    : `is ${status} and ${REFUSAL[action]}.`;
  return `#${number} ${reason}`;
}
