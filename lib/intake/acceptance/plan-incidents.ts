import type { Decision } from "@/lib/intake/acceptance/decide-report";
import { change } from "@/lib/intake/acceptance/incident-change";
import type { KnownRun } from "@/lib/intake/acceptance/known-run";
import { reportedTry } from "@/lib/intake/acceptance/known-try";
import type { KnownSuccess } from "@/lib/failures/later-run";
import {
  eventRow,
  occurrenceRow,
  type IntakePlan,
  type LoadedIncident,
  type PlacedReport,
} from "@/lib/intake/acceptance/intake-rows";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import { openingSeverity, openingSuppression, repeatedSeverity } from "@/lib/intake/acceptance/surroundings";
import { reportTime } from "@/lib/failures/report-time";
import { checkOf, isRunScope, isTaskReport, subjectName, taskOf } from "@/lib/failures/subject";
import { incidentTitle } from "@/lib/failures/title";

/** The incidents known while a batch is planned. */
export interface KnownIncidents {
  incidents: Map<string, LoadedIncident>;
  /** Recoveries in this batch by the key of the failure, in milliseconds since 1970. */
  recoveries: Map<string, number[]>;
  runs: Map<string, KnownRun>;
}

/**
 * Applies a decision to `plan`, and to `state` for the next reports of the batch.
 * @returns the incident the report belongs to, or null
 */
export function applyDecision(
  placed: PlacedReport,
  decision: Decision,
  state: KnownIncidents,
  plan: IntakePlan,
  newId: () => string,
): string | null {
  switch (decision.kind) {
    case "record":
      return null;
    case "open":
      return openDecided(placed, decision.endedBy ?? null, state, plan, newId());
    case "fold":
      return foldInto(placed, decision.incidentId, state, plan);
    case "echo":
      return echoIn(placed, decision, plan);
    case "repeat":
    case "enrich":
      return reportAgain(placed, decision, state, plan);
    case "absorb":
      return absorb(placed, decision, state, plan);
    case "recover":
      return recover(placed, decision, state, plan);
  }
}

/** Opens an incident; a failure that a later run has ended already is resolved at once. */
function openDecided(
  placed: PlacedReport,
  endedBy: KnownSuccess | null,
  state: KnownIncidents,
  plan: IntakePlan,
  id: string,
): string {
  openIncident(placed, state, plan, id);
  if (!endedBy) return id;
  const { run, tryNumber, at } = endedBy;
  const event = {
    type: "recovered",
    by: "later_run",
    run,
    tryNumber,
    at: new Date(at).toISOString(),
  } as const;
  plan.incidentChanges.push(
    change(id, { resolvedAt: placed.receivedAt.toISOString(), resolvedByRunId: endedBy.runId }),
  );
  plan.events.push(eventRow(placed, id, event));
  const incident = state.incidents.get(id);
  if (incident) incident.isOpen = false;
  return id;
}

