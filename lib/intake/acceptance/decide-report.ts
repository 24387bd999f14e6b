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
import type { LastFailure } from "@/lib/intake/acceptance/intake-rows";
import { endsEarlierFailure, type KnownSuccess } from "@/lib/failures/later-run";
import type { KnownSubject } from "@/lib/intake/acceptance/known-subject";

/** An incident of the same pipeline or subject, or one that contains the reported run, reduced to what decisions need. */
export interface KnownIncident {
  id: string;
  dedupKey: string;
  aliasKeys: readonly string[];
  taskId: string | null;
  /** It was opened by a report about a run, not a task. */
  isRunScope: boolean;
  hasException: boolean;
  occurrenceCount: number;
  isOpen: boolean;
  /** The reported run is among its occurrences. */
  hasRun: boolean;
  /** The reported run is the one that failed last in it. */
  isLastRun: boolean;
  /** A run-level report of the reported run belongs to it. */
  hasRunReport: boolean;
  /** So far only the run was reported as failed, not a task of it. */
  isTaskUnknown: boolean;
  /** Belongs to another pipeline or subject, and contains this run only through a merge. */
  isElsewhere: boolean;
  /** The open incident that this one was merged into, which takes over a symptom's fingerprint. */
  mergedInto: { incidentId: string; isSymptom: boolean } | null;
  /** Its root, if it is a merged symptom that has not recovered yet. */
  failingSymptomOf: { incidentId: string; number: number } | null;
  /** Of its diagnosis. */
  category: string | null;
  /** The failure it saw last; null if it names no run. */
  lastFailure: LastFailure | null;
  /** The sender's id of the alert episode it was opened for. */
  episode: string | null;
  /** When its latest report arrived, in milliseconds since 1970. */
  lastSeenAt: number;
  /** When it failed last, in milliseconds since 1970; null for older incidents. */
  failedAt: number | null;
}

/** What is already known when a report arrives. */
export interface Known {
  /** When the reported event happened, in milliseconds since 1970. */
  at: number;
  /** When the report arrived, in milliseconds since 1970. */
  receivedAt: number;
  /** The same attempt, if it was reported before. */
  attempt: KnownAttempt | null;
  /** All known attempts of the reported task in the reported run, including other mapped instances. */
  tries: readonly KnownAttempt[];
  run: KnownRun | null;
  /** The reported service, workload or check; null for a task. */
  subject: KnownSubject | null;
  /** The same body was received too long ago for a resend, so it reports another failure. */
  isRecurrence: boolean;
  taskId: string | null;
  incidents: readonly KnownIncident[];
  /** Known successes of the same task, or of whole runs of the same pipeline for a run-level report. */
  successes: readonly KnownSuccess[];
}

export type Decision =
  /**
   * Recorded without effect on incidents: an upcoming retry, a start, a cancellation, a success without a failure, or a
   * failure that is already over.
   */
  | { kind: "record" }
  /** `endedBy`: a later run had succeeded before this late report arrived, so the incident is resolved at once. */
  | { kind: "open"; endedBy?: KnownSuccess }
  /** Another failure of an open incident. */
  | { kind: "fold"; incidentId: string }
  /** A run that failed together with another one, whose incident is still open, has failed the same way again. */
  | { kind: "echo"; incidentId: string; symptomId: string }
  /** Another report of a failure the incident already contains. */
  | { kind: "repeat"; incidentId: string }
  /** The incident was opened by a run-level report of the same failure; this one has more detail. */
  | { kind: "enrich"; incidentId: string }
  /** `runLevelId` was opened by a run-level report of what turns out to be another failure of an open incident. */
  | { kind: "absorb"; incidentId: string; runLevelId: string }
  /**
   * The failures in these incidents are over: the same run succeeded, or, for those in `laterIds`, a later run.
   */
  | { kind: "recover"; incidentIds: string[]; laterIds?: string[] };

