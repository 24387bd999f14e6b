import { describe, expect, it } from "vitest";
import {
  decideTaskReport,
  type Decision,
  type Known,
  type KnownIncident,
} from "@/lib/intake/acceptance/decide-report";
import { failureReport, withTask, type TaskReportPart } from "@/lib/failures/testing/report";
import type { KnownRun } from "@/lib/intake/acceptance/known-run";
import type { KnownAttempt } from "@/lib/intake/acceptance/known-try";
import type { TaskReport } from "@/lib/failures/schemas";

const incident = (part: Partial<KnownIncident> = {}): KnownIncident => ({
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
  episode: null,
  lastSeenAt: 0,
  ...part,
});

/** Opened by a report of the whole run. */
const ofRun = (part: Partial<KnownIncident> = {}) =>
  incident({ hasRun: true, isRunScope: true, taskId: null, dedupKey: "run", ...part });

/** Minutes, for times. */
const MINUTE = 60_000;

const tried = (part: Partial<KnownAttempt> = {}): KnownAttempt => ({
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

const theRun = (part: Partial<KnownRun> = {}): KnownRun => ({
  id: "run1",
  state: "failed",
  stateAt: 50 * MINUTE,
  failedAt: 50 * MINUTE,
  succeededAt: null,
  failedTries: [],
  ...part,
});

/** An incident that the reported run failed last in. */
const ofThisRun = (part: Partial<KnownIncident> = {}) => incident({ hasRun: true, isLastRun: true, ...part });

const known = (part: Partial<Known> = {}): Known => ({
  at: 60 * MINUTE,
  receivedAt: 60 * MINUTE,
  attempt: null,
  tries: [],
  run: null,
  subject: null,
  isRecurrence: false,
  taskId: "task1",
  incidents: [],
  ...part,
});

const run = failureReport({
  scope: "run",
  task: null,
  attempt: null,
  exception: null,
  reason: "task_failure",
});

describe("decideTaskReport", () => {
  it.each([
    ["a first failure opens", failureReport(), known(), { kind: "open" }],
    [
      "a try that will be retried is recorded",
      failureReport({ event: "will_retry" }),
      known(),
      { kind: "record" },
    ],
    ["a start is recorded", failureReport({ event: "running" }), known(), { kind: "record" }],
    [
      "the same failure in a later run folds",
      failureReport(),
      known({ incidents: [incident()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "an alias of the identity folds too",
      failureReport(),
      known({ incidents: [incident({ dedupKey: "other", aliasKeys: ["key"] })] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "another failure of the same task opens",
      failureReport(),
      known({ incidents: [incident({ dedupKey: "other" })] }),
      { kind: "open" },
    ],
    [
      "a resolved incident takes nothing in",
      failureReport(),
      known({ incidents: [incident({ isOpen: false })] }),
      { kind: "open" },
    ],
    [
      "what somebody merged into an open incident folds into that one",
      failureReport(),
      known({
        incidents: [incident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: false } })],
      }),
      { kind: "fold", incidentId: "root" },
    ],
    [
      "a symptom's failure in a later run stands at the open incident it is a symptom of",
      failureReport({ scope: "run", task: null, attempt: null }),
      known({
        taskId: null,
        incidents: [incident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: true } })],
      }),
      { kind: "echo", incidentId: "root" },
    ],
    [
      "a symptom without an error of its own is looked at anew",
      run,
      known({
        taskId: null,
        incidents: [incident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: true } })],
      }),
      { kind: "open" },
    ],
    [
      "another failure of what was a symptom once opens",
      failureReport(),
      known({
        incidents: [
          incident({
            isOpen: false,
            dedupKey: "other",
            mergedInto: { incidentId: "root", isSymptom: true },
          }),
        ],
      }),
      { kind: "open" },
    ],
    [
      "a second report of a run that stands at another pipeline's incident repeats, traceback or not",
      failureReport({ scope: "run", task: null, attempt: null }),
      known({
        taskId: null,
        incidents: [incident({ id: "root", hasRun: true, isElsewhere: true, hasException: false })],
      }),
      { kind: "repeat", incidentId: "root" },
    ],
    [
      "repeats for the same attempt reported twice (lost heartbeat)",
      failureReport(),
      known({ attempt: tried(), tries: [tried()], incidents: [incident({ hasRun: true })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "repeats for a DAG-level report after the task's",
      run,
      known({ taskId: null, incidents: [incident({ hasRun: true, dedupKey: "other" })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "repeats even if it was resolved in between",
      run,
      known({ taskId: null, incidents: [incident({ hasRun: true, isOpen: false })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    ["a DAG-level report alone (killed task) opens", run, known({ taskId: null }), { kind: "open" }],
    [
      "enriches for a task report after the DAG-level one",
      failureReport(),
      known({ incidents: [ofRun({ hasException: false })] }),
      { kind: "enrich", incidentId: "inc1" },
    ],
    [
      "absorbs the DAG-level incident into the task's open incident",
      failureReport(),
      known({ incidents: [ofRun({ id: "runLevel", hasException: false }), incident()] }),
      { kind: "absorb", incidentId: "inc1", runLevelId: "runLevel" },
    ],
    [
      "does not absorb an incident with earlier runs",
      failureReport(),
      known({ incidents: [ofRun({ id: "runLevel", occurrenceCount: 2 }), incident()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "repeats for a task report after a later run's counted DAG-level report",
      failureReport(),
      known({
        incidents: [incident({ hasRun: true, isTaskUnknown: true, dedupKey: "run", aliasKeys: ["key"] })],
      }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "folds another attempt of it as another failure",
      failureReport(),
      known({ incidents: [incident({ hasRun: true, dedupKey: "run", aliasKeys: ["key"] })] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "enriches for a hook's traceback after an automation",
      failureReport({ scope: "run", task: null }),
      known({
        taskId: null,
        incidents: [incident({ hasRun: true, isRunScope: true, taskId: null, hasException: false })],
      }),
      { kind: "enrich", incidentId: "inc1" },
    ],
    [
      "opens a separate incident for a second failed task in the run",
      failureReport(),
      known({ taskId: "task2", incidents: [incident({ hasRun: true, dedupKey: "other" })] }),
      { kind: "open" },
    ],
    [
      "records a success without a failure",
      failureReport({ event: "succeeded" }),
      known(),
      { kind: "record" },
    ],
  ])("%s", (_name, report, state, expected) => {
    expect(decideTaskReport(report, "key", state)).toEqual(expected);
  });
});

const success = (part: TaskReportPart = {}) => failureReport({ event: "succeeded", ...part });
const runSuccess = success({ scope: "run", task: null, attempt: null, exception: null });
const at = (tryNumber: number | null, mapIndex = -1) => {
  const { attempt } = failureReport().subject;
  return { attempt: attempt && { ...attempt, tryNumber, mapIndex } };
};
const recover = (...incidentIds: string[]): Decision => ({ kind: "recover", incidentIds });
const record: Decision = { kind: "record" };

describe("a task's success", () => {
  it.each([
    [
      "is recorded after an announced retry",
      known({ tries: [tried({ outcome: "will_retry", incidentId: null })] }),
      record,
    ],
    [
      "resolves the incident of the same run",
      known({ tries: [tried()], incidents: [ofThisRun()] }),
      recover("inc1"),
    ],
    [
      "resolves every incident of its failed attempts",
      known({
        tries: [tried(), tried({ tryNumber: 2, incidentId: "inc2" })],
        incidents: [ofThisRun(), ofThisRun({ id: "inc2" })],
      }),
      recover("inc1", "inc2"),
    ],
    [
      "leaves another task's incident alone",
      known({ tries: [tried()], incidents: [ofThisRun({ taskId: "task2" })] }),
      record,
    ],
    [
      "keeps an incident open in which another mapped instance failed",
      known({ tries: [tried(), tried({ mapIndex: 5 })], incidents: [ofThisRun()] }),
      record,
    ],
    [
      "resolves nothing for an instance that never failed",
      known({ tries: [tried({ mapIndex: 5 })], incidents: [ofThisRun()] }),
      record,
    ],
    [
      "keeps an incident open in which a later run failed",
      known({ tries: [tried()], incidents: [ofThisRun({ isLastRun: false })] }),
      record,
    ],
    [
      "resolves nothing if it arrives after a later attempt's failure",
      known({ tries: [tried({ tryNumber: 3 })], incidents: [ofThisRun()] }),
      record,
    ],
    [
      "resolves nothing if the same attempt failed later",
      known({
        attempt: tried({ tryNumber: 2, outcomeAt: 70 * MINUTE }),
        tries: [tried({ tryNumber: 2, outcomeAt: 70 * MINUTE })],
        incidents: [ofThisRun()],
      }),
      record,
    ],
  ])("%s", (_name, state, expected) => {
    expect(decideTaskReport(success(), "key", state)).toEqual(expected);
  });
});

describe("a run's success", () => {
  const opened = ofThisRun({ isRunScope: true, taskId: null });
  it.each([
    ["of a run that never failed is recorded", known({ taskId: null }), record],
    [
      "resolves the incident opened by its failure",
      known({ taskId: null, run: theRun(), incidents: [opened] }),
      recover("inc1"),
    ],
    [
      "resolves it even after Airflow identified the task",
      known({ taskId: null, run: theRun(), incidents: [{ ...opened, taskId: "task1" }] }),
      recover("inc1"),
    ],
    [
      "resolves a task failure with a run-level report",
      known({ taskId: null, run: theRun(), incidents: [ofThisRun({ hasRunReport: true })] }),
      recover("inc1"),
    ],
    [
      "keeps a task failure that did not fail the run",
      known({ taskId: null, run: theRun({ state: null, failedAt: null }), incidents: [ofThisRun()] }),
      record,
    ],
    [
      "resolves nothing if older than the failure",
      known({ taskId: null, run: theRun({ failedAt: 70 * MINUTE }), incidents: [opened] }),
      record,
    ],
    [
      "resolves nothing in another run",
      known({ taskId: null, incidents: [incident({ isRunScope: true, taskId: null })] }),
      record,
    ],
    [
      "keeps another pipeline's incident",
      known({ taskId: null, run: theRun(), incidents: [{ ...opened, isElsewhere: true }] }),
      record,
    ],
  ])("%s", (_name, state, expected) => {
    expect(decideTaskReport(runSuccess, "key", state)).toEqual(expected);
  });
});

describe("a late or repeated failure", () => {
  const closed = ofThisRun({ isRunScope: true, taskId: null, isOpen: false });
  const open = { ...closed, isOpen: true };
  const prefect = (tryNumber: number) => withTask(run, at(tryNumber));
  it.each<[string, TaskReport, Known, Decision]>([
    [
      "of an attempt before the successful one opens nothing",
      failureReport(at(1)),
      known({ tries: [tried({ tryNumber: 2, outcome: "succeeded", incidentId: null })] }),
      record,
    ],
    [
      "of a different mapped instance than the successful one opens",
      failureReport(at(1, 4)),
      known({ tries: [tried({ tryNumber: 2, outcome: "succeeded", incidentId: null })] }),
      { kind: "open" },
    ],
    [
      "of a task whose run has failed and succeeded since opens nothing",
      failureReport(at(1)),
      known({ run: theRun({ failedAt: 65 * MINUTE, succeededAt: 70 * MINUTE }) }),
      record,
    ],
    [
      "of a run that has succeeded since opens nothing",
      run,
      known({ taskId: null, run: theRun({ failedAt: null, succeededAt: 70 * MINUTE }) }),
      record,
    ],
    [
      "of a run that had recovered opens",
      run,
      known({ taskId: null, run: theRun({ succeededAt: 55 * MINUTE }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "reported again after the recovery opens nothing",
      run,
      known({
        taskId: null,
        at: 50 * MINUTE,
        run: theRun({ succeededAt: 55 * MINUTE }),
        incidents: [closed],
      }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of the next attempt opens if the incident was resolved by hand",
      prefect(2),
      known({ taskId: null, run: theRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of the next attempt folds into the open incident",
      prefect(2),
      known({ taskId: null, run: theRun({ failedTries: [1] }), incidents: [{ ...open, dedupKey: "key" }] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "of the same attempt repeats, long after it was resolved",
      prefect(1),
      known({ taskId: null, at: 600 * MINUTE, run: theRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of a cleared DAG run opens if the incident was resolved by hand",
      { ...run, refs: { clear_number: "1" } },
      known({ taskId: null, run: theRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of a run without attempt counts is a new one after some time",
      run,
      known({ taskId: null, run: theRun(), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of a run without attempt counts is the same one within minutes",
      run,
      known({ taskId: null, at: 54 * MINUTE, run: theRun(), incidents: [closed] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of a task without attempt counts is a new one after some time",
      failureReport(at(null)),
      known({ attempt: tried(), tries: [tried()], incidents: [ofThisRun({ isOpen: false })] }),
      { kind: "open" },
    ],
    [
      "with the same body outside the window folds into the open incident",
      failureReport(at(1)),
      known({ attempt: tried(), tries: [tried()], isRecurrence: true, incidents: [ofThisRun()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "with the same body opens if its incident is resolved",
      failureReport(at(1)),
      known({
        attempt: tried(),
        tries: [tried()],
        isRecurrence: true,
        incidents: [ofThisRun({ isOpen: false })],
      }),
      { kind: "open" },
    ],
  ])("%s", (_name, report, state, expected) => {
    expect(decideTaskReport(report, "key", state)).toEqual(expected);
  });
});