function openIncident(placed: PlacedReport, state: KnownIncidents, plan: IntakePlan, id: string): string {
  const { report, identity } = placed;
  const at = placed.receivedAt.toISOString();
  const failedAt = reportTime(report, placed.receivedAt);
  const environment = report.environment ?? placed.sourceEnvironment;
  const assessed = openingSeverity(placed);
  const { severity, reasons: severityReasons } = assessed;
  const recovered = state.recoveries.get(identity.dedupKey) ?? [];
  const suppressedBy = openingSuppression(placed, assessed, recovered);
  plan.newIncidents.push({
    id,
    workspaceId: placed.workspaceId,
    title: incidentTitle(report),
    dedupKey: identity.dedupKey,
    fingerprint: identity.fingerprint.value,
    fingerprintParts: identity.fingerprint.parts,
    severity,
    severityReasons,
    suppressedBy,
    environment,
    sourceId: placed.sourceId,
    subjectKind: report.subject.kind,
    subjectId: placed.subjectId,
    episode: report.episode,
    pipelineId: placed.pipelineId,
    taskId: placed.taskId,
    runId: placed.runId,
    detectedBy: placed.detectedBy,
    report,
    occurrenceCount: 1,
    aliasKeys: [],
    mergedInto: null,
    resolvedAt: null,
    resolvedByRunId: null,
    at,
    lastSeenAt: at,
    failedAt: new Date(failedAt).toISOString(),
  });
  state.incidents.set(id, {
    id,
    pipelineId: placed.pipelineId,
    subjectId: placed.subjectId,
    episode: report.episode,
    dedupKey: identity.dedupKey,
    aliasKeys: [],
    taskId: placed.taskId,
    isRunScope: isRunScope(report),
    hasException: report.exception?.traceback != null,
    severity,
    severityReasons,
    isSeveritySet: false,
    occurrenceCount: 1,
    isOpen: true,
    mergedInto: null,
    failingSymptomOf: null,
    category: null,
    lastFailure: lastFailureOf(placed, state),
    runId: placed.runId,
    runIds: [],
    runReportIds: [],
    taskUnknownRunIds: [],
    lastSeenAt: placed.receivedAt.getTime(),
    failedAt,
  });
  noteRunOf(placed, state.incidents.get(id));
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  plan.events.push(eventRow(placed, id, opened(report)));
  if (suppressedBy) plan.events.push(eventRow(placed, id, { type: "suppressed", ...suppressedBy }));
  plan.analyses.push({ workspaceId: placed.workspaceId, incidentId: id, at });
  return id;
}

function foldInto(placed: PlacedReport, id: string, state: KnownIncidents, plan: IntakePlan): string {
  const at = placed.receivedAt.toISOString();
  const isElsewhere = state.incidents.get(id)?.pipelineId !== placed.pipelineId;
  const runId = isElsewhere ? null : placed.runId;
  plan.incidentChanges.push(change(id, { addOccurrences: 1, lastSeenAt: at, runId }));
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  const run = taskOf(placed.report)?.run?.externalId ?? null;
  plan.events.push(eventRow(placed, id, { type: "failed_again", run }));
  const known = state.incidents.get(id);
  if (known) {
    known.occurrenceCount += 1;
    assessAgain(placed, known, plan);
    known.lastSeenAt = Math.max(known.lastSeenAt, placed.receivedAt.getTime());
    known.runId = runId ?? known.runId;
    if (runId) known.lastFailure = lastFailureOf(placed, state);
  }
  noteRunOf(placed, known);
  noteFailureTime(placed, id, state, plan);
  return id;
}

/** A recovery that happened before it is late. */
function noteFailureTime(placed: PlacedReport, id: string, state: KnownIncidents, plan: IntakePlan): void {
  const at = reportTime(placed.report, placed.receivedAt);
  plan.incidentChanges.push(change(id, { failedAt: new Date(at).toISOString() }));
  const known = state.incidents.get(id);
  if (known) known.failedAt = Math.max(known.failedAt ?? at, at);
}

/** Failing again may make it more severe. */
function assessAgain(placed: PlacedReport, known: LoadedIncident, plan: IntakePlan): void {
  const assessed = repeatedSeverity(placed, known, known.occurrenceCount);
  if (!assessed) return;
  plan.incidentChanges.push(change(known.id, { assessed }));
  const { severity: to, reasons } = assessed;
  const from = known.severity;
  const because = reasons.find(({ code }) => code === "repeats")?.text ?? null;
  if (from !== to)
    plan.events.push(eventRow(placed, known.id, { type: "severity_changed", from, to, because }));
  Object.assign(known, { severity: to, severityReasons: reasons });
}

