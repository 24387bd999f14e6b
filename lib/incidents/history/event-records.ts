import type { IncidentEvent, IncidentEventType } from "@/lib/incidents/history/schemas";
import type { IncidentStatus } from "@/lib/incidents/schemas";
import type { Undo } from "@/lib/incidents/undo/schemas";
import { isPerson, undoableUntil } from "@/lib/incidents/undo/window";
import type { Actor } from "@/lib/platform/context";
import type { WorkflowStart } from "@/lib/workflows/workflow-start";

/** An event to record for an incident. */
export interface RecordedEvent {
  incidentId: string;
  event: IncidentEvent;
  /** For steps that may run twice: the incident keeps one entry per key, the latest. */
  dedupKey?: string;
  /** The entry's id, if the caller needs it. */
  id?: string;
  /** What to restore if the change is undone. It can be undone for a while if a person made it. */
  undo?: Undo;
}

/** The actor, workspace and time of the events. */
export interface EventOrigin {
  workspaceId: string;
  actor: Actor;
  /** ISO 8601. */
  at: string;
}

/** Rows to insert into each table. */
export interface EventRecords {
  timeline: TimelineRow[];
  audits: AuditRow[];
  workflows: WorkflowStart["workflow"][];
  outbox: WorkflowStart["outbox"][];
}

interface TimelineRow {
  id: string;
  workspaceId: string;
  incidentId: string;
  kind: string;
  data: IncidentEvent;
  actorType: Actor["type"];
  actorName: string;
  dedupKey: string | null;
  undo: Undo | null;
  undoableUntil: string | null;
  at: string;
}

interface AuditRow {
  id: string;
  workspaceId: string;
  actorType: Actor["type"];
  actorId: string | null;
  actorName: string;
  action: string;
  targetType: "incident" | "fix";
  targetId: string;
  detail: Record<string, string | number | boolean | null>;
  at: string;
}

/** The rows that record the events and start the workflows. Pure: ids come from `newId`. */
export function eventRecords(
  origin: EventOrigin,
  events: readonly RecordedEvent[],
  starts: readonly WorkflowStart[],
  newId: () => string,
): EventRecords {
  return {
    timeline: events.map(({ incidentId, event, dedupKey, id, undo }) => ({
      id: id ?? newId(),
      workspaceId: origin.workspaceId,
      incidentId,
      kind: KINDS[event.type],
      data: event,
      actorType: origin.actor.type,
      actorName: origin.actor.name,
      dedupKey: dedupKey ?? null,
      undo: undo ?? null,
      undoableUntil: undo && isPerson(origin.actor) ? undoableUntil(origin.at) : null,
      at: origin.at,
    })),
    audits: events.flatMap((recorded) => {
      const audited = toAudit(recorded);
      if (audited === null) return [];
      const { actor, workspaceId, at } = origin;
      const { type: actorType, id: actorId, name: actorName } = actor;
      return [{ ...audited, id: newId(), workspaceId, actorType, actorId, actorName, at }];
    }),
    workflows: starts.map((start) => start.workflow),
    outbox: starts.map((start) => start.outbox),
  };
}

/** The coarse kinds that API clients have known since the first release. */
const KINDS: Record<IncidentEventType, string> = {
  opened: "opened",
  failed_again: "occurrence",
  reported_again: "report",
  details_added: "report",
  affected_again: "report",
  status_changed: "status",
  recovered: "status",
  symptom_recovered: "status",
  resolution_changed: "resolution",
  severity_changed: "severity",
  suppressed: "status",
  woken: "status",
  assigned: "assignee",
  snoozed: "snooze",
  team_assigned: "team",
  snooze_ended: "snooze",
  woke: "woke",
  commented: "comment",
  merged: "status",
  superseded: "status",
  absorbed: "status",
  unmerged: "status",
  released: "status",
  undone: "undo",
  split_from: "status",
  split_off: "status",
  analysis_requested: "analysis",
  task_located: "evidence",
  diagnosed: "diagnosed",
  model_failed: "diagnosed",
  verdict_given: "verdict",
  cause_confirmed: "verdict",
  confirmation_withdrawn: "verdict",
  fixes_requested: "fix_requested",
  fix_proposed: "fix_proposed",
  fix_skipped: "fix_proposed",
  fix_edited: "fix_edited",
  pull_request_requested: "pull_request_requested",
  pull_request_opened: "pull_request",
  pull_request_failed: "pull_request",
  pull_request_changed: "pull_request",
  fix_decided: "fix_decided",
  rerun_started: "rerun",
  rerun_failed: "rerun",
  fix_worked: "status",
  fix_did_not_work: "fix_outcome",
  other_failure_after_fix: "fix_outcome",
  fix_outcome_unknown: "fix_outcome",
  joined: "status",
  affected: "status",
  failed_independently: "status",
  outlived_root: "status",
  symptom_outlived: "status",
  parent_failed_independently: "status",
};

