import { describe, expect, it } from "vitest";
import { failureReport } from "@/lib/failures/testing/report";
import type { LoadedIncident, PlacedReport } from "@/lib/intake/acceptance/intake-rows";
import { planIntake } from "@/lib/intake/acceptance/plan-intake";

const at = new Date("2026-11-21T02:00:00Z");

const placed = (part: Partial<PlacedReport> = {}): PlacedReport => ({
  deliveryId: "d1",
  workspaceId: "w",
  sourceId: "s",
  sourceName: "Airflow",
  sourceEnvironment: "production",
  report: failureReport(),
  identity: { fingerprint: { value: "v1:aa", parts: [] }, dedupKey: "key" },
  receivedAt: at,
  detectedBy: "webhook",
  isRecurrence: false,
  pipelineId: "p",
  subjectId: null,
  taskId: "t",
  runId: "r1",
  surroundings: null,
  ...part,
});

const loaded = (part: Partial<LoadedIncident> = {}): LoadedIncident => ({
  id: "known",
  pipelineId: "p",
  subjectId: null,
  episode: null,
  dedupKey: "key",
  aliasKeys: [],
  taskId: "t",
  isRunScope: false,
  hasException: true,
  severity: "high",
  severityReasons: [],
  isSeveritySet: false,
  occurrenceCount: 1,
  isOpen: true,
  mergedInto: null,
  failingSymptomOf: null,
  category: null,
  lastFailure: null,
  runId: "r1",
  runIds: [],
  runReportIds: [],
  taskUnknownRunIds: [],
  lastSeenAt: 0,
  failedAt: null,
  ...part,
});

function plan(reports: PlacedReport[], incidents: LoadedIncident[] = []) {
  let n = 0;
  return planIntake(
    reports,
    { attempts: [], runs: [], subjects: [], incidents, successes: [] },
    () => `new${++n}`,
  );
}

