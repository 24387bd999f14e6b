import { describe, expect, it } from "vitest";
import { serviceReport } from "@/lib/failures/testing/report";
import type { Decision, Known, KnownIncident } from "@/lib/intake/acceptance/decide-report";
import { decideSubject } from "@/lib/intake/acceptance/decide-subject";
import type { FailureReport } from "@/lib/failures/schemas";

const NOW = 1_000_000;

const incident = (part: Partial<KnownIncident> = {}): KnownIncident => ({
  id: "inc1",
  dedupKey: "key",
  aliasKeys: [],
  taskId: null,
  isRunScope: false,
  hasException: false,
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

const known = (incidents: KnownIncident[], subject: Partial<Known["subject"]> = {}): Known => ({
  at: NOW,
  receivedAt: NOW,
  attempt: null,
  tries: [],
  run: null,
  subject: { id: "s1", state: null, stateAt: null, ...subject },
  isRecurrence: false,
  taskId: null,
  incidents,
  successes: [],
});

const failed = serviceReport();
const alert = serviceReport({ episode: "alert-7" });
const recovered = serviceReport({ event: "succeeded", exception: null });
const alertOver = { ...recovered, episode: "alert-7" };
const ofAlert = incident({ episode: "alert-7", dedupKey: "other" });

describe("decideSubject", () => {
  it.each<[string, FailureReport, Known, Decision]>([
    ["opens an incident for a failure", failed, known([]), { kind: "open" }],
    [
      "folds the same failure into the open incident",
      failed,
      known([incident()]),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "opens a new one for a different failure",
      failed,
      known([incident({ dedupKey: "other" })]),
      { kind: "open" },
    ],
    [
      "opens a new one after the incident was closed",
      failed,
      known([incident({ isOpen: false })]),
      { kind: "open" },
    ],
    [
      "repeats for another notification of the same alert, whatever it says",
      alert,
      known([ofAlert]),
      { kind: "repeat", incidentId: "inc1" },
    ],
    [
      "folds another alert with the same failure as an occurrence",
      alert,
      known([incident({ episode: "alert-6" })]),
      { kind: "fold", incidentId: "inc1" },
    ],
    [
      "follows a merge",
      failed,
      known([incident({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: false } })]),
      { kind: "fold", incidentId: "root" },
    ],
    [
      "opens nothing for a failure older than the recovery",
      failed,
      known([], { state: "succeeded", stateAt: NOW + 1 }),
      { kind: "record" },
    ],
    ["opens nothing for a start", { ...failed, event: "running" }, known([]), { kind: "record" }],
    [
      "resolves everything open for the subject when it recovers",
      recovered,
      known([
        incident(),
        incident({ id: "inc2", dedupKey: "other" }),
        incident({ id: "inc3", isOpen: false }),
      ]),
      { kind: "recover", incidentIds: ["inc1", "inc2"] },
    ],
    [
      "resolves only the alert that ended",
      alertOver,
      known([ofAlert, incident({ id: "inc2", episode: "alert-8" })]),
      { kind: "recover", incidentIds: ["inc1"] },
    ],
    [
      "resolves an alert even if another one came later",
      alertOver,
      known([ofAlert], { state: "failed", stateAt: NOW + 1 }),
      { kind: "recover", incidentIds: ["inc1"] },
    ],
    [
      "does not resolve an alert that fired again after the recovery",
      alertOver,
      known([{ ...ofAlert, failedAt: NOW + 1 }]),
      { kind: "record" },
    ],
    [
      "resolves an alert that fired in the same moment",
      alertOver,
      known([{ ...ofAlert, failedAt: NOW }]),
      { kind: "recover", incidentIds: ["inc1"] },
    ],
    [
      "resolves nothing for a recovery older than the failure",
      recovered,
      known([incident()], { state: "failed", stateAt: NOW + 1 }),
      { kind: "record" },
    ],
    [
      "leaves incidents of another subject alone",
      recovered,
      known([incident({ isElsewhere: true })]),
      { kind: "record" },
    ],
  ])("%s", (_, report, state, decision) => expect(decideSubject(report, "key", state)).toEqual(decision));
});
