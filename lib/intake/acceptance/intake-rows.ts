import { incidentTitle } from "@/lib/failures/title";
import type { FailureIdentity } from "@/lib/failures/identity";
import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { KnownRun } from "@/lib/intake/acceptance/known-run";
import { reportedTry, type KnownAttempt } from "@/lib/intake/acceptance/known-try";
import type { DatedRun, KnownSuccess } from "@/lib/failures/later-run";
import { reportTime } from "@/lib/failures/report-time";
import type {
  FailureReport,
  Severity,
  SeverityReason,
  SubjectKind,
  TaskReport,
  TaskSubject,
} from "@/lib/failures/schemas";
import type { AssessedSeverity } from "@/lib/failures/severity";
import type { Suppression } from "@/lib/incidents/noise/schemas";
import type { KnownSurroundings } from "@/lib/intake/acceptance/known-surroundings";
import { SYSTEM_ACTOR, type Actor } from "@/lib/platform/context";
import { isTaskReport } from "@/lib/failures/subject";
import type { KnownSubject } from "@/lib/intake/acceptance/known-subject";

/** A report whose pipeline, task and run, or other subject, have rows. */
export interface PlacedReport {
  /** Null for a report without a delivery. */
  deliveryId: string | null;
  workspaceId: string;
  sourceId: string;
  sourceName: string;
  sourceEnvironment: string | null;
  report: FailureReport;
  identity: FailureIdentity;
  /** The sender's ids of the reported attempt. */
  attemptIds?: readonly string[];
  receivedAt: Date;
  /** `test`: sent by the product for "Send a test failure". */
  detectedBy: "webhook" | "test" | "reconciler";
  /** The same body was received too long ago for a resend, so it reports another failure. */
  isRecurrence: boolean;
  /** Null for a service, workload or check. */
  pipelineId: string | null;
  /** Null for a task or run. */
  subjectId: string | null;
  taskId: string | null;
  runId: string | null;
  /** Null unless the report may open an incident. */
  surroundings: KnownSurroundings | null;
}

export interface LoadedIncident {
  id: string;
  pipelineId: string | null;
  subjectId: string | null;
  episode: string | null;
  dedupKey: string;
  aliasKeys: string[];
  taskId: string | null;
  isRunScope: boolean;
  hasException: boolean;
  severity: Severity;
  severityReasons: SeverityReason[];
  /** Set by a person, so that it is not computed again. */
  isSeveritySet: boolean;
  occurrenceCount: number;
  isOpen: boolean;
  mergedInto: { incidentId: string; isSymptom: boolean } | null;
  /** A merged symptom that has not recovered yet; null for any other incident. */
  failingSymptomOf: { incidentId: string; number: number } | null;
  category: string | null;
  /** The failure of `runId`; null if it names no run. */
  lastFailure: LastFailure | null;
  /** The run that failed last in it. */
  runId: string | null;
  runIds: string[];
  /** Runs among them with a run-level report. */
  runReportIds: string[];
  /** Runs among them with only a run-level report, no task attempt. */
  taskUnknownRunIds: string[];
  /** When its latest report arrived, in milliseconds since 1970. */
  lastSeenAt: number;
  /** When it failed last, in milliseconds since 1970; null for older incidents. */
  failedAt: number | null;
}

/** The failure an incident saw last. */
export interface LastFailure extends DatedRun {
  /** -1 for an unmapped task or a whole run. */
  mapIndex: number;
}

/** The known state of the subjects in a batch. */
export interface LoadedState {
  attempts: readonly KnownAttempt[];
  runs: readonly KnownRun[];
  subjects: readonly KnownSubject[];
  incidents: readonly LoadedIncident[];
  /** Recent successes of the tasks and pipelines that failed. */
  successes: readonly KnownSuccess[];
}

/** The rows to write for a batch of reports. */
export interface IntakePlan {
  attempts: AttemptRow[];
  runs: RunRow[];
  subjects: SubjectRow[];
  newIncidents: NewIncidentRow[];
  incidentChanges: IncidentChange[];
  occurrences: OccurrenceRow[];
  events: EventRow[];
  analyses: { workspaceId: string; incidentId: string; at: string }[];
  /** The incidents of each delivery, in report order. */
  incidentsOfDelivery: Map<string, string[]>;
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
  outcome: FailureReport["event"] | null;
  outcomeAt: string | null;
  isFailureCounted: boolean;
  hostname: string | null;
  errorType: string | null;
  errorMessage: string | null;
  logUrl: string | null;
  version: string | null;
  startedAt: string | null;
  endedAt: string | null;
  reportedAt: string;
  incidentId: string | null;
  /** Ids under which senders report it. */
  externalIds: string[];
}

export interface RunRow {
  id: string;
  state: FailureReport["event"] | null;
  stateAt: string | null;
  failedAt: string | null;
  succeededAt: string | null;
  failedTries: number[];
}

