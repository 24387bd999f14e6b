import { decideReport, type Decision, type Known, type KnownIncident } from "@/lib/intake/decide-report";
import type { FailureIdentity } from "@/lib/intake/identity";
import type { FailureReport } from "@/lib/intake/schemas";
import { incidentSeverity } from "@/lib/incidents/severity";
import { incidentTitle } from "@/lib/incidents/title";

/** A report whose pipeline, task and run already have rows. */
export interface PlacedReport {
  deliveryId: string;
  workspaceId: string;
  sourceId: string;
  sourceEnvironment: string | null;
  report: FailureReport;
  identity: FailureIdentity;
  receivedAt: Date;
  /** Sent by the product itself when a person pressed "Send a test failure". */
  isTest: boolean;
  pipelineId: string;
  taskId: string | null;
  runId: string | null;
}

export interface KnownAttempt {
  runId: string;
  taskId: string;
  mapIndex: number;
  tryNumber: number;
  state: string | null;
  willRetry: boolean;
  incidentId: string | null;
}

export interface LoadedIncident {
  id: string;
  pipelineId: string;
  dedupKey: string;
  aliasKeys: string[];
  taskId: string | null;
  isRunScope: boolean;
  hasException: boolean;
  isOpen: boolean;
  runIds: string[];
}

/** The rows that a batch of reports writes; every list goes into the database as one set. */
export interface IntakePlan {
  attempts: AttemptRow[];
  newIncidents: NewIncidentRow[];
  incidentChanges: IncidentChange[];
  occurrences: OccurrenceRow[];
  timeline: TimelineRow[];
  analyses: { workspaceId: string; incidentId: string; at: string }[];
  recoveries: { taskId: string }[];
  incidentOfDelivery: Map<string, string | null>;
}

export interface AttemptRow {
  workspaceId: string;
  runId: string;
  taskId: string;
  mapIndex: number;
  tryNumber: number;
  maxTries: number | null;
  state: string | null;
  willRetry: boolean;
  hostname: string | null;
  errorType: string | null;
  errorMessage: string | null;
  logUrl: string | null;
  version: string | null;
  startedAt: string | null;
  endedAt: string | null;
  reportedAt: string;
  incidentId: string | null;
}

export interface NewIncidentRow {
  id: string;
  workspaceId: string;
  title: string;
  dedupKey: string;
  fingerprint: string;
  fingerprintParts: unknown;
  severity: string;
  environment: string | null;
  sourceId: string;
  pipelineId: string;
  taskId: string | null;
  runId: string | null;
  detectedBy: string;
  report: FailureReport;
  occurrenceCount: number;
  aliasKeys: string[];
  at: string;
  lastSeenAt: string;
}

export interface IncidentChange {
  id: string;
  addOccurrences: number;
  lastSeenAt: string | null;
  runId: string | null;
  /** Set when a report says more than the one the incident was opened with. */
  enrich: {
    title: string;
    taskId: string | null;
    fingerprint: string;
    fingerprintParts: unknown;
    report: FailureReport;
  } | null;
  aliasKey: string | null;
  resolve: boolean;
}

export interface OccurrenceRow {
  workspaceId: string;
  incidentId: string;
  runId: string | null;
  deliveryId: string;
  attempt: { runId: string; taskId: string; mapIndex: number; tryNumber: number } | null;
  kind: "failure" | "run_report";
  message: string;
  at: string;
}

export interface TimelineRow {
  workspaceId: string;
  incidentId: string;
  kind: string;
  text: string;
  at: string;
}

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
    incidents: new Map(loaded.incidents.map((one) => [one.id, { ...one, runIds: [...one.runIds] }])),
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
    .filter((one) => one.pipelineId === placed.pipelineId)
    .map((one) => ({ ...one, hasRun: placed.runId !== null && one.runIds.includes(placed.runId) }));
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
    case "repeat":
    case "enrich":
      return reportAgain(placed, decision, state, plan);
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
    isOpen: true,
    runIds: placed.runId ? [placed.runId] : [],
  });
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  plan.timeline.push(timelineRow(placed, id, "opened", openedText(report)));
  plan.analyses.push({ workspaceId: placed.workspaceId, incidentId: id, at });
  return id;
}

function foldInto(placed: PlacedReport, id: string, state: PlanState, plan: IntakePlan): string {
  const at = placed.receivedAt.toISOString();
  plan.incidentChanges.push(change(id, { addOccurrences: 1, lastSeenAt: at, runId: placed.runId }));
  plan.occurrences.push(occurrenceRow(placed, id, "failure"));
  const run = placed.report.run?.externalId;
  plan.timeline.push(
    timelineRow(placed, id, "occurrence", run ? `Failed again in run ${run}` : "Failed again"),
  );
  if (placed.runId) state.incidents.get(id)?.runIds.push(placed.runId);
  return id;
}

