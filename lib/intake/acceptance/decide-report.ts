import { hasRunRecovered, isAnotherFailure, type KnownRun } from "@/lib/intake/acceptance/known-run";
import {
  hasFailed,
  hasRecovered,
  isSameWork,
  reportedTry,
  type KnownAttempt,
} from "@/lib/intake/acceptance/known-try";
import { RESEND_WINDOW_MS } from "@/lib/failures/report-time";
import type { FailureReport, TaskReport } from "@/lib/failures/schemas";
import type { KnownSubject } from "@/lib/intake/acceptance/known-subject";

/** An incident of the same pipeline or subject, or one that holds the reported run, as far as the decision needs it. */
export interface KnownIncident {
  id: string;
  dedupKey: string;
  aliasKeys: readonly string[];
  taskId: string | null;
  /** The report it was opened with spoke of the whole run. */
  isRunScope: boolean;
  hasException: boolean;
  occurrenceCount: number;
  isOpen: boolean;
  /** The reported run is among its occurrences. */
  hasRun: boolean;
  /** The reported run is the one that failed last in it. */
  isLastRun: boolean;
  /** The reported run was reported to it as a whole. */
  hasRunReport: boolean;
  /** Of the reported run nothing but the run as a whole was reported so far. */
  hasVagueRun: boolean;
  /** Of another pipeline or subject; it holds this run because a failure of it was merged into that incident. */
  isElsewhere: boolean;
  /** The open incident that this one was merged into; a symptom's own identity lives on in it. */
  mergedInto: { incidentId: string; isSymptom: boolean } | null;
  /** The sender's name for the spell of trouble that it was opened for. */
  episode: string | null;
}

/** What is already known when a report arrives. */
export interface Known {
  /** When the reported event happened, in milliseconds since 1970. */
  at: number;
  /** The same try, if it was reported before. */
  attempt: KnownAttempt | null;
  /** All known tries of the reported task in the reported run, also of its other mapped instances. */
  tries: readonly KnownAttempt[];
  run: KnownRun | null;
  /** The reported service, workload or check; null for a task. */
  subject: KnownSubject | null;
  /** The same body was received before, too long ago for a resend: it reports another failure. */
  isRecurrence: boolean;
  taskId: string | null;
  incidents: readonly KnownIncident[];
}

export type Decision =
  /**
   * Recorded, opens nothing and ends nothing: a retry to come, a start, a cancellation, a success without a failure, a
   * failure that is already over.
   */
  | { kind: "record" }
  | { kind: "open" }
  /** Another failure of an open incident. */
  | { kind: "fold"; incidentId: string }
  /** A run that failed with another one before, whose incident is open, has failed in the same way again. */
  | { kind: "echo"; incidentId: string }
  /** Another report of a failure that the incident already holds. */
  | { kind: "repeat"; incidentId: string }
  /** The incident was opened by a vaguer report of the same failure; this one says more. */
  | { kind: "enrich"; incidentId: string }
  /** `vagueId` was opened by a vaguer report of what turns out to be another failure of an open incident. */
  | { kind: "absorb"; incidentId: string; vagueId: string }
  /** A later try of the same run succeeded; the failures in these incidents are over. */
  | { kind: "recover"; incidentIds: string[] };

/**
 * Decides what a report means for incidents. Pure.
 * One failure of one run is one incident, however many callbacks report it (task and DAG level, the same
 * try twice after a lost heartbeat, Prefect's automation beside its hook); the same failure of the same
 * task in a later run folds into the open incident; a try that will be retried opens nothing. A success resolves
 * what failed before it in the same run, and only that; reports that arrive late change nothing that came after them.
 */
export function decideTaskReport(report: TaskReport, dedupKey: string, known: Known): Decision {
  const isRun = report.subject.scope === "run";
  switch (report.event) {
    case "running":
    case "will_retry":
    case "cancelled":
      return { kind: "record" };
    case "succeeded":
      return isRun ? decideRunSuccess(known) : decideTaskSuccess(report, known);
    case "failed":
      return isRun ? decideRun(report, dedupKey, known) : decideTask(report, dedupKey, known);
  }
}

/** The failures of this run that its task's success ends, unless another mapped instance still fails. */
function decideTaskSuccess(report: TaskReport, known: Known): Decision {
  const tries = withSuccess(report, known);
  const failed = tries.filter(hasFailed);
  if (!failed.some((attempt) => hasRecovered(attempt, tries))) return { kind: "record" };
  const isOver = (id: string) =>
    failed.every((attempt) => attempt.incidentId !== id || hasRecovered(attempt, tries));
  return recoverWhere(known, (incident) => incident.taskId === known.taskId && isOver(incident.id));
}

/** The known tries after this success, unless a failure of the same try came after it. */
function withSuccess(report: TaskReport, { tries, at, ...known }: Known): KnownAttempt[] {
  const isLate =
    known.attempt !== null && known.attempt.outcome !== "running" && (known.attempt.outcomeAt ?? at) > at;
  if (isLate) return [...tries];
  const success: KnownAttempt = {
    runId: tries[0]?.runId ?? "",
    taskId: known.taskId ?? "",
    ...reportedTry(report),
    state: null,
    outcome: "succeeded",
    outcomeAt: at,
    incidentId: known.attempt?.incidentId ?? null,
    isFailureCounted: known.attempt ? hasFailed(known.attempt) : false,
  };
  const others = tries.filter(
    (other) => !isSameWork(other, success) || other.tryNumber !== success.tryNumber,
  );
  return [...others, success];
}

