import { INCIDENT_ACTIONS, type IncidentAction, type IncidentStatus } from "@/lib/incidents/schemas";

const ALL: readonly IncidentAction[] = INCIDENT_ACTIONS;

const without = (...left: IncidentAction[]) => ALL.filter((action) => !left.includes(action));

/** Comments are always possible and not listed. */
const ACTIONS: Record<IncidentStatus, readonly IncidentAction[]> = {
  triggered: ALL,
  acknowledged: ALL,
  investigating: ALL,
  // Not in the list of what is open, so there is nothing to hide until later.
  suppressed: without("snooze"),
  resolved: without("snooze", "merge"),
  // Its failures belong to the incident it was merged into.
  merged: [],
};

/** What may be done to an incident of this status, besides moving it to another status. */
export function availableActions(status: IncidentStatus): IncidentAction[] {
  return [...ACTIONS[status]];
}

const REFUSAL: Record<IncidentAction, string> = {
  analyze: "cannot be analyzed",
  propose_fixes: "gets no fixes",
  set_severity: "keeps its severity",
  assign: "cannot be assigned",
  snooze: "cannot be snoozed",
  merge: "cannot be merged",
  split: "cannot be split",
};

/** Why an action is not available, or null when it is. `parentNumber`: the incident it was merged into. */
export function actionRefusal(
  action: IncidentAction,
  incident: { number: number; status: IncidentStatus; parentNumber: number | null },
): string | null {
  const { number, status, parentNumber } = incident;
  if (ACTIONS[status].includes(action)) return null;
  const instead =
    status === "merged" && parentNumber !== null
      ? `was merged into #${parentNumber} and ${REFUSAL[action]}. Use #${parentNumber} instead.`
      : `is ${status} and ${REFUSAL[action]}.`;
  return `#${number} ${instead}`;
}
