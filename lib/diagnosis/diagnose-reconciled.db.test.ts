import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { findDiagnosis } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { listTimeline } from "@/lib/incidents/history/data";
import type { RunFinding } from "@/lib/pipelines/expectations/run-history";
import { newId } from "@/lib/platform/crypto";
import { arrangePasses, at, loadTask, ordersRun, type Passes } from "@/lib/reconcile/testing/airflow-passes";
import { rawDag } from "@/lib/vendors/airflow/testing/polled-airflow";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function analyzeFirst({ ctx }: Passes) {
  const { items } = await listIncidents(ctx, { sort: "openedAt" });
  const incidentId = items[0]?.id ?? "";
  await collectEvidence(ctx, { incidentId });
  const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
  const [diagnosis, evidence] = await Promise.all([
    findDiagnosis(ctx, diagnosisId),
    listEvidence(ctx, incidentId),
  ]);
  if (!diagnosis) throw new Error("there is no diagnosis");
  return { diagnosis, evidence: evidence.items };
}

describe("a run that failed without a failed task", () => {
  async function failedRun(task: object) {
    const passes = await arrangePasses(db);
    await passes.pass("01:59");
    passes.world.runs.push(ordersRun("02:00", "02:14", "failed"));
    passes.world.tasks.push(loadTask("02:00", null, "skipped", task));
    await passes.pass("02:15");
    return passes;
  }

  it("is diagnosed from its states, not from our words about it", async () => {
    const passes = await failedRun({ start_date: null, updated: at("02:14").toISOString() });
    const { diagnosis } = await analyzeFirst(passes);
    expect(diagnosis).toMatchObject({
      signature: "reconciler/no-failed-task",
      rootCause: expect.stringContaining("None of the run's tasks failed"),
    });
    expect(diagnosis.category).not.toBe("network_timeout");
    const said = JSON.stringify([diagnosis.claims, diagnosis.hypotheses, diagnosis.recommendedActions]);
    expect(said).not.toMatch(/The log shows|host name/);
    expect(diagnosis.claims[0]?.text).toBe("The orchestrator's API shows the failure");
    expect(diagnosis.impact).toMatchObject({ text: "1 run of orders_daily failed", affected: [] });
  });

  it("is called timed out where a task was skipped while it ran", async () => {
    const { diagnosis, evidence } = await analyzeFirst(await failedRun({}));
    expect(diagnosis.rootCause).toContain("The run took longer than its timeout allows");
    const events = evidence.find(({ kind }) => kind === "no_log");
    expect(events?.text).toMatch(/^task load was set to skipped while it ran.*dagrun_timeout\)$/);
  });

  it("is said to be marked as failed where the audit log names who did it", async () => {
    const passes = await failedRun({ start_date: null, updated: at("02:14").toISOString() });
    passes.world.events.push({
      event_log_id: 1,
      when: "2026-11-30T02:14:00Z",
      event: "patch_dag_run",
      owner: "ada",
      dag_id: "orders_daily",
      run_id: "scheduled__02:00",
      extra: '{"state": "failed", "method": "PATCH"}',
    });
    const { diagnosis } = await analyzeFirst(passes);
    expect(diagnosis.rootCause).toBe("`ada` marked it as failed while it ran");
  });
});

describe("a run that did not start", () => {
  const due: RunFinding = {
    kind: "missing",
    runId: null,
    at: at("02:00"),
    expectedAt: at("02:14"),
    deadlineAt: null,
    because: "No run has started; it was due at 02:00, 20 min ago",
  };

  const DAG = rawDag({
    dag_id: "orders_daily",
    timetable_summary: "0 2 * * *",
    next_dagrun_run_after: "2026-11-30T02:00:00Z",
  });

  it("is described without a log, states or events, because there are none", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(DAG);
    await passes.pass("01:59");
    await passes.pass("02:20", () => [due]);
    const { diagnosis, evidence } = await analyzeFirst(passes);
    expect(evidence.flatMap(({ status, title }) => (["ok", "empty"].includes(status) ? [] : title))).toEqual([
      "Code changes",
    ]);
    const collectors = new Set(evidence.map(({ collector }) => collector));
    for (const id of ["orchestrator-state", "silent-end", "rendered-code", "deployment-drift"])
      expect(collectors).not.toContain(id);
    expect(diagnosis.signature).toBe("reconciler/run-not-started");
    expect(diagnosis.claims.map(({ text }) => text)).toEqual(["The orchestrator's API shows the failure"]);
  });

  it("is resolved by the run that came", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(DAG);
    await passes.pass("01:59");
    await passes.pass("02:20", () => [due]);
    passes.world.runs.push(ordersRun("02:00", null, "running", { start_date: at("02:20:30").toISOString() }));
    await passes.pass("02:21");
    const { items } = await listIncidents(passes.ctx, {});
    const incident = await getIncident(passes.ctx, items[0]?.id ?? "");
    expect(incident).toMatchObject({ status: "resolved", resolvedBy: { runId: "scheduled__02:00" } });
    const timeline = await listTimeline(passes.ctx, incident.id);
    expect(timeline.items.map(({ text }) => text)).toContain(
      "Resolved: it has recovered with run scheduled__02:00",
    );
  });
});
