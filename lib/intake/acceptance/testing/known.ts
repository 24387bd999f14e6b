import type { Known, KnownIncident } from "@/lib/intake/acceptance/decide-report";
import type { KnownRun } from "@/lib/intake/acceptance/known-run";
import type { KnownAttempt } from "@/lib/intake/acceptance/known-try";
import { failureReport } from "@/lib/failures/testing/report";

/** In milliseconds. */
export const MINUTE = 60_000;

/** An open incident of the reported task, opened in an earlier run. */
export const knownIncident = (part: Partial<KnownIncident> = {}): KnownIncident => ({
  id: "inc1",
  dedupKey: "key",
  aliasKeys: [],
  taskId: "task1",
  isRunScope: false,
  hasException: true,
  occurrenceCount: 1,
  isOpen: true,
  hasRun: false,
  isLastRun: false,
  hasRunReport: false,
  isTaskUnknown: false,
  isElsewhere: false,
  mergedInto: null,
  failingSymptomOf: null,
  category: null,
  lastFailure: null,
  episode: null,
  lastSeenAt: 0,
  failedAt: null,
  ...part,
});

/** An incident opened by a run-level report. */
export const runLevelIncident = (part: Partial<KnownIncident> = {}) =>
  knownIncident({ hasRun: true, isRunScope: true, taskId: null, dedupKey: "run", ...part });

/** A first attempt that failed ten minutes before the report. */
export const failedAttempt = (part: Partial<KnownAttempt> = {}): KnownAttempt => ({
  runId: "run1",
  taskId: "task1",
  mapIndex: -1,
  tryNumber: 1,
  state: "failed",
  outcome: "failed",
  outcomeAt: 50 * MINUTE,
  incidentId: "inc1",
  isFailureCounted: true,
  ...part,
});

/** A run that failed ten minutes before the report. */
export const failedRun = (part: Partial<KnownRun> = {}): KnownRun => ({
  id: "run1",
  state: "failed",
  stateAt: 50 * MINUTE,
  failedAt: 50 * MINUTE,
  succeededAt: null,
  failedTries: [],
  routine: "schedule",
  logicalDate: null,
  startedAt: null,
  ...part,
});

/** An incident whose latest failure is from the reported run. */
export const incidentOfRun = (part: Partial<KnownIncident> = {}) =>
  knownIncident({ hasRun: true, isLastRun: true, ...part });

/** Nothing known yet about what the report is about, unless `part` says so. */
export const known = (part: Partial<Known> = {}): Known => ({
  at: 60 * MINUTE,
  receivedAt: 60 * MINUTE,
  attempt: null,
  tries: [],
  run: null,
  subject: null,
  isRecurrence: false,
  taskId: "task1",
  incidents: [],
  successes: [],
  ...part,
});

/** A run-level report without an error. */
export const RUN_FAILURE = failureReport({
  scope: "run",
  task: null,
  attempt: null,
  exception: null,
  reason: "task_failure",
});
