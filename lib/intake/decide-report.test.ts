import { describe, expect, it } from "vitest";
import { decideReport, type Known, type KnownIncident } from "@/lib/intake/decide-report";
import { failureReport } from "@/lib/intake/fixtures/report";

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
  hasVagueRun: false,
  isElsewhere: false,
  mergedInto: null,
  ...part,
});

/** Opened by a report of the whole run. */
const ofRun = (part: Partial<KnownIncident> = {}) =>
  incident({ hasRun: true, isRunScope: true, taskId: null, dedupKey: "run", ...part });

const known = (part: Partial<Known> = {}): Known => ({
  attempt: null,
  hasFailedTry: false,
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

describe("decideReport", () => {
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
      known({ attempt: { state: "failed", incidentId: "inc1" }, incidents: [incident({ hasRun: true })] }),
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
    [
      "a success after a failed try recovers without an incident",
      failureReport({ event: "succeeded" }),
      known({ hasFailedTry: true }),
      { kind: "recover", incidentId: null },
    ],
    [
      "a success of the same run resolves the task's incident",
      failureReport({ event: "succeeded" }),
      known({ hasFailedTry: true, incidents: [incident({ hasRun: true })] }),
      { kind: "recover", incidentId: "inc1" },
    ],
    [
      "and leaves another task's incident alone",
      failureReport({ event: "succeeded" }),
      known({ hasFailedTry: true, incidents: [incident({ hasRun: true, taskId: "task2" })] }),
      { kind: "recover", incidentId: null },
    ],
  ])("%s", (_name, report, state, expected) => {
    expect(decideReport(report, "key", state)).toEqual(expected);
  });
});