/**
 * Decides what a task or run report means for incidents. Pure.
 * One failure of one run is one incident, however many callbacks report it (task and DAG level, the same attempt twice
 * after a lost heartbeat, Prefect's automation and its hook). The same failure of the same task in a later run folds
 * into the open incident. An attempt that will be retried opens nothing. A success resolves earlier failures of the same
 * run and, between routine runs, of earlier runs (`endsEarlierFailure`); late reports do not change what happened after them. A success without a run, or with the sender's own id of
 * the failure, resolves what is open under that name.
 */
export function decideTaskReport(report: TaskReport, dedupKey: string, known: Known): Decision {
  const isRun = report.subject.scope === "run";
  switch (report.event) {
    case "running":
    case "will_retry":
    case "cancelled":
      return { kind: "record" };
    case "succeeded":
      if (report.episode !== null || report.subject.run === null) return decideNamedSuccess(report, known);
      return isRun ? decideRunSuccess(report, known) : decideTaskSuccess(report, known);
    case "failed":
      return isRun ? decideRun(report, dedupKey, known) : decideTask(report, dedupKey, known);
  }
}

/**
 * Resolves the failures with this episode; without one, those of the task, or the run-level ones if no task is named.
 * Nothing is resolved that failed again since, or, as senders without runs may send no times either, was reported again.
 */
function decideNamedSuccess({ episode, subject }: TaskReport, known: Known): Decision {
  const isMeant = (incident: KnownIncident) => {
    if (episode !== null) return incident.episode === episode;
    return subject.scope === "run" ? incident.isRunScope : incident.taskId === known.taskId;
  };
  return recover(
    known.incidents.filter(
      (incident) =>
        isOpenHere(incident) &&
        isMeant(incident) &&
        incident.lastSeenAt <= known.receivedAt &&
        !hasFailedSince(incident, known.at),
    ),
  );
}

/** Resolves the failures that the task's success ends, unless another mapped instance of this run still fails. */
function decideTaskSuccess(report: TaskReport, known: Known): Decision {
  const tries = withSuccess(report, known);
  const failed = tries.filter(hasFailed);
  const isOver = (id: string) =>
    failed.every((attempt) => attempt.incidentId !== id || hasRecovered(attempt, tries));
  const { mapIndex } = reportedTry(report);
  const ofTask = known.incidents.filter(
    (incident) => canRecover(incident) && incident.taskId === known.taskId && isOver(incident.id),
  );
  return recoverFrom(
    failed.some((attempt) => hasRecovered(attempt, tries)) ? ofTask.filter(isOfLastRun) : [],
    ofTask.filter(
      (incident) =>
        !incident.isRunScope && incident.lastFailure?.mapIndex === mapIndex && isEndedLater(known, incident),
    ),
  );
}

/** The known attempts including this success, unless a later failure of the same attempt is known. */
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

/**
 * Resolves the failures of the run itself, and if the run had failed before, those of its tasks too, because it was repeated.
 * In a run that never failed, a failed task waits for its own success. Routine runs also end failures of earlier ones, unless
 * the task failed in this one, or may not have been part of it.
 */
function decideRunSuccess({ subject }: TaskReport, known: Known): Decision {
  const failedAt = known.run?.failedAt ?? null;
  if (failedAt !== null && failedAt > known.at) return { kind: "record" };
  const open = known.incidents.filter(canRecover);
  return recoverFrom(
    open.filter((incident) => isOfLastRun(incident) && isEndedByRun(incident, failedAt, known.at)),
    open.filter(
      (incident) =>
        !incident.hasRun &&
        (incident.isRunScope || subject.run?.isPartial !== true) &&
        isEndedLater(known, incident),
    ),
  );
}

function isEndedByRun(incident: KnownIncident, failedAt: number | null, succeededAt: number): boolean {
  if (incident.isRunScope || incident.hasRunReport) return true;
  return failedAt !== null && incident.lastFailure !== null && incident.lastFailure.at <= succeededAt;
}

/** The failure happened in the reported run, and none in a later run since. */
function isOfLastRun(incident: KnownIncident): boolean {
  // The later runs of a symptom are listed by its root.
  return (incident.hasRun || incident.failingSymptomOf !== null) && incident.isLastRun;
}

