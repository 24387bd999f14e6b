import { availableActions } from "@/lib/incidents/actions";
import type { AssessedSeverity } from "@/lib/failures/severity";
import { assertAction } from "@/lib/incidents/assert-available";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import { changedFields, withoutSnooze, type IncidentState, type Lifecycle } from "@/lib/incidents/lifecycle";
import {
  MAX_SNOOZE_DAYS,
  MAX_SNOOZE_WITHOUT_END_DAYS,
  type IncidentStatus,
  type UpdateIncident,
} from "@/lib/incidents/schemas";
import { isSnoozed } from "@/lib/incidents/snooze";
import { availableTransitions } from "@/lib/incidents/transitions";
import type { Undo } from "@/lib/incidents/undo/schemas";
import type { Actor } from "@/lib/platform/context";
import { AppError, invalidField } from "@/lib/platform/errors";

/** What an update needs to know besides the incident. */
export interface UpdateFacts {
  now: Date;
  actor: Actor;
  /** The named person, if a member of the workspace. */
  assignee: { id: string; name: string } | null;
  /** The named team, if it exists. */
  team: { id: string; name: string } | null;
  /** Its severity by everything known, if that is to count again. */
  assessed: AssessedSeverity | null;
  /** By incident: the number of another open incident of the same failure. */
  openElsewhere: ReadonlyMap<string, number>;
}

/** A change of one incident: its new state, and an event per changed aspect. */
export interface PlannedUpdate {
  next: IncidentState;
  events: { event: IncidentEvent; undo: Undo | undefined }[];
}

/**
 * Plans an update from the state read under the lock. Pure.
 * @throws AppError CONFLICT if the status does not allow it; INVALID for a value that cannot be set.
 */
export function planUpdate(state: IncidentState, input: UpdateIncident, facts: UpdateFacts): PlannedUpdate {
  const plan: PlannedUpdate = { next: state, events: [] };
  if (input.status && input.status !== state.status) changeStatus(plan, input.status, input, facts);
  if (input.severity !== undefined) changeSeverity(plan, input.severity, facts);
  if (input.assigneeId !== undefined) assign(plan, input.assigneeId, facts);
  if (input.ownerTeamId !== undefined) assignTeam(plan, input.ownerTeamId, facts);
  if (input.snoozedUntil !== undefined || input.wakeAfterFailures !== undefined)
    changeSnooze(plan, input, facts.now);
  if (input.resolution !== undefined) changeResolution(plan, input.resolution);
  if (input.comment)
    plan.events.push({ event: { type: "commented", comment: input.comment }, undo: { type: "comment" } });
  return plan;
}

/** Applies one change, with the event that tells of it. */
function apply(plan: PlannedUpdate, change: Partial<Lifecycle>, event: IncidentEvent): void {
  const next = { ...plan.next, ...change };
  plan.events.push({ event, undo: { type: "fields", ...changedFields(plan.next, next) } });
  plan.next = next;
}

function changeStatus(
  plan: PlannedUpdate,
  to: IncidentStatus,
  { reason, resolution }: UpdateIncident,
  { actor, now, openElsewhere }: UpdateFacts,
): void {
  const { next: state } = plan;
  const from = state.status;
  if (from === "merged") throw new AppError("CONFLICT", "A merged incident cannot be changed.");
  if (!availableTransitions(from).includes(to)) {
    const possible = availableTransitions(from).join(", ");
    throw new AppError("CONFLICT", `The incident is ${from} and cannot become ${to}. Possible: ${possible}.`);
  }
  if (from === "resolved") assertNotOpenElsewhere(state, openElsewhere);
  const resolved = to === "resolved" ? (resolution ?? null) : null;
  const moved = availableActions(to).includes("snooze") ? state : withoutSnooze(state);
  const isTaken = to === "acknowledged" && !state.assigneeId && actor.type === "user";
  apply(
    plan,
    {
      ...moved,
      status: to,
      // A person's decision about a suppressed incident comes before the policy's.
      suppressedBy: null,
      acknowledgedAt: to === "acknowledged" ? (state.acknowledgedAt ?? now) : state.acknowledgedAt,
      assigneeId: isTaken ? actor.id : state.assigneeId,
      resolvedAt: to === "resolved" ? now : null,
      resolution: resolved,
      resolvedByRunId: null,
    },
    {
      type: "status_changed",
      from,
      to,
      reason: reason ?? null,
      ...(resolved && { resolution: resolved }),
    },
  );
}