export interface SubjectRow {
  id: string;
  state: FailureReport["event"] | null;
  stateAt: string | null;
}

/** An incident event for the timeline and the audit log. */
export interface EventRow extends RecordedEvent {
  workspaceId: string;
  actor: Actor;
  at: string;
}

export interface NewIncidentRow {
  id: string;
  workspaceId: string;
  title: string;
  dedupKey: string;
  fingerprint: string;
  fingerprintParts: unknown;
  severity: Severity;
  severityReasons: SeverityReason[];
  suppressedBy: Suppression | null;
  environment: string | null;
  sourceId: string;
  subjectKind: SubjectKind;
  subjectId: string | null;
  episode: string | null;
  pipelineId: string | null;
  taskId: string | null;
  runId: string | null;
  detectedBy: string;
  report: FailureReport;
  occurrenceCount: number;
  aliasKeys: string[];
  /** Set if a later report of the batch showed it to be part of that incident. */
  mergedInto: string | null;
  /** Set if a later report of the batch ended it. */
  resolvedAt: string | null;
  resolvedByRunId: string | null;
  at: string;
  lastSeenAt: string;
  failedAt: string;
}

export interface IncidentChange {
  id: string;
  addOccurrences: number;
  lastSeenAt: string | null;
  failedAt: string | null;
  runId: string | null;
  /** Set if a report has more detail than the one that opened the incident. */
  enrich: {
    title: string;
    taskId: string | null;
    fingerprint: string;
    fingerprintParts: unknown;
    report: FailureReport;
  } | null;
  /** Set if failing again makes it more severe. */
  assessed: AssessedSeverity | null;
  aliasKey: string | null;
  resolvedAt: string | null;
  resolvedByRunId: string | null;
  /** A merged symptom failed once more, whether or not it had recovered. */
  failsAgain: boolean;
  mergeInto: string | null;
}

export interface OccurrenceRow {
  workspaceId: string;
  incidentId: string;
  runId: string | null;
  deliveryId: string | null;
  attempt: { runId: string; taskId: string; mapIndex: number; tryNumber: number } | null;
  kind: "failure" | "run_report";
  message: string;
  at: string;
}

export function occurrenceRow(
  placed: PlacedReport,
  incidentId: string,
  kind: OccurrenceRow["kind"],
): OccurrenceRow {
  const attempt = attemptRow(placed);
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

export function eventRow(placed: PlacedReport, incidentId: string, event: IncidentEvent): EventRow {
  return {
    workspaceId: placed.workspaceId,
    actor: actorOf(placed, event),
    incidentId,
    event,
    at: placed.receivedAt.toISOString(),
  };
}

/** The source that reported it, except for what the product found or decided by itself. */
function actorOf({ sourceId, sourceName, detectedBy }: PlacedReport, event: IncidentEvent): Actor {
  const isOurs = detectedBy === "reconciler" || DECIDED_HERE.has(event.type);
  return isOurs ? SYSTEM_ACTOR : { type: "source", id: sourceId, name: sourceName };
}

const DECIDED_HERE: ReadonlySet<IncidentEvent["type"]> = new Set([
  "superseded",
  "suppressed",
  "severity_changed",
]);

/** The reported attempt, from the report alone; null for a run-level report. */
export function attemptRow(placed: PlacedReport): AttemptRow | null {
  const { report, runId, taskId } = placed;
  if (!runId || !taskId || !isTaskReport(report)) return null;
  const { exception, event } = report;
  return {
    workspaceId: placed.workspaceId,
    runId,
    taskId,
    ...attemptFacts(report),
    willRetry: event === "will_retry",
    outcome: event,
    outcomeAt: new Date(reportTime(report, placed.receivedAt)).toISOString(),
    isFailureCounted: event === "failed" || event === "will_retry",
    errorType: exception?.type ?? null,
    errorMessage: exception ? exception.message.slice(0, 2_000) : null,
    reportedAt: placed.receivedAt.toISOString(),
    incidentId: null,
    externalIds: [...(placed.attemptIds ?? [])],
  };
}

const NO_ATTEMPT: NonNullable<TaskSubject["attempt"]> = {
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

function attemptFacts(report: TaskReport) {
  const attempt = report.subject.attempt ?? NO_ATTEMPT;
  return {
    ...attempt,
    ...reportedTry(report),
    state: attempt.state ?? STATE_OF_EVENT[report.event],
  };
}

const STATE_OF_EVENT: Record<FailureReport["event"], string> = {
  failed: "failed",
  will_retry: "up_for_retry",
  succeeded: "success",
  running: "running",
  cancelled: "cancelled",
};

export function attemptKey(attempt: Pick<AttemptRow, "runId" | "taskId" | "mapIndex" | "tryNumber">): string {
  return `${attempt.runId}|${attempt.taskId}|${attempt.mapIndex}|${attempt.tryNumber}`;
}