/** Whether the reported success is one of a later run that ends the incident's failure. */
function isEndedLater({ run, at }: Known, incident: KnownIncident): boolean {
  const { lastFailure, failingSymptomOf, category } = incident;
  if (!run || !lastFailure) return false;
  const { id: runId, routine, logicalDate, startedAt } = run;
  // The data that a symptom lacked is its root's business.
  const ownCategory = failingSymptomOf ? null : category;
  return endsEarlierFailure({ runId, routine, logicalDate, startedAt, at }, lastFailure, ownCategory);
}

function recoverFrom(same: readonly KnownIncident[], later: readonly KnownIncident[]): Decision {
  const laterIds = later.filter((incident) => !same.includes(incident)).map(({ id }) => id);
  const decision = recover([...same, ...later.filter((incident) => !same.includes(incident))]);
  return decision.kind === "recover" && laterIds.length > 0 ? { ...decision, laterIds } : decision;
}

/** Open, or a symptom that still fails, and not here only because its run was merged into it. */
function canRecover(incident: KnownIncident): boolean {
  return (incident.isOpen || incident.failingSymptomOf !== null) && !incident.isElsewhere;
}

/** Whether an incident failed after this time, by the clock of whoever reported it. */
export function hasFailedSince({ failedAt }: KnownIncident, at: number): boolean {
  return failedAt !== null && failedAt > at;
}

/** Open, and not here only because its run was merged into it. */
export function isOpenHere(incident: KnownIncident): boolean {
  return incident.isOpen && !incident.isElsewhere;
}

/** Resolves these incidents; without any, the report is only recorded. */
export function recover(over: readonly KnownIncident[]): Decision {
  return over.length === 0
    ? { kind: "record" }
    : { kind: "recover", incidentIds: over.map((incident) => incident.id) };
}

function decideTask(report: TaskReport, dedupKey: string, known: Known): Decision {
  if (known.isRecurrence || isUncountedRetry(report, known)) return foldOrOpen(report, dedupKey, known);
  if (known.attempt?.incidentId) return decideKnownAttempt(report, dedupKey, known.attempt.incidentId, known);
  if (isTaskFailureOver(report, known)) return { kind: "record" };
  // A DAG-level report of this run may have come first, without naming the task.
  const runLevel = known.incidents.find(
    (incident) =>
      incident.isOpen &&
      incident.hasRun &&
      !incident.isElsewhere &&
      incident.isRunScope &&
      incident.taskId === null,
  );
  const duplicate = known.incidents.find(
    (incident) => incident.isOpen && incident !== runLevel && hasKey(incident, dedupKey),
  );
  if (runLevel && duplicate) {
    // An incident with earlier runs was not opened by this failure.
    return runLevel.occurrenceCount === 1
      ? { kind: "absorb", incidentId: duplicate.id, runLevelId: runLevel.id }
      : { kind: "fold", incidentId: duplicate.id };
  }
  if (runLevel)
    return runLevel.hasException
      ? { kind: "repeat", incidentId: runLevel.id }
      : { kind: "enrich", incidentId: runLevel.id };
  // The same in a later run: the run was already counted by its run-level report.
  const counted = known.incidents.find(
    (incident) =>
      incident.isOpen && incident.isTaskUnknown && !incident.isElsewhere && hasKey(incident, dedupKey),
  );
  if (counted) return { kind: "repeat", incidentId: counted.id };
  return openUnlessEnded(report, dedupKey, known);
}

/** A late report of a failure after which a later run succeeded opens an incident that is resolved at once. */
function openUnlessEnded(report: TaskReport, dedupKey: string, known: Known): Decision {
  const decision = foldOrOpen(report, dedupKey, known);
  const { run, at } = known;
  if (decision.kind !== "open" || !run) return decision;
  const { mapIndex } = report.subject.scope === "run" ? { mapIndex: -1 } : reportedTry(report);
  const { id: runId, routine, logicalDate, startedAt } = run;
  const failed = { runId, routine, logicalDate, startedAt, at };
  const endedBy = known.successes
    .filter((success) => success.mapIndex === mapIndex && endsEarlierFailure(success, failed, null))
    .toSorted((a, b) => a.at - b.at)[0];
  return endedBy ? { kind: "open", endedBy } : decision;
}