/** Refuses to reopen while the same failure has another open incident. @throws AppError CONFLICT. */
export function assertNotOpenElsewhere(
  { id }: { id: string },
  openElsewhere: ReadonlyMap<string, number>,
): void {
  const number = openElsewhere.get(id);
  if (number !== undefined)
    throw new AppError("CONFLICT", `The same failure is open as #${number}. Use that incident instead.`);
}

/** A person's choice stays until it is given back with null. */
function changeSeverity(
  plan: PlannedUpdate,
  chosen: Lifecycle["severity"] | null,
  { assessed }: UpdateFacts,
): void {
  const { next: state } = plan;
  const isKept = chosen === null ? !state.isSeveritySet : state.isSeveritySet && chosen === state.severity;
  if (isKept) return;
  assertAction(state, "set_severity");
  const to = chosen ?? assessed?.severity ?? state.severity;
  const change = {
    severity: to,
    isSeveritySet: chosen !== null,
    severityReasons: (chosen === null && assessed?.reasons) || state.severityReasons,
    // Raising it by hand does not wake it.
    snoozedSeverity: state.snoozedSeverity && to,
  };
  if (to === state.severity) plan.next = { ...state, ...change };
  else apply(plan, change, { type: "severity_changed", from: state.severity, to });
}

function assign(plan: PlannedUpdate, assigneeId: string | null, { assignee }: UpdateFacts): void {
  if (assigneeId === plan.next.assigneeId) return;
  assertAction(plan.next, "assign");
  if (assigneeId && assignee?.id !== assigneeId)
    throw invalidField("assigneeId", "not a member of this workspace");
  apply(
    plan,
    { assigneeId },
    { type: "assigned", assigneeId, name: assigneeId ? (assignee?.name ?? "") : null },
  );
}

function assignTeam(plan: PlannedUpdate, teamId: string | null, { team }: UpdateFacts): void {
  if (teamId === plan.next.ownerTeamId) return;
  assertAction(plan.next, "assign");
  if (teamId && team?.id !== teamId) throw invalidField("ownerTeamId", "not a team of this workspace");
  apply(
    plan,
    { ownerTeamId: teamId },
    { type: "team_assigned", teamId, name: teamId ? (team?.name ?? "") : null },
  );
}

const DAY_MS = 24 * 3_600_000;

/** Ending a snooze that is already over is a no-op. */
function changeSnooze(
  plan: PlannedUpdate,
  { snoozedUntil, wakeAfterFailures }: UpdateIncident,
  now: Date,
): void {
  const { next: state } = plan;
  if (snoozedUntil === null && wakeAfterFailures !== undefined)
    throw invalidField("wakeAfterFailures", "must be absent if snoozedUntil is null");
  if (snoozedUntil === null) {
    if (!isSnoozed(state, now)) plan.next = withoutSnooze(state);
    else apply(plan, withoutSnooze(state), { type: "snooze_ended" });
    return;
  }
  assertAction(state, "snooze");
  const until = new Date(snoozedUntil ?? now.getTime() + MAX_SNOOZE_WITHOUT_END_DAYS * DAY_MS);
  if (until <= now) throw invalidField("snoozedUntil", "must be in the future");
  if (until.getTime() > now.getTime() + MAX_SNOOZE_DAYS * DAY_MS)
    throw invalidField("snoozedUntil", "must be within a year; resolve it as won't fix instead");
  apply(
    plan,
    {
      snoozedUntil: until,
      snoozedSeverity: state.severity,
      wakeAtCount: wakeAfterFailures === undefined ? null : state.occurrenceCount + wakeAfterFailures,
    },
    {
      type: "snoozed",
      until: until.toISOString(),
      ...(wakeAfterFailures !== undefined && { wakeAfterFailures }),
      ...(snoozedUntil === undefined && { isOpenEnded: true }),
    },
  );
}

function changeResolution(plan: PlannedUpdate, resolution: Lifecycle["resolution"]): void {
  const { next: state } = plan;
  if (resolution === state.resolution) return;
  if (state.status !== "resolved")
    throw new AppError(
      "CONFLICT",
      `#${state.number} is ${state.status}; only a resolved incident has a resolution.`,
    );
  apply(plan, { resolution }, { type: "resolution_changed", from: state.resolution, to: resolution });
}
