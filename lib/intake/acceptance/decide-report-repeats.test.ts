import { describe, expect, it } from "vitest";
import { decideTaskReport, type Decision, type Known } from "@/lib/intake/acceptance/decide-report";
import {
  failedAttempt,
  failedRun,
  incidentOfRun,
  known,
  MINUTE,
  RUN_FAILURE,
} from "@/lib/intake/acceptance/testing/known";
import { failureReport, withTask } from "@/lib/failures/testing/report";
import type { TaskReport } from "@/lib/failures/schemas";

const attemptAt = (tryNumber: number | null, mapIndex = -1) => {
  const { attempt } = failureReport().subject;
  return { attempt: attempt && { ...attempt, tryNumber, mapIndex } };
};
const record: Decision = { kind: "record" };

describe("a late or repeated failure", () => {
  const closed = incidentOfRun({ isRunScope: true, taskId: null, isOpen: false });
  const open = { ...closed, isOpen: true };
  const prefect = (tryNumber: number) => withTask(RUN_FAILURE, attemptAt(tryNumber));
  it.each<[string, TaskReport, Known, Decision]>([
    [
      "of an attempt before the successful one opens nothing",
      failureReport(attemptAt(1)),
      known({ tries: [failedAttempt({ tryNumber: 2, outcome: "succeeded", incidentId: null })] }),
      record,
    ],
    [
      "of a different mapped instance than the successful one opens",
      failureReport(attemptAt(1, 4)),
      known({ tries: [failedAttempt({ tryNumber: 2, outcome: "succeeded", incidentId: null })] }),
      { kind: "open" },
    ],
    [
      "of a task whose run has failed and succeeded since opens nothing",
      failureReport(attemptAt(1)),
      known({ run: failedRun({ failedAt: 65 * MINUTE, succeededAt: 70 * MINUTE }) }),
      record,
    ],
    [
      "of a run that has succeeded since opens nothing",
      RUN_FAILURE,
      known({ taskId: null, run: failedRun({ failedAt: null, succeededAt: 70 * MINUTE }) }),
      record,
    ],
    [
      "of a run that had recovered opens",
      RUN_FAILURE,
      known({ taskId: null, run: failedRun({ succeededAt: 55 * MINUTE }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "reported again after the recovery opens nothing",
      RUN_FAILURE,
      known({
        taskId: null,
        at: 50 * MINUTE,
        run: failedRun({ succeededAt: 55 * MINUTE }),
        incidents: [closed],
      }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of the next attempt opens if the incident was resolved by hand",
      prefect(2),
      known({ taskId: null, run: failedRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of the next attempt folds into the open incident",
      prefect(2),
      known({
        taskId: null,
        run: failedRun({ failedTries: [1] }),
        incidents: [{ ...open, dedupKey: "key" }],
      }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "of the same attempt repeats, long after it was resolved",
      prefect(1),
      known({ taskId: null, at: 600 * MINUTE, run: failedRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of a cleared DAG run opens if the incident was resolved by hand",
      { ...RUN_FAILURE, refs: { clear_number: "1" } },
      known({ taskId: null, run: failedRun({ failedTries: [1] }), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of a run without attempt counts opens after some time",
      RUN_FAILURE,
      known({ taskId: null, run: failedRun(), incidents: [closed] }),
      { kind: "open" },
    ],
    [
      "of a run without attempt counts repeats within minutes",
      RUN_FAILURE,
      known({ taskId: null, at: 54 * MINUTE, run: failedRun(), incidents: [closed] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "of a task without attempt counts opens after some time",
      failureReport(attemptAt(null)),
      known({
        attempt: failedAttempt(),
        tries: [failedAttempt()],
        incidents: [incidentOfRun({ isOpen: false })],
      }),
      { kind: "open" },
    ],
    [
      "with the same body outside the window folds into the open incident",
      failureReport(attemptAt(1)),
      known({
        attempt: failedAttempt(),
        tries: [failedAttempt()],
        isRecurrence: true,
        incidents: [incidentOfRun()],
      }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "with the same body opens if its incident is resolved",
      failureReport(attemptAt(1)),
      known({
        attempt: failedAttempt(),
        tries: [failedAttempt()],
        isRecurrence: true,
        incidents: [incidentOfRun({ isOpen: false })],
      }),
      { kind: "open" },
    ],
  ])("%s", (_name, report, state, expected) => {
    expect(decideTaskReport(report, "key", state)).toEqual(expected);
  });
});