/**
 * A second report of one attempt. It may be the first to say what went wrong, when the attempt was found by polling: the
 * incident gets the details then, unless the failure turns out to be that of another open incident.
 */
function decideKnownAttempt(
  report: TaskReport,
  dedupKey: string,
  incidentId: string,
  { incidents }: Known,
): Decision {
  const incident = incidents.find(({ id }) => id === incidentId);
  const saysMore = incident && isOpenHere(incident) && !incident.hasException;
  if (!saysMore || report.exception?.traceback == null || hasKey(incident, dedupKey))
    return { kind: "repeat", incidentId };
  const duplicate = incidents.find(
    (other) => other.isOpen && !other.isElsewhere && other !== incident && hasKey(other, dedupKey),
  );
  return duplicate && incident.occurrenceCount === 1
    ? { kind: "absorb", incidentId: duplicate.id, runLevelId: incident.id }
    : { kind: "enrich", incidentId };
}

/** If the sender does not count attempts, a task failing again later in the same run was retried. */
function isUncountedRetry(report: TaskReport, { attempt, at }: Known): boolean {
  if (report.subject.attempt?.tryNumber != null || attempt?.outcome !== "failed") return false;
  return attempt.outcomeAt !== null && at - attempt.outcomeAt > RESEND_WINDOW_MS;
}

/** Whether the report is late: its task, or its failed run, has succeeded since. */
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

function hasKey(incident: KnownIncident, dedupKey: string): boolean {
  return incident.dedupKey === dedupKey || incident.aliasKeys.includes(dedupKey);
}

function decideRun(report: TaskReport, dedupKey: string, known: Known): Decision {
  const ofRun = known.incidents.filter((incident) => incident.hasRun);
  const open = ofRun.find((incident) => incident.isOpen);
  const same = open ?? ofRun[0];
  if (hasRunRecovered(known.run, known.at)) {
    // Late: the success that followed told nothing about tasks, because the run was not known to have failed.
    const succeededAt = known.run?.succeededAt ?? known.at;
    const over = ofRun.filter(
      (incident) =>
        canRecover(incident) && incident.isLastRun && (incident.lastFailure?.at ?? Infinity) <= succeededAt,
    );
    if (over.length > 0) return recover(over);
    if (!open) return same ? { kind: "repeat", incidentId: same.id } : { kind: "record" };
  }
  if (!same || isAnother(report, known, open)) return openUnlessEnded(report, dedupKey, known);
  const canLearn = same.isOpen && !same.isElsewhere && !same.hasException;
  const saysMore = canLearn && report.exception?.traceback != null;
  return { kind: saysMore ? "enrich" : "repeat", incidentId: same.id };
}

/**
 * Whether a failed run has failed once more. An incident opened by a task report already contains that failure; into one
 * opened by a run-level report it is folded, in any order of arrival.
 */
function isAnother(report: TaskReport, known: Known, open: KnownIncident | undefined): boolean {
  const which = known.isRecurrence ? "later" : isAnotherFailure(known.run, report, known.at);
  return open ? which !== "same" && open.isRunScope && !open.isElsewhere : which === "later";
}

/** Folds into the open incident with this fingerprint, or opens one. */
export function foldOrOpen(report: FailureReport, dedupKey: string, known: Known): Decision {
  const same = known.incidents.filter((incident) => hasKey(incident, dedupKey));
  const open = same.find((incident) => incident.isOpen);
  if (open) return { kind: "fold", incidentId: open.id };
  const symptom = same.find((incident) => incident.mergedInto);
  const merged = symptom?.mergedInto;
  if (!merged) return { kind: "open" };
  if (!merged.isSymptom) return { kind: "fold", incidentId: merged.incidentId };
  // Without an exception, as in "2/2 states failed", different failures look the same; the analysis will tell.
  return report.exception
    ? { kind: "echo", incidentId: merged.incidentId, symptomId: symptom.id }
    : { kind: "open" };
}