/** A run that failed as a whole has succeeded; what only its tasks reported is left to their own successes. */
function decideRunSuccess(known: Known): Decision {
  if (known.run?.failedAt != null && known.run.failedAt > known.at) return { kind: "record" };
  return recoverWhere(known, (incident) => incident.isRunScope || incident.hasRunReport);
}

/** An incident that a later run failed in as well goes on: that run has not succeeded. */
function recoverWhere(known: Known, isOver: (incident: KnownIncident) => boolean): Decision {
  const over = known.incidents.filter(
    (incident) =>
      incident.isOpen && incident.hasRun && incident.isLastRun && !incident.isElsewhere && isOver(incident),
  );
  return over.length === 0
    ? { kind: "record" }
    : { kind: "recover", incidentIds: over.map((incident) => incident.id) };
}

function decideTask(report: TaskReport, dedupKey: string, known: Known): Decision {
  if (known.isRecurrence || isUncountedTryAgain(report, known)) return foldOrOpen(report, dedupKey, known);
  if (known.attempt?.incidentId) return { kind: "repeat", incidentId: known.attempt.incidentId };
  if (isTaskFailureOver(report, known)) return { kind: "record" };
  // A DAG-level report of this run came first and could not name the task.
  const vague = known.incidents.find(
    (one) => one.isOpen && one.hasRun && !one.isElsewhere && one.isRunScope && one.taskId === null,
  );
  const twin = known.incidents.find((one) => one.isOpen && one !== vague && hasKey(one, dedupKey));
  if (vague && twin) {
    // What holds earlier runs as well was not opened by this failure.
    return vague.occurrenceCount === 1
      ? { kind: "absorb", incidentId: twin.id, vagueId: vague.id }
      : { kind: "fold", incidentId: twin.id };
  }
  if (vague)
    return vague.hasException
      ? { kind: "repeat", incidentId: vague.id }
      : { kind: "enrich", incidentId: vague.id };
  // The same, in a later run: the run has been counted already, by its own report.
  const counted = known.incidents.find(
    (one) => one.isOpen && one.hasVagueRun && !one.isElsewhere && hasKey(one, dedupKey),
  );
  if (counted) return { kind: "repeat", incidentId: counted.id };
  return foldOrOpen(report, dedupKey, known);
}

/** Where the sender counts no tries, a task that fails again some time later in the same run was tried again. */
function isUncountedTryAgain(report: TaskReport, { attempt, at }: Known): boolean {
  if (report.subject.attempt?.tryNumber != null || attempt?.outcome !== "failed") return false;
  return attempt.outcomeAt !== null && at - attempt.outcomeAt > RESEND_WINDOW_MS;
}

/** A report that comes late: its task has succeeded since, or the whole run failed with it and succeeded since. */
function isTaskFailureOver(report: TaskReport, { run, tries, at }: Known): boolean {
  const { mapIndex, tryNumber } = reportedTry(report);
  const isTaskOver = tries.some(
    (other) =>
      other.outcome === "succeeded" &&
      other.mapIndex === mapIndex &&
      (other.tryNumber > tryNumber || (other.tryNumber === tryNumber && (other.outcomeAt ?? at) >= at)),
  );
  const failedAt = run?.failedAt ?? null;
  return isTaskOver || (failedAt !== null && at <= failedAt && hasRunRecovered(run, failedAt));
}

function hasKey(one: KnownIncident, dedupKey: string): boolean {
  return one.dedupKey === dedupKey || one.aliasKeys.includes(dedupKey);
}

function decideRun(report: TaskReport, dedupKey: string, known: Known): Decision {
  const ofRun = known.incidents.filter((one) => one.hasRun);
  const open = ofRun.find((one) => one.isOpen);
  const same = open ?? ofRun[0];
  if (hasRunRecovered(known.run, known.at) && !open) {
    return same ? { kind: "repeat", incidentId: same.id } : { kind: "record" };
  }
  if (!same || isAnother(report, known, open)) return foldOrOpen(report, dedupKey, known);
  const canLearn = same.isOpen && !same.isElsewhere && !same.hasException;
  const saysMore = canLearn && report.exception?.traceback != null;
  return { kind: saysMore ? "enrich" : "repeat", incidentId: same.id };
}

/**
 * Whether a run that is known to have failed has failed once more. An open incident that a task's report opened holds
 * that failure already; into one that the run's own report opened it is folded, in whatever order reports arrive.
 */
function isAnother(report: TaskReport, known: Known, open: KnownIncident | undefined): boolean {
  const which = known.isRecurrence ? "later" : isAnotherFailure(known.run, report, known.at);
  return open ? which !== "same" && open.isRunScope && !open.isElsewhere : which === "later";
}

/** Folds into the open incident with this identity, whichever that is; opens one when there is none. */
export function foldOrOpen(report: FailureReport, dedupKey: string, known: Known): Decision {
  const same = known.incidents.filter((one) => hasKey(one, dedupKey));
  const open = same.find((one) => one.isOpen);
  if (open) return { kind: "fold", incidentId: open.id };
  const merged = same.find((one) => one.mergedInto)?.mergedInto;
  if (!merged) return { kind: "open" };
  if (!merged.isSymptom) return { kind: "fold", incidentId: merged.incidentId };
  // Without an error, as in "2/2 states failed", two failures look the same that are not; the analysis tells.
  return report.exception ? { kind: "echo", incidentId: merged.incidentId } : { kind: "open" };
}