type Audited = Pick<AuditRow, "action" | "targetType" | "targetId" | "detail">;

/** The audit entry of an event; null if it is not a decision about the incident. */
// oxlint-disable-next-line complexity, max-lines-per-function -- One case per type; the compiler checks that none is missing.
function toAudit({ incidentId, event }: RecordedEvent): Audited | null {
  const incident = (action: string, detail: Audited["detail"] = {}): Audited => ({
    action: `incident.${action}`,
    targetType: "incident",
    targetId: incidentId,
    detail,
  });
  const fix = (action: string, fixId: string, detail: Audited["detail"] = {}): Audited => ({
    action: `fix.${action}`,
    targetType: "fix",
    targetId: fixId,
    detail,
  });
  switch (event.type) {
    case "status_changed":
      return incident(STATUS_ACTIONS[event.to], {
        reason: event.reason,
        ...(event.resolution && { resolution: event.resolution }),
      });
    case "resolution_changed":
      return incident("set-resolution", { from: event.from, to: event.to });
    case "recovered":
      return incident("resolve", {
        reason: event.by === "sender" ? "reported by the sender" : `${event.by.replace("_", " ")} succeeded`,
      });
    case "severity_changed":
      return incident("set-severity", { from: event.from, to: event.to });
    case "suppressed":
      return incident("suppress", { reason: event.because, policyId: event.policyId });
    case "woken":
      return incident("reopen", { policyId: event.policyId });
    case "assigned":
      return incident("assign", { assigneeId: event.assigneeId });
    case "team_assigned":
      return incident("assign-team", { teamId: event.teamId });
    case "snoozed":
      return incident("snooze", { until: event.until });
    case "snooze_ended":
      return incident("unsnooze");
    case "commented":
      return incident("comment");
    case "merged":
      return incident("merge", { into: event.into });
    case "superseded":
      return incident("merge", { into: event.into, reason: "same failure" });
    case "joined":
      return incident("merge", { into: event.rootId, reason: "symptom" });
    case "outlived_root":
      return incident("split", { from: event.rootId, reason: "still failing" });
    case "unmerged":
      return incident("unmerge", { from: event.from });
    case "undone":
      return incident("undo", { change: event.change.type });
    case "split_from":
      return incident("split", { from: event.from, occurrences: event.occurrences });
    case "verdict_given":
      return incident("give-verdict", { verdict: event.verdict, category: event.category });
    case "analysis_requested":
      return incident("analyze", { engine: event.engine });
    case "fixes_requested":
      return incident("request-fixes");
    case "fix_edited":
      return fix("update", event.fixId);
    case "pull_request_requested":
      return fix("request_pull_request", event.fixId);
    case "pull_request_opened":
      return fix("open_pull_request", event.fixId, {
        number: event.number,
        url: event.url,
        branch: event.branch,
      });
    case "fix_decided":
      return fix(event.decision === "rejected" ? "reject" : "approve", event.fixId, { reason: event.reason });
    case "rerun_started":
      return fix("rerun", event.fixId, { run: event.run });
    case "fix_worked":
      return event.isResolved ? incident("resolve", { reason: "the fix worked" }) : null;
    case "opened":
    case "failed_again":
    case "reported_again":
    case "details_added":
    case "affected_again":
    case "woke":
    case "absorbed":
    case "released":
    case "split_off":
    case "task_located":
    case "diagnosed":
    case "model_failed":
    case "cause_confirmed":
    case "confirmation_withdrawn":
    case "fix_proposed":
    case "fix_skipped":
    case "pull_request_failed":
    case "pull_request_changed":
    case "rerun_failed":
    case "fix_did_not_work":
    case "other_failure_after_fix":
    case "fix_outcome_unknown":
    case "affected":
    case "symptom_recovered":
    case "symptom_outlived":
    case "failed_independently":
    case "parent_failed_independently":
      return null;
  }
}

const STATUS_ACTIONS: Record<IncidentStatus, string> = {
  triggered: "reopen",
  acknowledged: "acknowledge",
  investigating: "investigate",
  resolved: "resolve",
  merged: "merge",
  suppressed: "suppress",
};
