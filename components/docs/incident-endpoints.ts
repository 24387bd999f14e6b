import type { EndpointGroup } from "@/components/docs/endpoint";

export const INCIDENT_ENDPOINTS: EndpointGroup = {
  title: "Incidents",
  note: "{id} is an id or a number.",
  endpoints: [
    {
      call: "GET /api/incidents",
      does: "{ items, nextCursor, counts: { total, critical, unowned, isLowerBound } on the first page }. Counting stops at 10,000, earlier for a search with many matches; isLowerBound then says that there may be more. firstSeenAt and lastSeenAt are when failures were received or found, failedAt is when the latest one happened (of a missing or late run: when it was due). Query: status (also `open`, which excludes snoozed incidents, and `snoozed`), severity, category (comma-separated or repeated), subject (task, service, workload, check), pipeline, task, environment, source, assignee (me, none or an id), team (the owner team: mine, none, an id or a slug), resolution, q (title, cause, environment, names of the pipeline, task, service, workload, cluster, namespace or check), since, until, sort (`-lastSeenAt` by default, lastSeenAt, -openedAt, openedAt, severity, -occurrenceCount), limit (max 200), cursor.",
      role: "viewer",
    },
    {
      call: "GET /api/incidents/{id}",
      does: "One incident with its diagnosis, run, attempts, occurrences and fingerprint; what people said about its diagnoses (verdicts), its confirmed cause and the known patterns that it matched (patterns: { id, name, role: led | shown | ruled_out, recheck, reason, citations, … }); its root or its symptoms, each with the reason (because) and recoveredAt; resolvedBy, the run that resolved it by its success or, if it was missing, by starting; flakeScore, the share of its task's recent runs that succeeded only on a retry; the reasons for its severity, the noise policy that suppresses it (suppressedBy) and its impact: { items: [{ kind, id, name, path, ownerTeam, owner, criticality }], counts, deadlines: [{ pipeline, label, at, fixBy }], isTruncated, isLineageKnown, blocked: the ids of pipelines that cannot run because their file is broken }.",
      role: "viewer",
    },
    {
      call: "PATCH /api/incidents/{id}",
      does: "{ status?, severity?, assigneeId?, ownerTeamId?, snoozedUntil?, wakeAfterFailures?, resolution?, reason?, comment? }. A severity set here is kept; null computes it again (severityReasons, isSeveritySet). 409 for a transition not in availableTransitions or an action not in availableActions (set_severity, assign, snooze); comments are always accepted. resolution (fixed, false_alarm, transient, duplicate, wont_fix) says why it is resolved; reopening clears it. A snoozed incident stays out of the open list until the time has passed, it becomes more severe, or it has failed wakeAfterFailures more times; wakeAfterFailures without snoozedUntil waits for that alone, for up to 30 days. The answer's changeIds name the timeline entries to undo the change by.",
      role: "responder",
      scope: "triage",
    },
    {
      call: "DELETE /api/incidents/{id}",
      does: "Deletes an incident with everything it owns, the incidents merged into it included. { id, number }. 409 for a merged incident. Cannot be undone.",
      role: "admin",
      scope: "write",
    },
    {
      call: "POST /api/incidents/bulk",
      does: "{ ids (1 to 500), action, … } with the action acknowledge { reason? }, assign { assigneeId?, ownerTeamId? }, snooze { snoozedUntil?, wakeAfterFailures? }, resolve { resolution?, reason? } or merge { into }. { results: [{ id, ok, changeIds?, error? }] }: each incident has its own outcome.",
      role: "responder",
      scope: "triage",
    },
    {
      call: "GET /api/incidents/{id}/evidence",
      does: "Collected evidence, and why the rest is missing. Superseded evidence that a diagnosis still cites comes last (supersededAt). The facts of a similar incident give its current status, cause and fix; its text and similarity are of collectedAt. textRemovedAt is set once retention has removed a text. coverage lists each collector: { collector, title, status, durationMs, message, connect }; connect is the one thing to do where something is missing.",
      role: "viewer",
    },
    { call: "GET /api/incidents/{id}/diagnoses", does: "Every diagnosis, newest first.", role: "viewer" },
    {
      call: "GET /api/incidents/{id}/model-calls",
      does: "{ items, groups, nextCursor }: calls to Claude about the incident, newest first, 30 per page (?cursor=): role, model, tokens, cache hits, costUsd (null if unknown), chargedUsd (what counts towards budgets), latencyMs, status, message, and what was sent and answered (redacted) until evidence expires. groups: time and totals per workflow.",
      role: "viewer",
    },
    {
      call: "POST /api/diagnoses/{id}/replay",
      does: "Makes a diagnosis by Claude again from the stored answers, without calling the model or saving anything: { isSame, changed, diagnosis }. It is the same unless the rules or the evidence have changed. 409 without stored answers.",
      role: "viewer",
    },
    {
      call: "GET /api/incidents/{id}/timeline",
      does: "Timeline entries, oldest first. actorType (user, token, source, system) tells a person from an API token of the same name. undoableUntil is set while a change can be undone, undoneAt once it was.",
      role: "viewer",
    },
    {
      call: "POST /api/incidents/{id}/analyze",
      does: "Collect evidence and diagnose again. { engine?: auto | builtin | claude }. 202 { workflowId }; 409 for a merged incident.",
      role: "responder",
      scope: "triage",
    },
    {
      call: "POST /api/incidents/{id}/verdict",
      does: "Was the current diagnosis right: { verdict: right | partly | wrong, category?, cause?, comment? }. Replaces what the same person or token said about that diagnosis before. right confirms its cause, wrong with category and cause confirms these, which are then displayed instead (confirmedCause, verdicts in the incident). Of several people's the latest counts. 409 without a diagnosis. changeIds name the timeline entry to undo it by.",
      role: "responder",
      scope: "triage",
    },
    {
      call: "POST /api/incidents/{id}/merge",
      does: "{ into }: moves the occurrences there. 409 unless both are open. Returns the incident they were moved to.",
      role: "responder",
      scope: "triage",
    },
    {
      call: "POST /api/incidents/{id}/split",
      does: "{ occurrenceIds }: moves these occurrences to a new incident, which is analyzed and returned. { symptomIds }: takes these merged incidents out again, each with the failures it brought, and returns this incident. 409 for a merged incident.",
      role: "responder",
      scope: "triage",
    },
    {
      call: "POST /api/incidents/{id}/undo",
      does: "{ timelineEntryId }: undoes a change that a person made within the last 30 minutes: status, severity, assignee, owner team, snooze, resolution, comment, merge or split. What happened since is kept. 409 if the time has passed, it was undone already, or a later change is in the way; the message says which.",
      role: "responder",
      scope: "triage",
    },
  ],
};
