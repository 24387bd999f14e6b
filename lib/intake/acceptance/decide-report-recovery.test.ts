import { describe, expect, it } from "vitest";
import { decideTaskReport, type Decision } from "@/lib/intake/acceptance/decide-report";
import {
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
