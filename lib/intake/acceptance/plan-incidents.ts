import type { Decision } from "@/lib/intake/acceptance/decide-report";
import { change } from "@/lib/intake/acceptance/incident-change";
import {
  eventRow,
  occurrenceRow,
  type IntakePlan,
  type LoadedIncident,
  type PlacedReport,
} from "@/lib/intake/acceptance/intake-rows";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import { incidentSeverity } from "@/lib/failures/severity";
import { isRunScope, subjectName, taskOf } from "@/lib/failures/subject";
import { incidentTitle } from "@/lib/failures/title";

/** The incidents known while a batch is planned. */
export interface KnownIncidents {
  incidents: Map<string, LoadedIncident>;
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
      return openIncident(placed, state, plan, newId());
    case "fold":
      return foldInto(placed, decision.incidentId, state, plan);
    case "echo":
      return echoIn(placed, decision.incidentId, plan);
    case "repeat":
    case "enrich":
      return reportAgain(placed, decision, state, plan);
    case "absorb":
      return absorb(placed, decision, state, plan);
    case "recover":
      return recover(placed, decision.incidentIds, state, plan);
  }
}

function openIncident(placed: PlacedReport, state: KnownIncidents, plan: IntakePlan, id: string): string {
  const { report, identity } = placed;
  const at = placed.receivedAt.toISOString();
  const environment = report.environment ?? placed.sourceEnvironment;
  plan.newIncidents.push({
    id,
    workspaceId: placed.workspaceId,
    title: incidentTitle(report),
    dedupKey: identity.dedupKey,
    fingerprint: identity.fingerprint.value,
    fingerprintParts: identity.fingerprint.parts,
    severity: incidentSeverity(report.severity, environment),
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
    at,
    lastSeenAt: at,
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
    occurrenceCount: 1,
    isOpen: true,
    mergedInto: null,
    runId: placed.runId,
    runIds: [],
    runReportIds: [],
    taskUnknownRunIds: [],
    lastSeenAt: placed.receivedAt.getTime(),
  });
  noteRunOf(placed, state.incidents.get(id));
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  plan.events.push(eventRow(placed, id, opened(report)));
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
    known.lastSeenAt = Math.max(known.lastSeenAt, placed.receivedAt.getTime());
    known.runId = runId ?? known.runId;
  }
  noteRunOf(placed, known);
  return id;
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
function echoIn(placed: PlacedReport, id: string, plan: IntakePlan): string {
  const { report, receivedAt } = placed;
  const row = occurrenceRow(placed, id, "run_report");
  const name = pipelineName(report);
  plan.incidentChanges.push(change(id, { lastSeenAt: receivedAt.toISOString() }));
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
  ids: string[],
  state: KnownIncidents,
  plan: IntakePlan,
): string | null {
  const task = taskOf(placed.report);
  const isNamed = task === null || task.run === null || placed.report.episode !== null;
  const by = isNamed ? "sender" : task.scope === "run" ? "run" : "retry";
  for (const id of ids) {
    plan.incidentChanges.push(change(id, { resolvedAt: placed.receivedAt.toISOString() }));
    plan.events.push(eventRow(placed, id, { type: "recovered", by }));
    const incident = state.incidents.get(id);
    if (incident) incident.isOpen = false;
  }
  return ids[0] ?? null;
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
  };
}

function pipelineName(report: FailureReport): string {
  return taskOf(report)?.pipeline.name ?? subjectName(report.subject);
}