function reportAgain(
  placed: PlacedReport,
  decision: { kind: "repeat" | "enrich"; incidentId: string },
  state: PlanState,
  plan: IntakePlan,
): string {
  const id = decision.incidentId;
  plan.occurrences.push(occurrenceRow(placed, id, "run_report"));
  if (decision.kind === "repeat") {
    plan.timeline.push(timelineRow(placed, id, "report", `Reported again (${placed.report.scope} level)`));
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
  const known = state.incidents.get(id);
  if (known) {
    known.taskId = placed.taskId ?? known.taskId;
    known.hasException = report.exception?.traceback != null;
    known.aliasKeys = [...known.aliasKeys, identity.dedupKey];
  }
  return id;
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

function change(id: string, part: Partial<IncidentChange>): IncidentChange {
  return {
    id,
    addOccurrences: 0,
    lastSeenAt: null,
    runId: null,
    enrich: null,
    aliasKey: null,
    resolve: false,
    ...part,
  };
}

/** One row per incident: an UPDATE … FROM touches a row once, whatever the set holds. */
function mergeChanges(changes: readonly IncidentChange[]): IncidentChange[] {
  const merged = new Map<string, IncidentChange>();
  for (const one of changes) {
    const before = merged.get(one.id);
    if (!before) merged.set(one.id, one);
    else
      merged.set(one.id, {
        id: one.id,
        addOccurrences: before.addOccurrences + one.addOccurrences,
        lastSeenAt: one.lastSeenAt ?? before.lastSeenAt,
        runId: one.runId ?? before.runId,
        enrich: one.enrich ?? before.enrich,
        aliasKey: one.aliasKey ?? before.aliasKey,
        resolve: one.resolve || before.resolve,
      });
  }
  return [...merged.values()];
}

function withChange(row: NewIncidentRow, change: IncidentChange | undefined): NewIncidentRow {
  if (!change) return row;
  return {
    ...row,
    ...(change.enrich && { ...change.enrich, taskId: change.enrich.taskId ?? row.taskId }),
    occurrenceCount: row.occurrenceCount + change.addOccurrences,
    aliasKeys: change.aliasKey ? [...row.aliasKeys, change.aliasKey] : row.aliasKeys,
    lastSeenAt: change.lastSeenAt ?? row.lastSeenAt,
    runId: change.runId ?? row.runId,
  };
}

function occurrenceRow(placed: PlacedReport, incidentId: string, kind: OccurrenceRow["kind"]): OccurrenceRow {
  const attempt = attemptRow(placed, null);
  return {
    workspaceId: placed.workspaceId,
    incidentId,
    runId: placed.runId,
    deliveryId: placed.deliveryId,
    attempt: attempt && {
      runId: attempt.runId,
      taskId: attempt.taskId,
      mapIndex: attempt.mapIndex,
      tryNumber: attempt.tryNumber,
    },
    kind,
    message: incidentTitle(placed.report),
    at: placed.receivedAt.toISOString(),
  };
}

function timelineRow(placed: PlacedReport, incidentId: string, kind: string, text: string): TimelineRow {
  return { workspaceId: placed.workspaceId, incidentId, kind, text, at: placed.receivedAt.toISOString() };
}

function openedText(report: FailureReport): string {
  const run = report.run ? ` in run ${report.run.externalId}` : "";
  const tries = report.attempt?.tryNumber
    ? `, try ${report.attempt.tryNumber}${report.attempt.maxTries ? ` of ${report.attempt.maxTries}` : ""}`
    : "";
  return `Failure reported${run}${tries}`;
}

function attemptRow(placed: PlacedReport, incidentId: string | null): AttemptRow | null {
  const { report, runId, taskId } = placed;
  if (!runId || !taskId) return null;
  const { attempt, exception } = report;
  return {
    workspaceId: placed.workspaceId,
    runId,
    taskId,
    mapIndex: attempt?.mapIndex ?? -1,
    tryNumber: attempt?.tryNumber ?? 1,
    maxTries: attempt?.maxTries ?? null,
    state: attempt?.state ?? STATE_OF_EVENT[report.event],
    willRetry: report.event === "will_retry",
    hostname: attempt?.hostname ?? null,
    errorType: exception?.type ?? null,
    errorMessage: exception ? exception.message.slice(0, 2_000) : null,
    logUrl: attempt?.logUrl ?? null,
    version: attempt?.version ?? null,
    startedAt: attempt?.startedAt ?? null,
    endedAt: attempt?.endedAt ?? null,
    reportedAt: placed.receivedAt.toISOString(),
    incidentId,
  };
}

const STATE_OF_EVENT: Record<FailureReport["event"], string> = {
  failed: "failed",
  will_retry: "up_for_retry",
  succeeded: "success",
  running: "running",
};

function attemptKeyOf(placed: PlacedReport): string | null {
  const row = attemptRow(placed, null);
  return row && attemptKey(row);
}

function attemptKey(one: { runId: string; taskId: string; mapIndex: number; tryNumber: number }): string {
  return `${one.runId}|${one.taskId}|${one.mapIndex}|${one.tryNumber}`;
}

function lastPerKey(rows: readonly AttemptRow[]): AttemptRow[] {
  return [...new Map(rows.map((row) => [attemptKey(row), row])).values()];
}
