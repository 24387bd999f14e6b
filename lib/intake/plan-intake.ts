import { decideReport, type Decision, type Known, type KnownIncident } from "@/lib/intake/decide-report";
import {
  attemptKey,
  attemptKeyOf,
  attemptRow,
  change,
  mergeChanges,
  occurrenceRow,
  timelineRow,
  withChange,
  type AttemptRow,
  type IntakePlan,
  type KnownAttempt,
  type LoadedIncident,
  type PlacedReport,
} from "@/lib/intake/intake-rows";
import type { FailureReport } from "@/lib/intake/schemas";
import { incidentSeverity } from "@/lib/incidents/severity";
import { incidentTitle } from "@/lib/incidents/title";

/**
 * Turns placed reports into the rows to write, deciding one after the other so that the second report of a
 * batch sees what the first one did. Pure: ids come from `newId`.
 */
export function planIntake(
  reports: readonly PlacedReport[],
  loaded: { attempts: readonly KnownAttempt[]; incidents: readonly LoadedIncident[] },
  newId: () => string,
): IntakePlan {
  const state = {
    attempts: new Map(loaded.attempts.map((one) => [attemptKey(one), { ...one }])),
    incidents: new Map(
      loaded.incidents.map((one) => [
        one.id,
        { ...one, runIds: [...one.runIds], vagueRunIds: [...one.vagueRunIds] },
      ]),
    ),
  };
  const plan: IntakePlan = {
    attempts: [],
    newIncidents: [],
    incidentChanges: [],
    occurrences: [],
    timeline: [],
    analyses: [],
    recoveries: [],
    incidentOfDelivery: new Map(),
  };
  for (const placed of reports) planOne(placed, state, plan, newId);
  plan.attempts = lastPerKey(plan.attempts);
  const changes = new Map(mergeChanges(plan.incidentChanges).map((one) => [one.id, one]));
  // A row that the same statement inserts cannot be updated by it.
  plan.newIncidents = plan.newIncidents.map((row) => withChange(row, changes.get(row.id)));
  for (const row of plan.newIncidents) changes.delete(row.id);
  plan.incidentChanges = [...changes.values()];
  plan.analyses = [...new Map(plan.analyses.map((one) => [one.incidentId, one])).values()];
  return plan;
}

interface PlanState {
  attempts: Map<string, KnownAttempt>;
  incidents: Map<string, LoadedIncident>;
}

function planOne(placed: PlacedReport, state: PlanState, plan: IntakePlan, newId: () => string): void {
  const decision = decideReport(placed.report, placed.identity.dedupKey, knownFor(placed, state));
  const incidentId = applyDecision(placed, decision, state, plan, newId);
  const attempt = attemptRow(
    placed,
    decision.kind === "record" || decision.kind === "recover" ? null : incidentId,
  );
  if (attempt) {
    const earlier = state.attempts.get(attemptKey(attempt));
    plan.attempts.push({ ...attempt, incidentId: attempt.incidentId ?? earlier?.incidentId ?? null });
    state.attempts.set(attemptKey(attempt), {
      ...attempt,
      incidentId: attempt.incidentId ?? earlier?.incidentId ?? null,
    });
  }
  plan.incidentOfDelivery.set(placed.deliveryId, incidentId);
}

function knownFor(placed: PlacedReport, state: PlanState): Known {
  const key = attemptKeyOf(placed);
  const attempt = key ? state.attempts.get(key) : undefined;
  const incidents: KnownIncident[] = [...state.incidents.values()]
    .map((one) => ({
      ...one,
      hasRun: placed.runId !== null && one.runIds.includes(placed.runId),
      hasVagueRun: placed.runId !== null && one.vagueRunIds.includes(placed.runId),
      isElsewhere: one.pipelineId !== placed.pipelineId,
    }))
    .filter((one) => !one.isElsewhere || one.hasRun);
  const hasFailedTry = [...state.attempts.values()].some(
    (one) =>
      one.runId === placed.runId &&
      one.taskId === placed.taskId &&
      (one.willRetry || one.incidentId !== null),
  );
  return { attempt: attempt ?? null, hasFailedTry, taskId: placed.taskId, incidents };
}

function applyDecision(
  placed: PlacedReport,
  decision: Decision,
  state: PlanState,
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
      return recover(placed, decision.incidentId, plan);
  }
}

function openIncident(placed: PlacedReport, state: PlanState, plan: IntakePlan, id: string): string {
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
    pipelineId: placed.pipelineId,
    taskId: placed.taskId,
    runId: placed.runId,
    detectedBy: placed.isTest ? "test" : "webhook",
    report,
    occurrenceCount: 1,
    aliasKeys: [],
    mergedInto: null,
    at,
    lastSeenAt: at,
  });
  state.incidents.set(id, {
    id,
    pipelineId: placed.pipelineId,
    dedupKey: identity.dedupKey,
    aliasKeys: [],
    taskId: placed.taskId,
    isRunScope: report.scope === "run",
    hasException: report.exception?.traceback != null,
    occurrenceCount: 1,
    isOpen: true,
    mergedInto: null,
    runIds: placed.runId ? [placed.runId] : [],
    vagueRunIds: placed.runId && !placed.taskId ? [placed.runId] : [],
  });
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  plan.timeline.push(timelineRow(placed, id, "opened", openedText(report)));
  plan.analyses.push({ workspaceId: placed.workspaceId, incidentId: id, at });
  return id;
}

