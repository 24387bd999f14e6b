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
  hasVagueRun: false,
  isElsewhere: false,
  mergedInto: null,
  episode: null,
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
      "the same try reported twice (lost heartbeat) repeats",
      failureReport(),
      known({ attempt: tried(), tries: [tried()], incidents: [incident({ hasRun: true })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "a DAG-level report of a run whose task already reported repeats",
      run,
      known({ taskId: null, incidents: [incident({ hasRun: true, dedupKey: "other" })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "also when somebody resolved it in between",
      run,
      known({ taskId: null, incidents: [incident({ hasRun: true, isOpen: false })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    ["a DAG-level report alone (killed task) opens", run, known({ taskId: null }), { kind: "open" }],
    [
      "a task report after the DAG-level one enriches it",
      failureReport(),
      known({ incidents: [ofRun({ hasException: false })] }),
      { kind: "enrich", incidentId: "inc1" },
    ],
    [
      "a task report after the DAG-level one that opened folds into its own open incident, with that one",
      failureReport(),
      known({ incidents: [ofRun({ id: "vague", hasException: false }), incident()] }),
      { kind: "absorb", incidentId: "inc1", vagueId: "vague" },
    ],
    [
      "and leaves one alone that holds earlier runs",
      failureReport(),
      known({ incidents: [ofRun({ id: "vague", occurrenceCount: 2 }), incident()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "a task report after the DAG-level one of a later run repeats what was counted",
      failureReport(),
      known({
        incidents: [incident({ hasRun: true, hasVagueRun: true, dedupKey: "run", aliasKeys: ["key"] })],
      }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "and another try of it is another failure",
      failureReport(),
      known({ incidents: [incident({ hasRun: true, dedupKey: "run", aliasKeys: ["key"] })] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "a hook with a traceback after a bare automation enriches",
      failureReport({ scope: "run", task: null }),
      known({
        taskId: null,
        incidents: [incident({ hasRun: true, isRunScope: true, taskId: null, hasException: false })],
      }),
      { kind: "enrich", incidentId: "inc1" },
    ],
    [
      "a second task failing in the same run is its own incident",
      failureReport(),
      known({ taskId: "task2", incidents: [incident({ hasRun: true, dedupKey: "other" })] }),
      { kind: "open" },
    ],
    [
      "a success of something that never failed is recorded",
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
      "after a retry to come is recorded",
      known({ tries: [tried({ outcome: "will_retry", incidentId: null })] }),
      record,
    ],
    [
      "of the same run resolves its incident",
      known({ tries: [tried()], incidents: [ofThisRun()] }),
      recover("inc1"),
    ],
    [
      "resolves every incident that its tries failed in",
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
      "leaves an incident open in which another mapped instance failed",
      known({ tries: [tried(), tried({ mapIndex: 5 })], incidents: [ofThisRun()] }),
      record,
    ],
    [
      "of an instance that never failed resolves nothing",
      known({ tries: [tried({ mapIndex: 5 })], incidents: [ofThisRun()] }),
      record,
    ],
    [
      "leaves an incident open in which a later run failed",
      known({ tries: [tried()], incidents: [ofThisRun({ isLastRun: false })] }),
      record,
    ],
    [
      "that comes late resolves nothing that a later try failed in",
      known({ tries: [tried({ tryNumber: 3 })], incidents: [ofThisRun()] }),
      record,
    ],
    [
      "of a try that failed after it resolves nothing",
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
      "resolves what its own failure opened",
      known({ taskId: null, run: theRun(), incidents: [opened] }),
      recover("inc1"),
    ],
    [
      "also where Airflow has named the task since",
      known({ taskId: null, run: theRun(), incidents: [{ ...opened, taskId: "task1" }] }),
      recover("inc1"),
    ],
    [
      "resolves a task's failure that the run was reported to have failed with",
      known({ taskId: null, run: theRun(), incidents: [ofThisRun({ hasRunReport: true })] }),
      recover("inc1"),
    ],
    [
      "leaves a task's failure alone that did not fail the run",
      known({ taskId: null, run: theRun({ state: null, failedAt: null }), incidents: [ofThisRun()] }),
      record,
    ],
    [
      "older than the failure resolves nothing",
      known({ taskId: null, run: theRun({ failedAt: 70 * MINUTE }), incidents: [opened] }),
      record,
    ],
    [
      "of another run resolves nothing",
      known({ taskId: null, incidents: [incident({ isRunScope: true, taskId: null })] }),
      record,
    ],
    [
      "leaves another pipeline's incident alone",
      known({ taskId: null, run: theRun(), incidents: [{ ...opened, isElsewhere: true }] }),
      record,
    ],
  ])("%s", (_name, state, expected) => {
    expect(decideTaskReport(runSuccess, "key", state)).toEqual(expected);
  });
});

describe("a failure that comes late, or again", () => {
  const closed = ofThisRun({ isRunScope: true, taskId: null, isOpen: false });
  const open = { ...closed, isOpen: true };
  const prefect = (tryNumber: number) => withTask(run, at(tryNumber));
  it.each<[string, TaskReport, Known, Decision]>([
    [
      "of a try before the one that succeeded opens nothing",
      failureReport(at(1)),
      known({ tries: [tried({ tryNumber: 2, outcome: "succeeded", incidentId: null })] }),
      record,
    ],
    [
      "of another mapped instance than the one that succeeded opens",
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
      "reported a second time after the recovery is no new one",
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
      "of the next try of a run whose incident somebody resolved opens",
      prefect(2),
      known({ taskId: null, run: theRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of the next try folds into the open incident",
      prefect(2),
      known({ taskId: null, run: theRun({ failedTries: [1] }), incidents: [{ ...open, dedupKey: "key" }] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "of the same try repeats, long after it was resolved",
      prefect(1),
      known({ taskId: null, at: 600 * MINUTE, run: theRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of a cleared DAG run whose incident somebody resolved opens",
      { ...run, refs: { clear_number: "1" } },
      known({ taskId: null, run: theRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of a run whose tries nobody counts is another one after some time",
      run,
      known({ taskId: null, run: theRun(), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "and the same one within minutes",
      run,
      known({ taskId: null, at: 54 * MINUTE, run: theRun(), incidents: [closed] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of a task whose tries nobody counts is another one after some time",
      failureReport(at(null)),
      known({ attempt: tried(), tries: [tried()], incidents: [ofThisRun({ isOpen: false })] }),
      { kind: "open" },
    ],
    [
      "of the same body, outside of the window, is an occurrence of the open incident",
      failureReport(at(1)),
      known({ attempt: tried(), tries: [tried()], isRecurrence: true, incidents: [ofThisRun()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "of the same body opens when its incident is resolved",
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