function lastFailureOf(
  { report, runId, receivedAt }: PlacedReport,
  { runs }: KnownIncidents,
): LoadedIncident["lastFailure"] {
  const run = runId ? runs.get(runId) : undefined;
  if (!run || !isTaskReport(report)) return null;
  const mapIndex = report.subject.scope === "run" ? -1 : reportedTry(report).mapIndex;
  const { id, routine, logicalDate, startedAt } = run;
  return { runId: id, routine, logicalDate, startedAt, mapIndex, at: reportTime(report, receivedAt) };
}

/** Records the reported run in the incident. */
function noteRunOf({ runId, taskId }: PlacedReport, incident: LoadedIncident | undefined): void {
  if (!runId || !incident) return;
  const isFirst = !incident.runIds.includes(runId);
  incident.runIds.push(runId);
  if (!taskId) incident.runReportIds.push(runId);
  if (!taskId && isFirst) incident.taskUnknownRunIds.push(runId);
  // The run now has a known attempt, so another attempt is another failure.
  if (taskId) incident.taskUnknownRunIds = incident.taskUnknownRunIds.filter((known) => known !== runId);
}

/** Adds the run to the incident as affected, not as another occurrence of its failure. */
function echoIn(
  placed: PlacedReport,
  { incidentId: id, symptomId }: { incidentId: string; symptomId: string },
  plan: IntakePlan,
): string {
  const { report, receivedAt, runId } = placed;
  const row = occurrenceRow(placed, id, "run_report");
  const name = pipelineName(report);
  const lastSeenAt = receivedAt.toISOString();
  plan.incidentChanges.push(
    change(id, { lastSeenAt }),
    change(symptomId, { lastSeenAt, runId, failsAgain: true }),
  );
  plan.occurrences.push({ ...row, message: `${name} failed with it: ${row.message}` });
  const run = taskOf(report)?.run?.externalId ?? null;
  plan.events.push(eventRow(placed, id, { type: "affected_again", run, pipeline: name }));
  return id;
}

function reportAgain(
  placed: PlacedReport,
  decision: { kind: "repeat" | "enrich"; incidentId: string },
  state: KnownIncidents,
  plan: IntakePlan,
): string {
  const id = decision.incidentId;
  const known = state.incidents.get(id);
  plan.occurrences.push(occurrenceRow(placed, id, "run_report"));
  noteRunOf(placed, known);
  noteFailureTime(placed, id, state, plan);
  if (decision.kind === "repeat") {
    noteOtherKey(placed, known, plan);
    plan.events.push(eventRow(placed, id, reportedAgain(placed, known)));
    return id;
  }
  const { report, identity } = placed;
  plan.incidentChanges.push(
    change(id, {
      aliasKey: identity.dedupKey,
      enrich: {
        title: incidentTitle(report),
        taskId: placed.taskId,
        fingerprint: identity.fingerprint.value,
        fingerprintParts: identity.fingerprint.parts,
        report,
      },
    }),
  );
  plan.events.push(eventRow(placed, id, { type: "details_added" }));
  plan.analyses.push({
    workspaceId: placed.workspaceId,
    incidentId: id,
    at: placed.receivedAt.toISOString(),
  });
  if (known) {
    known.taskId = placed.taskId ?? known.taskId;
    known.isRunScope = isRunScope(report);
    known.hasException = report.exception?.traceback != null;
    known.aliasKeys = [...known.aliasKeys, identity.dedupKey];
  }
  return id;
}

/**
 * Lets the incident also be found by the fingerprint of another source's report on the same attempt, because either may be
 * the first to report the next run.
 */
function noteOtherKey(
  { report, identity, taskId }: PlacedReport,
  incident: LoadedIncident | undefined,
  plan: IntakePlan,
): void {
  if (!incident || taskId === null || report.exception === null || incident.taskId !== taskId) return;
  const { dedupKey } = identity;
  if (incident.dedupKey === dedupKey || incident.aliasKeys.includes(dedupKey)) return;
  plan.incidentChanges.push(change(incident.id, { aliasKey: dedupKey }));
  incident.aliasKeys = [...incident.aliasKeys, dedupKey];
}

