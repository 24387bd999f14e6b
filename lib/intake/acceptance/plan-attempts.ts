import {
  attemptKey,
  attemptRow,
  type AttemptRow,
  type PlacedReport,
  type RunRow,
  type SubjectRow,
} from "@/lib/intake/acceptance/intake-rows";
import { withRunReport, type KnownRun } from "@/lib/intake/acceptance/known-run";
import { isLatestOutcome, type KnownAttempt } from "@/lib/intake/acceptance/known-try";
import { withSubjectReport, type KnownSubject } from "@/lib/intake/acceptance/known-subject";
import { reportTime } from "@/lib/failures/report-time";
import { isTaskReport } from "@/lib/failures/subject";

/** The state of runs, attempts and subjects while a batch is planned, and the rows to write. */
export interface RunState {
  attempts: Map<string, KnownAttempt>;
  runs: Map<string, KnownRun>;
  subjects: Map<string, KnownSubject>;
  attemptRows: Map<string, AttemptRow>;
  runRows: Map<string, RunRow>;
  subjectRows: Map<string, SubjectRow>;
}

/**
 * Applies a report to its attempt, run or subject, independent of arrival order.
 */
export function noteReport(state: RunState, placed: PlacedReport, incidentId: string | null): void {
  noteRun(state, placed);
  noteSubject(state, placed);
  const reported = attemptRow(placed);
  if (reported) noteAttempt(state, reported, incidentId);
}

function noteRun(state: RunState, { report, runId, receivedAt }: PlacedReport): void {
  const known = runId ? state.runs.get(runId) : undefined;
  if (!known || !isTaskReport(report) || report.subject.scope !== "run") return;
  const next = withRunReport(known, report, reportTime(report, receivedAt));
  state.runs.set(known.id, next);
  state.runRows.set(known.id, {
    id: next.id,
    state: next.state,
    stateAt: isoOf(next.stateAt),
    failedAt: isoOf(next.failedAt),
    succeededAt: isoOf(next.succeededAt),
    failedTries: next.failedTries,
  });
}

function noteSubject(state: RunState, { report, subjectId, receivedAt }: PlacedReport): void {
  const known = subjectId ? state.subjects.get(subjectId) : undefined;
  if (!known) return;
  const next = withSubjectReport(known, report, reportTime(report, receivedAt));
  state.subjects.set(next.id, next);
  state.subjectRows.set(next.id, { id: next.id, state: next.state, stateAt: isoOf(next.stateAt) });
}

function noteAttempt(state: RunState, reported: AttemptRow, incidentId: string | null): void {
  const key = attemptKey(reported);
  const known = state.attempts.get(key);
  const at = Date.parse(reported.outcomeAt ?? reported.reportedAt);
  const isNewest =
    !known || (reported.outcome !== null && isLatestOutcome({ event: reported.outcome, at }, known));
  const next: KnownAttempt = {
    runId: reported.runId,
    taskId: reported.taskId,
    mapIndex: reported.mapIndex,
    tryNumber: reported.tryNumber,
    ...(isNewest
      ? { state: reported.state, outcome: reported.outcome, outcomeAt: at }
      : { state: known.state, outcome: known.outcome, outcomeAt: known.outcomeAt }),
    incidentId: incidentId ?? known?.incidentId ?? null,
    isFailureCounted: reported.isFailureCounted || known?.isFailureCounted === true,
  };
  state.attempts.set(key, next);
  const row = state.attemptRows.get(key);
  const [newer, older] = isNewest ? [reported, row] : [row, reported];
  state.attemptRows.set(key, withOutcome(filled(newer ?? reported, older ?? reported), next));
}

/** Takes details from the newer report and fills gaps from the older one. */
function filled(newer: AttemptRow, older: AttemptRow): AttemptRow {
  return {
    ...newer,
    maxTries: newer.maxTries ?? older.maxTries,
    hostname: newer.hostname ?? older.hostname,
    errorType: newer.errorType ?? older.errorType,
    errorMessage: newer.errorMessage ?? older.errorMessage,
    logUrl: newer.logUrl ?? older.logUrl,
    version: newer.version ?? older.version,
    startedAt: newer.startedAt ?? older.startedAt,
    endedAt: newer.endedAt ?? older.endedAt,
    externalIds: [...new Set([...newer.externalIds, ...older.externalIds])],
  };
}

function withOutcome(row: AttemptRow, known: KnownAttempt): AttemptRow {
  return {
    ...row,
    state: known.state,
    willRetry: known.outcome === "will_retry",
    outcome: known.outcome,
    outcomeAt: isoOf(known.outcomeAt),
    isFailureCounted: known.isFailureCounted,
    incidentId: known.incidentId,
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
