import { describe, expect, it } from "vitest";
import { decideTaskReport, type Decision, type Known } from "@/lib/intake/acceptance/decide-report";
import type { LastFailure } from "@/lib/intake/acceptance/intake-rows";
import type { KnownSuccess } from "@/lib/failures/later-run";
import {
  RUN_FAILURE,
  failedAttempt,
  failedRun,
  incidentOfRun,
  known,
  knownIncident,
  MINUTE,
} from "@/lib/intake/acceptance/testing/known";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";

const success = (part: TaskReportPart = {}) => failureReport({ event: "succeeded", ...part });
const runSuccess = success({ scope: "run", task: null, attempt: null, exception: null });
const recover = (...incidentIds: string[]): Decision => ({ kind: "recover", incidentIds });
const record: Decision = { kind: "record" };

describe("a task's success", () => {
  it.each([
    [
      "is recorded after an announced retry",
      known({ tries: [failedAttempt({ outcome: "will_retry", incidentId: null })] }),
      record,
    ],
    [
      "resolves the incident of the same run",
      known({ tries: [failedAttempt()], incidents: [incidentOfRun()] }),
      recover("inc1"),
    ],
    [
      "resolves every incident of its failed attempts",
      known({
        tries: [failedAttempt(), failedAttempt({ tryNumber: 2, incidentId: "inc2" })],
        incidents: [incidentOfRun(), incidentOfRun({ id: "inc2" })],
      }),
      recover("inc1", "inc2"),
    ],
    [
      "leaves another task's incident alone",
      known({ tries: [failedAttempt()], incidents: [incidentOfRun({ taskId: "task2" })] }),
      record,
    ],
    [
      "keeps an incident open in which another mapped instance failed",
      known({ tries: [failedAttempt(), failedAttempt({ mapIndex: 5 })], incidents: [incidentOfRun()] }),
      record,
    ],
    [
      "resolves nothing for an instance that never failed",
      known({ tries: [failedAttempt({ mapIndex: 5 })], incidents: [incidentOfRun()] }),
      record,
    ],
    [
      "keeps an incident open in which a later run failed",
      known({ tries: [failedAttempt()], incidents: [incidentOfRun({ isLastRun: false })] }),
      record,
    ],
    [
      "resolves nothing if it arrives after a later attempt's failure",
      known({ tries: [failedAttempt({ tryNumber: 3 })], incidents: [incidentOfRun()] }),
      record,
    ],
    [
      "resolves nothing if the same attempt failed later",
      known({
        attempt: failedAttempt({ tryNumber: 2, outcomeAt: 70 * MINUTE }),
        tries: [failedAttempt({ tryNumber: 2, outcomeAt: 70 * MINUTE })],
        incidents: [incidentOfRun()],
      }),
      record,
    ],
  ])("%s", (_name, state, expected) => {
    expect(decideTaskReport(success(), "key", state)).toEqual(expected);
  });
});

const NIGHT = 24 * 60 * MINUTE;
const failedNightly = (part: Partial<LastFailure> = {}): LastFailure => ({
  runId: "run0",
  routine: "schedule",
  logicalDate: 0,
  startedAt: null,
  at: 40 * MINUTE,
  mapIndex: -1,
  ...part,
});
/** A scheduled run of the night after `failedNightly`. */
const nextNight = failedRun({ state: null, failedAt: null, logicalDate: NIGHT });
const ofEarlierRun = knownIncident({ lastFailure: failedNightly() });
const recoverLater: Decision = { kind: "recover", incidentIds: ["inc1"], laterIds: ["inc1"] };

describe("a task's success in a later run", () => {
  it.each<[string, Known, Decision]>([
    [
      "resolves the incident of an earlier run",
      known({ run: nextNight, incidents: [ofEarlierRun] }),
      recoverLater,
    ],
    [
      "ends a symptom's failure, which stays merged",
      known({
        run: nextNight,
        incidents: [
          {
            ...ofEarlierRun,
            isOpen: false,
            category: "upstream_missing_data",
            failingSymptomOf: { incidentId: "root", number: 7 },
          },
        ],
      }),
      recoverLater,
    ],
    [
      "resolves nothing of a later night",
      known({
        run: nextNight,
        incidents: [{ ...ofEarlierRun, lastFailure: failedNightly({ logicalDate: 2 * NIGHT }) }],
      }),
      record,
    ],
    [
      "resolves nothing that failed after it",
      known({
        run: nextNight,
        incidents: [{ ...ofEarlierRun, lastFailure: failedNightly({ at: 70 * MINUTE }) }],
      }),
      record,
    ],
    [
      "resolves nothing if the cause is in the data",
      known({ run: nextNight, incidents: [{ ...ofEarlierRun, category: "data_quality" }] }),
      record,
    ],
    [
      "resolves nothing of another mapped instance",
      known({
        run: nextNight,
        incidents: [{ ...ofEarlierRun, lastFailure: failedNightly({ mapIndex: 3 }) }],
      }),
      record,
    ],
    [
      "resolves nothing of another task",
      known({ run: nextNight, incidents: [{ ...ofEarlierRun, taskId: "task2" }] }),
      record,
    ],
    [
      "resolves nothing if another instance still fails in that run",
      known({
        run: nextNight,
        tries: [failedAttempt({ mapIndex: 5 })],
        incidents: [{ ...ofEarlierRun, hasRun: true }],
      }),
      record,
    ],
    [
      "resolves nothing if someone started it by hand",
      known({ run: { ...nextNight, routine: null }, incidents: [ofEarlierRun] }),
      record,
    ],
  ])("%s", (_name, state, expected) => {
    expect(decideTaskReport(success(), "key", state)).toEqual(expected);
  });
});

