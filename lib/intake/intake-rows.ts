import { incidentTitle } from "@/lib/incidents/title";
import type { FailureIdentity } from "@/lib/intake/identity";
import type { FailureReport } from "@/lib/intake/schemas";

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
  occurrenceCount: number;
  isOpen: boolean;
  mergedInto: { incidentId: string; isSymptom: boolean } | null;
  runIds: string[];
  /** Those of them of which only the whole run was reported, no try of a task. */
  vagueRunIds: string[];
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
  /** Set when a later report of the same batch showed it to be part of that one. */
  mergedInto: string | null;
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
  mergeInto: string | null;
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

export function change(id: string, part: Partial<IncidentChange>): IncidentChange {
  return {
    id,
    addOccurrences: 0,
    lastSeenAt: null,
    runId: null,
    enrich: null,
    aliasKey: null,
    resolve: false,
    mergeInto: null,
    ...part,
  };
}

/** One row per incident: an UPDATE … FROM touches a row once, whatever the set holds. */
export function mergeChanges(changes: readonly IncidentChange[]): IncidentChange[] {
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
        mergeInto: one.mergeInto ?? before.mergeInto,
      });
  }
  return [...merged.values()];
}

export function withChange(row: NewIncidentRow, change: IncidentChange | undefined): NewIncidentRow {
  if (!change) return row;
  return {
    ...row,
    ...(change.enrich && { ...change.enrich, taskId: change.enrich.taskId ?? row.taskId }),
    occurrenceCount: row.occurrenceCount + change.addOccurrences,
    aliasKeys: change.aliasKey ? [...row.aliasKeys, change.aliasKey] : row.aliasKeys,
    lastSeenAt: change.lastSeenAt ?? row.lastSeenAt,
    runId: change.runId ?? row.runId,
    mergedInto: change.mergeInto,
  };
}

export function occurrenceRow(
  placed: PlacedReport,
  incidentId: string,
  kind: OccurrenceRow["kind"],
): OccurrenceRow {
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

export function timelineRow(
  placed: PlacedReport,
  incidentId: string,
  kind: string,
  text: string,
): TimelineRow {
  return { workspaceId: placed.workspaceId, incidentId, kind, text, at: placed.receivedAt.toISOString() };
}

export function attemptRow(placed: PlacedReport, incidentId: string | null): AttemptRow | null {
  const { report, runId, taskId } = placed;
  if (!runId || !taskId) return null;
  const { exception } = report;
  return {
    workspaceId: placed.workspaceId,
    runId,
    taskId,
    ...attemptFacts(report),
    willRetry: report.event === "will_retry",
    errorType: exception?.type ?? null,
    errorMessage: exception ? exception.message.slice(0, 2_000) : null,
    reportedAt: placed.receivedAt.toISOString(),
    incidentId,
  };
}

const NO_ATTEMPT: NonNullable<FailureReport["attempt"]> = {
  tryNumber: null,
  maxTries: null,
  mapIndex: -1,
  state: null,
  hostname: null,
  startedAt: null,
  endedAt: null,
  logUrl: null,
  version: null,
};

/** A report that names no try speaks of the first one. */
function attemptFacts(report: FailureReport) {
  const attempt = report.attempt ?? NO_ATTEMPT;
  return {
    ...attempt,
    tryNumber: attempt.tryNumber ?? 1,
    state: attempt.state ?? STATE_OF_EVENT[report.event],
  };
}

const STATE_OF_EVENT: Record<FailureReport["event"], string> = {
  failed: "failed",
  will_retry: "up_for_retry",
  succeeded: "success",
  running: "running",
};

export function attemptKeyOf(placed: PlacedReport): string | null {
  const row = attemptRow(placed, null);
  return row && attemptKey(row);
}

export function attemptKey(one: {
  runId: string;
  taskId: string;
  mapIndex: number;
  tryNumber: number;
}): string {
  return `${one.runId}|${one.taskId}|${one.mapIndex}|${one.tryNumber}`;
}