function foldInto(placed: PlacedReport, id: string, state: PlanState, plan: IntakePlan): string {
  const at = placed.receivedAt.toISOString();
  const isElsewhere = state.incidents.get(id)?.pipelineId !== placed.pipelineId;
  const runId = isElsewhere ? null : placed.runId;
  plan.incidentChanges.push(change(id, { addOccurrences: 1, lastSeenAt: at, runId }));
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  const run = placed.report.run?.externalId;
  plan.timeline.push(
    timelineRow(placed, id, "occurrence", run ? `Failed again in run ${run}` : "Failed again"),
  );
  const known = state.incidents.get(id);
  if (known) known.occurrenceCount += 1;
  if (placed.runId) known?.runIds.push(placed.runId);
  if (placed.runId && !placed.taskId) known?.vagueRunIds.push(placed.runId);
  return id;
}

/** The run stands at the incident as affected; it is no further occurrence of what failed there. */
function echoIn(placed: PlacedReport, id: string, plan: IntakePlan): string {
  const { report, receivedAt } = placed;
  const row = occurrenceRow(placed, id, "run_report");
  const { name } = report.pipeline;
  plan.incidentChanges.push(change(id, { lastSeenAt: receivedAt.toISOString() }));
  plan.occurrences.push({ ...row, message: `${name} failed with it: ${row.message}` });
  const run = report.run ? `run ${report.run.externalId} of ${name}` : name;
  plan.timeline.push(
    timelineRow(placed, id, "report", `Affected again: ${run} failed as it did before with this failure`),
  );
  return id;
}

function reportAgain(
  placed: PlacedReport,
  decision: { kind: "repeat" | "enrich"; incidentId: string },
  state: PlanState,
  plan: IntakePlan,
): string {
  const id = decision.incidentId;
  const known = state.incidents.get(id);
  plan.occurrences.push(occurrenceRow(placed, id, "run_report"));
  // From now on the run is known by a try: another one of it is another failure.
  if (known && placed.taskId) known.vagueRunIds = known.vagueRunIds.filter((one) => one !== placed.runId);
  if (decision.kind === "repeat") {
    plan.timeline.push(timelineRow(placed, id, "report", repeatedText(placed, known)));
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
  plan.timeline.push(timelineRow(placed, id, "report", "A second report of this failure says more"));
  plan.analyses.push({
    workspaceId: placed.workspaceId,
    incidentId: id,
    at: placed.receivedAt.toISOString(),
  });
  if (known) {
    known.taskId = placed.taskId ?? known.taskId;
    known.hasException = report.exception?.traceback != null;
    known.aliasKeys = [...known.aliasKeys, identity.dedupKey];
  }
  return id;
}

/** What the whole run was reported as is the known failure once more: one occurrence, one incident. */
function absorb(
  placed: PlacedReport,
  { incidentId, vagueId }: { incidentId: string; vagueId: string },
  state: PlanState,
  plan: IntakePlan,
): string {
  foldInto(placed, incidentId, state, plan);
  plan.incidentChanges.push(change(vagueId, { mergeInto: incidentId }));
  plan.timeline.push(
    timelineRow(placed, vagueId, "status", "Merged: its task reports the same failure as an open incident"),
  );
  const vague = state.incidents.get(vagueId);
  if (vague) Object.assign(vague, { isOpen: false, mergedInto: { incidentId, isSymptom: true } });
  return incidentId;
}

function recover(placed: PlacedReport, incidentId: string | null, plan: IntakePlan): string | null {
  if (placed.taskId) plan.recoveries.push({ taskId: placed.taskId });
  if (!incidentId) return null;
  plan.incidentChanges.push(change(incidentId, { resolve: true }));
  plan.timeline.push(
    timelineRow(placed, incidentId, "status", "Resolved: a later try of the same run succeeded"),
  );
  return incidentId;
}

function repeatedText({ report, pipelineId }: PlacedReport, incident: LoadedIncident | undefined): string {
  const isElsewhere = incident !== undefined && incident.pipelineId !== pipelineId;
  return `Reported again (${report.scope} level${isElsewhere ? ` of ${report.pipeline.name}` : ""})`;
}

function openedText(report: FailureReport): string {
  const run = report.run ? ` in run ${report.run.externalId}` : "";
  const tries = report.attempt?.tryNumber
    ? `, try ${report.attempt.tryNumber}${report.attempt.maxTries ? ` of ${report.attempt.maxTries}` : ""}`
    : "";
  return `Failure reported${run}${tries}`;
}
function lastPerKey(rows: readonly AttemptRow[]): AttemptRow[] {
  return [...new Map(rows.map((row) => [attemptKey(row), row])).values()];
}