describe("planIntake", () => {
  it("opens an incident with its attempt, occurrence, timeline entry and analysis", () => {
    const result = plan([placed()]);
    expect(result.newIncidents).toMatchObject([
      { id: "new1", severity: "high", environment: "production", occurrenceCount: 1, detectedBy: "webhook" },
    ]);
    expect(result.newIncidents[0]?.title).toBe("KeyError 'customer_id' in transform");
    expect(result.attempts).toMatchObject([
      { runId: "r1", tryNumber: 2, state: "failed", incidentId: "new1" },
    ]);
    expect(result.occurrences).toMatchObject([{ incidentId: "new1", kind: "failure", deliveryId: "d1" }]);
    expect(result.analyses).toEqual([{ workspaceId: "w", incidentId: "new1", at: at.toISOString() }]);
    expect(result.incidentsOfDelivery.get("d1")).toEqual(["new1"]);
  });

  it("folds the second report of a batch into the incident the first one opens", () => {
    const result = plan([
      placed(),
      placed({ deliveryId: "d2", runId: "r2" }),
      placed({ deliveryId: "d3", runId: "r3" }),
    ]);
    expect(result.newIncidents).toMatchObject([{ occurrenceCount: 3, runId: "r3" }]);
    // A statement cannot update rows it inserts.
    expect(result.incidentChanges).toEqual([]);
    expect(result.occurrences).toHaveLength(3);
    expect(result.analyses).toHaveLength(1);
    expect([...result.incidentsOfDelivery.values()]).toEqual([["new1"], ["new1"], ["new1"]]);
  });

  it("adds up several failures of one known incident into one change", () => {
    const result = plan([placed(), placed({ deliveryId: "d2", runId: "r2" })], [loaded()]);
    expect(result.newIncidents).toEqual([]);
    expect(result.incidentChanges).toMatchObject([{ id: "known", addOccurrences: 2, runId: "r2" }]);
    expect(result.analyses).toEqual([]);
  });

  it("shows a run that failed with another pipeline's as affected, without counting a failure", () => {
    const merged = loaded({
      isOpen: false,
      taskId: null,
      mergedInto: { incidentId: "root", isSymptom: true },
    });
    const report = failureReport({ scope: "run", task: null, attempt: null });
    const result = plan([placed({ taskId: null, runId: "r2", report })], [merged]);
    expect(result.newIncidents).toEqual([]);
    expect(result.analyses).toEqual([]);
    expect(result.incidentChanges).toMatchObject([
      { id: "root", addOccurrences: 0, runId: null },
      { id: "known", runId: "r2", failsAgain: true },
    ]);
    expect(result.occurrences).toMatchObject([
      {
        incidentId: "root",
        runId: "r2",
        kind: "run_report",
        message: expect.stringMatching(/^orders_daily failed with it: KeyError/),
      },
    ]);
    expect(result.events[0]?.event).toEqual({
      type: "affected_again",
      run: "scheduled__2026-11-20",
      pipeline: "orders_daily",
    });
    expect(result.incidentsOfDelivery.get("d1")).toEqual(["root"]);
  });

  it("counts a failure merged into another pipeline's incident, but keeps its run separate", () => {
    const merged = loaded({ isOpen: false, mergedInto: { incidentId: "root", isSymptom: false } });
    const result = plan([placed({ runId: "r2" })], [merged]);
    expect(result.incidentChanges).toMatchObject([{ id: "root", addOccurrences: 1, runId: null }]);
  });

  it("groups task and DAG callbacks of one failure, in either order", () => {
    const dag = placed({
      deliveryId: "dag",
      taskId: null,
      report: failureReport({
        scope: "run",
        task: null,
        attempt: null,
        exception: null,
        reason: "task_failure",
      }),
      identity: { fingerprint: { value: "v1:bb", parts: [] }, dedupKey: "run-key" },
    });
    const taskFirst = plan([placed(), dag]);
    expect(taskFirst.newIncidents).toMatchObject([{ occurrenceCount: 1 }]);
    expect(taskFirst.occurrences.map((occurrence) => occurrence.kind)).toEqual(["failure", "run_report"]);
    const dagFirst = plan([dag, placed()]);
    expect(dagFirst.newIncidents).toMatchObject([
      { occurrenceCount: 1, taskId: "t", title: "KeyError 'customer_id' in transform", aliasKeys: ["key"] },
    ]);
    expect(dagFirst.attempts).toMatchObject([{ incidentId: "new1" }]);
    // Even if the incident is already open: it absorbs the one opened by the DAG's report.
    const known = loaded({ runIds: ["r0"] });
    const absorbed = plan([{ ...dag, runId: "r2" }, placed({ runId: "r2" })], [known]);
    expect(absorbed.newIncidents).toMatchObject([{ id: "new1", mergedInto: "known" }]);
    expect(absorbed.events.find(({ event }) => event.type === "superseded")?.actor.type).toBe("system");
    expect(absorbed.incidentChanges).toMatchObject([{ id: "known", addOccurrences: 1, runId: "r2" }]);
    expect(absorbed.attempts).toMatchObject([{ incidentId: "known" }]);
    // Also in the next run, where a second mapped task is a separate failure.
    const later = { runId: "r2" };
    const { attempt } = failureReport().subject;
    const mapped = failureReport({ attempt: attempt && { ...attempt, mapIndex: 2 } });
    const twice = plan([
      dag,
      placed(),
      { ...dag, ...later, deliveryId: "dag2" },
      placed({ ...later, deliveryId: "d2" }),
      placed({ ...later, deliveryId: "d3", report: mapped }),
    ]);
    expect(twice.newIncidents).toMatchObject([{ occurrenceCount: 3 }]);
    expect(twice.occurrences.map((occurrence) => occurrence.kind)).toEqual([
      "failure",
      "run_report",
      "failure",
      "run_report",
      "failure",
    ]);
  });

  it("records an attempt that will be retried without opening an incident", () => {
    const result = plan([placed({ report: failureReport({ event: "will_retry" }) })]);
    expect(result.newIncidents).toEqual([]);
    expect(result.occurrences).toEqual([]);
    expect(result.attempts).toMatchObject([{ willRetry: true, incidentId: null }]);
    expect(result.incidentsOfDelivery.get("d1")).toEqual([]);
  });

  const failedTry = {
    runId: "r1",
    taskId: "t",
    mapIndex: -1,
    tryNumber: 1,
    state: "failed",
    outcome: "failed" as const,
    outcomeAt: at.getTime() - 60_000,
    incidentId: "known",
    isFailureCounted: true,
  };

  it("resolves after a successful retry", () => {
    const success = placed({ report: failureReport({ event: "succeeded" }) });
    const known = {
      attempts: [failedTry],
      runs: [],
      subjects: [],
      incidents: [loaded({ runIds: ["r1"] })],
      successes: [],
    };
    const result = planIntake([success], known, () => "x");
    expect(result.incidentChanges).toMatchObject([
      { id: "known", resolvedAt: at.toISOString(), addOccurrences: 0 },
    ]);
    expect(result.events).toMatchObject([
      {
        incidentId: "known",
        event: { type: "recovered", by: "retry" },
        actor: { type: "source", id: "s", name: "Airflow" },
      },
    ]);
  });

  it("opens an incident as resolved if the same batch contains the success", () => {
    const success = placed({ deliveryId: "d2", report: failureReport({ event: "succeeded" }) });
    const result = plan([placed(), success]);
    expect(result.newIncidents).toMatchObject([{ id: "new1", resolvedAt: at.toISOString() }]);
    expect(result.incidentChanges).toEqual([]);
  });

  it("opens another incident for a failure after a success in the same batch", () => {
    const { attempt } = failureReport().subject;
    const later = placed({
      deliveryId: "d3",
      report: failureReport({ attempt: attempt && { ...attempt, tryNumber: 3 } }),
    });
    const success = placed({ deliveryId: "d2", report: failureReport({ event: "succeeded" }) });
    const result = plan([placed(), success, later]);
    expect(result.newIncidents.map(({ id, resolvedAt }) => [id, resolvedAt !== null])).toEqual([
      ["new1", true],
      ["new2", false],
    ]);
  });

  it("marks failed attempts, but no successful ones", () => {
    const success = placed({ report: failureReport({ event: "succeeded" }) });
    expect(plan([success]).attempts).toMatchObject([{ isFailureCounted: false }]);
    const twice = [placed(), placed({ deliveryId: "d2" })];
    expect(plan(twice).attempts).toMatchObject([{ isFailureCounted: true }]);
    expect(plan([placed(), success]).attempts).toMatchObject([
      { outcome: "succeeded", isFailureCounted: true },
    ]);
  });

  it("keeps the pipelines of a batch separate", () => {
    const result = plan([
      placed(),
      placed({ deliveryId: "d2", pipelineId: "p2", taskId: "t2", runId: "r2" }),
    ]);
    expect(result.newIncidents.map((incident) => incident.pipelineId)).toEqual(["p", "p2"]);
  });
});