/** Merges a run-level incident that turned out to be the known failure again. */
function absorb(
  placed: PlacedReport,
  { incidentId, runLevelId }: { incidentId: string; runLevelId: string },
  state: KnownIncidents,
  plan: IntakePlan,
): string {
  foldInto(placed, incidentId, state, plan);
  plan.incidentChanges.push(change(runLevelId, { mergeInto: incidentId }));
  plan.events.push(eventRow(placed, runLevelId, { type: "superseded", into: incidentId }));
  const runLevel = state.incidents.get(runLevelId);
  if (runLevel) Object.assign(runLevel, { isOpen: false, mergedInto: { incidentId, isSymptom: true } });
  return incidentId;
}

function recover(
  placed: PlacedReport,
  { incidentIds, laterIds = [] }: { incidentIds: string[]; laterIds?: string[] },
  state: KnownIncidents,
  plan: IntakePlan,
): string | null {
  for (const id of incidentIds) {
    const event = recovered(placed, laterIds.includes(id), state);
    plan.incidentChanges.push(
      change(id, { resolvedAt: placed.receivedAt.toISOString(), resolvedByRunId: placed.runId }),
    );
    plan.events.push(eventRow(placed, id, event));
    const incident = state.incidents.get(id);
    if (!incident) continue;
    const { dedupKey } = incident;
    const before = state.recoveries.get(dedupKey) ?? [];
    state.recoveries.set(dedupKey, [...before, placed.receivedAt.getTime()]);
    const { failingSymptomOf: root } = incident;
    if (root) plan.events.push(eventRow(placed, root.incidentId, symptomRecovered(placed, id, root.number)));
    incident.isOpen = false;
    incident.failingSymptomOf = null;
  }
  return incidentIds[0] ?? null;
}

function recovered(
  { report, runId, receivedAt }: PlacedReport,
  isLater: boolean,
  { runs }: KnownIncidents,
): IncidentEvent {
  const task = taskOf(report);
  const run = (task ?? checkOf(report))?.run?.externalId ?? null;
  const tryNumber = task?.scope === "task" ? (task.attempt?.tryNumber ?? null) : null;
  // A late report of a failure tells of the success that followed it.
  const succeededAt =
    report.event === "succeeded" ? reportTime(report, receivedAt) : runs.get(runId ?? "")?.succeededAt;
  const at = new Date(succeededAt ?? receivedAt).toISOString();
  if (task === null && run !== null) return { type: "recovered", by: "sender", run };
  if (task === null || run === null || report.episode !== null) return { type: "recovered", by: "sender" };
  const by = isLater ? "later_run" : task.scope === "run" ? "run" : "retry";
  return { type: "recovered", by, run, tryNumber, at };
}

function symptomRecovered(placed: PlacedReport, id: string, number: number): IncidentEvent {
  const run = taskOf(placed.report)?.run?.externalId ?? null;
  return {
    type: "symptom_recovered",
    relatedIncidentId: id,
    run,
    pipeline: pipelineName(placed.report),
    number,
  };
}

function reportedAgain(
  { report, pipelineId }: PlacedReport,
  incident: LoadedIncident | undefined,
): IncidentEvent {
  const isElsewhere = incident !== undefined && incident.pipelineId !== pipelineId;
  const scope = taskOf(report)?.scope ?? null;
  return { type: "reported_again", scope, pipeline: isElsewhere ? pipelineName(report) : null };
}

function opened(report: FailureReport): IncidentEvent {
  const { run, attempt } = taskOf(report) ?? { run: null, attempt: null };
  return {
    type: "opened",
    run: run?.externalId ?? null,
    tryNumber: attempt?.tryNumber ?? null,
    maxTries: attempt?.maxTries ?? null,
    ...(report.blocked && report.blocked.length > 0 && { blocked: report.blocked }),
  };
}

function pipelineName(report: FailureReport): string {
  return taskOf(report)?.pipeline.name ?? subjectName(report.subject);
}
