import type { IncidentStatus, Resolution, UpdateIncident } from "@/lib/incidents/schemas";

/** Completes `#12 …` after a change; null if there is nothing to say. */
export function changeWords(body: UpdateIncident): string | null {
  if (body.status) return MOVED[body.status];
  if (body.severity) return `set to ${body.severity}`;
  if (body.assigneeId !== undefined) return body.assigneeId ? "assigned" : "unassigned";
  if (body.ownerTeamId !== undefined) return body.ownerTeamId ? "given to the team" : "has no owner team now";
  if (body.snoozedUntil === null) return "unsnoozed";
  if (body.snoozedUntil) return "snoozed";
  if (body.wakeAfterFailures !== undefined) return "snoozed until it fails again";
  if (body.resolution) return `resolved: ${RESOLUTION_LABEL[body.resolution].toLowerCase()}`;
  if (body.resolution === null) return "has no resolution now";
  return body.comment ? "commented" : null;
}

const MOVED: Record<IncidentStatus, string> = {
  triggered: "reopened",
  acknowledged: "acknowledged",
  investigating: "under investigation",
  resolved: "resolved",
  merged: "merged",
  suppressed: "suppressed",
};

export const RESOLUTION_LABEL: Record<Resolution, string> = {
  fixed: "Fixed",
  false_alarm: "False alarm",
  transient: "Transient",
  duplicate: "Duplicate",
  wont_fix: "Won't fix",
  recovered: "Recovered",
};