describe("a late report of a failure", () => {
  const night = failedRun({ state: null, failedAt: null, logicalDate: 0 });
  const laterSuccess: KnownSuccess = {
    runId: "run2",
    run: "scheduled__2",
    routine: "schedule",
    logicalDate: NIGHT,
    startedAt: null,
    at: 70 * MINUTE,
    pipelineId: "p",
    taskId: "task1",
    mapIndex: -1,
    tryNumber: 1,
  };
  it.each<[string, KnownSuccess[], Decision]>([
    ["opens an incident that a later run has ended", [laterSuccess], { kind: "open", endedBy: laterSuccess }],
    [
      "opens one that an earlier success cannot end",
      [{ ...laterSuccess, at: 50 * MINUTE }],
      { kind: "open" },
    ],
    ["opens one that a backfill cannot end", [{ ...laterSuccess, routine: null }], { kind: "open" }],
    [
      "names the first success that ended it",
      [{ ...laterSuccess, runId: "run3", at: 90 * MINUTE }, laterSuccess],
      { kind: "open", endedBy: laterSuccess },
    ],
  ])("%s", (_name, successes, expected) => {
    expect(decideTaskReport(failureReport(), "key", known({ run: night, successes }))).toEqual(expected);
  });

  it("of a run that has succeeded since resolves the failures of its tasks, as if it had come in time", () => {
    const run = failedRun({ state: "succeeded", failedAt: null, succeededAt: 90 * MINUTE });
    const incident = incidentOfRun({ lastFailure: failedNightly({ at: 50 * MINUTE }) });
    expect(decideTaskReport(RUN_FAILURE, "key", known({ taskId: null, run, incidents: [incident] }))).toEqual(
      recover("inc1"),
    );
    const failedSince = incidentOfRun({ lastFailure: failedNightly({ at: 95 * MINUTE }) });
    expect(
      decideTaskReport(RUN_FAILURE, "key", known({ taskId: null, run, incidents: [failedSince] })),
    ).toEqual({ kind: "repeat", incidentId: "inc1" });
  });
});

describe("a run's success", () => {
  const opened = incidentOfRun({ isRunScope: true, taskId: null });
  it.each([
    ["of a run that never failed is recorded", known({ taskId: null }), record],
    [
      "resolves the incident opened by its failure",
      known({ taskId: null, run: failedRun(), incidents: [opened] }),
      recover("inc1"),
    ],
    [
      "resolves it even after Airflow identified the task",
      known({ taskId: null, run: failedRun(), incidents: [{ ...opened, taskId: "task1" }] }),
      recover("inc1"),
    ],
    [
      "resolves a task failure with a run-level report",
      known({ taskId: null, run: failedRun(), incidents: [incidentOfRun({ hasRunReport: true })] }),
      recover("inc1"),
    ],
    [
      "resolves every task failure of a run that had failed",
      known({
        taskId: null,
        run: failedRun(),
        incidents: [
          incidentOfRun({ hasRunReport: true }),
          incidentOfRun({ id: "inc2", lastFailure: failedNightly({ at: 45 * MINUTE }) }),
        ],
      }),
      recover("inc1", "inc2"),
    ],
    [
      "resolves the incident of an earlier run",
      known({ taskId: null, run: nextNight, incidents: [ofEarlierRun] }),
      recoverLater,
    ],
    [
      "resolves nothing of an earlier run if the task failed in this one too",
      known({ taskId: null, run: nextNight, incidents: [{ ...ofEarlierRun, hasRun: true }] }),
      record,
    ],
    [
      "keeps a task failure that did not fail the run",
      known({ taskId: null, run: failedRun({ state: null, failedAt: null }), incidents: [incidentOfRun()] }),
      record,
    ],
    [
      "resolves nothing if older than the failure",
      known({ taskId: null, run: failedRun({ failedAt: 70 * MINUTE }), incidents: [opened] }),
      record,
    ],
    [
      "resolves nothing in another run",
      known({ taskId: null, incidents: [knownIncident({ isRunScope: true, taskId: null })] }),
      record,
    ],
    [
      "keeps another pipeline's incident",
      known({ taskId: null, run: failedRun(), incidents: [{ ...opened, isElsewhere: true }] }),
      record,
    ],
  ])("%s", (_name, state, expected) => {
    expect(decideTaskReport(runSuccess, "key", state)).toEqual(expected);
  });
});
