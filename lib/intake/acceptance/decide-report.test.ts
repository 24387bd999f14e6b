import { describe, expect, it } from "vitest";
import { decideTaskReport } from "@/lib/intake/acceptance/decide-report";
import {
  failedAttempt,
  known,
  knownIncident,
  RUN_FAILURE,
  runLevelIncident,
} from "@/lib/intake/acceptance/testing/known";
import { failureReport } from "@/lib/failures/testing/report";

describe("decideTaskReport", () => {
  it.each([
    ["opens for a first failure", failureReport(), known(), { kind: "open" }],
    [
      "records an attempt that will be retried",
      failureReport({ event: "will_retry" }),
      known(),
      { kind: "record" },
    ],
    ["records a start", failureReport({ event: "running" }), known(), { kind: "record" }],
    [
      "folds the same failure in a later run",
      failureReport(),
      known({ incidents: [knownIncident()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "folds a failure that matches an alias key",
      failureReport(),
      known({ incidents: [knownIncident({ dedupKey: "other", aliasKeys: ["key"] })] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "opens for a different failure of the same task",
      failureReport(),
      known({ incidents: [knownIncident({ dedupKey: "other" })] }),
      { kind: "open" },
    ],
    [
      "opens when the matching incident is resolved",
      failureReport(),
      known({ incidents: [knownIncident({ isOpen: false })] }),
      { kind: "open" },
    ],
    [
      "folds into the open incident that the matching one was merged into",
      failureReport(),
      known({
        incidents: [knownIncident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: false } })],
      }),
      { kind: "fold", incidentId: "root" },
    ],
    [
      "adds a symptom's failure in a later run to its root incident as an echo",
      failureReport({ scope: "run", task: null, attempt: null }),
      known({
        taskId: null,
        incidents: [knownIncident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: true } })],
      }),
      { kind: "echo", incidentId: "root", symptomId: "inc1" },
    ],
    [
      "opens for a symptom's later failure that has no error",
      RUN_FAILURE,
      known({
        taskId: null,
        incidents: [knownIncident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: true } })],
      }),
      { kind: "open" },
    ],
    [
      "opens for a different failure of a former symptom",
      failureReport(),
      known({
        incidents: [
          knownIncident({
            isOpen: false,
            dedupKey: "other",
            mergedInto: { incidentId: "root", isSymptom: true },
          }),
        ],
      }),
      { kind: "open" },
    ],
    [
      "repeats for a second report of a run listed at another pipeline's incident, even with a traceback",
      failureReport({ scope: "run", task: null, attempt: null }),
      known({
        taskId: null,
        incidents: [knownIncident({ id: "root", hasRun: true, isElsewhere: true, hasException: false })],
      }),
      { kind: "repeat", incidentId: "root" },
    ],
    [
      "repeats for the same attempt reported twice (lost heartbeat)",
      failureReport(),
      known({
        attempt: failedAttempt(),
        tries: [failedAttempt()],
        incidents: [knownIncident({ hasRun: true })],
      }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "repeats for a DAG-level report after the task's",
      RUN_FAILURE,
      known({ taskId: null, incidents: [knownIncident({ hasRun: true, dedupKey: "other" })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "repeats even if it was resolved in between",
      RUN_FAILURE,
      known({ taskId: null, incidents: [knownIncident({ hasRun: true, isOpen: false })] }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "opens for a DAG-level report alone (killed task)",
      RUN_FAILURE,
      known({ taskId: null }),
      { kind: "open" },
    ],
    [
      "enriches for a task report after the DAG-level one",
      failureReport(),
      known({ incidents: [runLevelIncident({ hasException: false })] }),
      { kind: "enrich", incidentId: "inc1" },
    ],
    [
      "absorbs the DAG-level incident into the task's open incident",
      failureReport(),
      known({ incidents: [runLevelIncident({ id: "runLevel", hasException: false }), knownIncident()] }),
      { kind: "absorb", incidentId: "inc1", runLevelId: "runLevel" },
    ],
    [
      "does not absorb an incident with earlier runs",
      failureReport(),
      known({ incidents: [runLevelIncident({ id: "runLevel", occurrenceCount: 2 }), knownIncident()] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "repeats for a task report after a later run's counted DAG-level report",
      failureReport(),
      known({
        incidents: [
          knownIncident({ hasRun: true, isTaskUnknown: true, dedupKey: "run", aliasKeys: ["key"] }),
        ],
      }),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "folds another attempt of that task as another failure",
      failureReport(),
      known({ incidents: [knownIncident({ hasRun: true, dedupKey: "run", aliasKeys: ["key"] })] }),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "enriches for a hook's traceback after an automation",
      failureReport({ scope: "run", task: null }),
      known({
        taskId: null,
        incidents: [knownIncident({ hasRun: true, isRunScope: true, taskId: null, hasException: false })],
      }),
      { kind: "enrich", incidentId: "inc1" },
    ],
    [
      "opens a separate incident for a second failed task in the run",
      failureReport(),
      known({ taskId: "task2", incidents: [knownIncident({ hasRun: true, dedupKey: "other" })] }),
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
