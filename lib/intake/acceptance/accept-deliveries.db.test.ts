import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import { failureReport, withTask, type TaskReportPart } from "@/lib/failures/testing/report";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
let workspaceId: string;
let sourceId: string;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** Each test has its own workspace and source. */
async function arrange() {
  workspaceId = newId();
  sourceId = newId();
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
  await db.pool.query(
    "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ($1, $2, 'airflow', 'Airflow', $1, 'x')",
    [sourceId, workspaceId],
  );
}

function delivery(report: FailureReport | null, key = newId()): IncomingDelivery {
  return {
    id: newId(),
    workspaceId,
    sourceId,
    sourceName: "Airflow",
    environment: null,
    deliveryKey: key,
    headers: { "content-type": "application/json" },
    body: "{}",
    sizeBytes: 2,
    sha256: "00",
    authMethod: "signature",
    receivedAt: new Date(),
    meaning: report
      ? { ok: true, reports: [{ report, identity: failureIdentity(sourceId, report) }] }
      : {
          ok: false,
          reason: "dag_id: expected the id of the DAG",
          issues: [{ path: "dag_id", message: "expected" }],
        },
  };
}

const accept = (items: IncomingDelivery[]) =>
  acceptDeliveries(db.pool, items, { analysisSteps: ["collect-evidence", "diagnose"] });
const inRun = (externalId: string, part: TaskReportPart = {}) => {
  const report = failureReport(part);
  const { run } = report.subject;
  return withTask(report, { run: run && { ...run, externalId } });
};
const rows = async (sql: string) => (await db.pool.query(sql, [workspaceId])).rows;

describe("acceptDeliveries", () => {
  it("stores a delivery with its incident, attempt, workflow and event together", async () => {
    await arrange();
    const [answer] = await accept([delivery(failureReport())]);
    expect(answer).toMatchObject({ status: "accepted", isDuplicate: false, incidentId: expect.any(String) });
    const [incident] = await rows("SELECT * FROM incidents WHERE workspace_id = $1");
    expect(incident).toMatchObject({
      id: answer?.incidentId,
      number: 1,
      title: "KeyError 'customer_id' in transform",
      status: "triggered",
      occurrence_count: 1,
      severity: "warning",
    });
    expect(await rows("SELECT * FROM attempts WHERE workspace_id = $1")).toMatchObject([
      { try_number: 2, incident_id: incident.id },
    ]);
    expect(await rows("SELECT * FROM workflow_runs WHERE workspace_id = $1")).toMatchObject([
      {
        id: incident.workflow_id,
        status: "PENDING",
        type: "analyze-incident",
        planned_steps: ["collect-evidence", "diagnose"],
      },
    ]);
    expect(await rows("SELECT * FROM outbox_events WHERE workspace_id = $1")).toMatchObject([
      {
        name: "incident/analysis.requested",
        sent_at: null,
        data: { incidentId: incident.id, workflowId: incident.workflow_id, workspaceId, priority: 0 },
      },
    ]);
    expect(await rows("SELECT * FROM occurrences WHERE workspace_id = $1")).toMatchObject([
      {
        kind: "failure",
        delivery_id: answer?.deliveryId,
        attempt_id: expect.any(String),
        run_id: expect.any(String),
      },
    ]);
    expect(await rows("SELECT incident_id, status FROM deliveries WHERE workspace_id = $1")).toMatchObject([
      { incident_id: incident.id, status: "accepted" },
    ]);
  });

  it.each([
    ["critical", 600],
    ["high", 300],
    ["low", -600],
  ] as const)("lets the analysis of a %s incident go ahead by %d seconds", async (severity, priority) => {
    await arrange();
    await accept([delivery(failureReport({ severity }))]);
    expect(
      await rows("SELECT data->'priority' AS priority FROM outbox_events WHERE workspace_id = $1"),
    ).toEqual([{ priority }]);
  });

  it("returns the first result for a duplicate and counts nothing", async () => {
    await arrange();
    const [first] = await accept([delivery(failureReport(), "same")]);
    const [again] = await accept([delivery(failureReport(), "same")]);
    expect(again).toMatchObject({
      deliveryId: first?.deliveryId,
      incidentId: first?.incidentId,
      isDuplicate: true,
    });
    expect(await rows("SELECT occurrence_count FROM incidents WHERE workspace_id = $1")).toEqual([
      { occurrence_count: 1 },
    ]);
    expect(
      await rows("SELECT status, original_id FROM deliveries WHERE workspace_id = $1 ORDER BY id"),
    ).toEqual([
      { status: "accepted", original_id: null },
      { status: "duplicate", original_id: first?.deliveryId },
    ]);
  });

  it("finds duplicates within one batch too", async () => {
    await arrange();
    const answers = await accept([delivery(failureReport(), "k"), delivery(failureReport(), "k")]);
    expect(answers.map((item) => item.isDuplicate)).toEqual([false, true]);
    expect(answers[1]).toMatchObject({
      deliveryId: answers[0]?.deliveryId,
      incidentId: answers[0]?.incidentId,
    });
  });

  it("folds the same failure of later runs, in one batch and across batches", async () => {
    await arrange();
    const [a, b] = await accept([delivery(inRun("r1")), delivery(inRun("r2"))]);
    const [c] = await accept([delivery(inRun("r3"))]);
    expect(new Set([a?.incidentId, b?.incidentId, c?.incidentId]).size).toBe(1);
    expect(await rows("SELECT occurrence_count FROM incidents WHERE workspace_id = $1")).toEqual([
      { occurrence_count: 3 },
    ]);
    expect(await rows("SELECT count(*)::int AS n FROM workflow_runs WHERE workspace_id = $1")).toEqual([
      { n: 1 },
    ]);
  });

  it("opens a separate incident for another failure and another task", async () => {
    await arrange();
    const other = inRun("r2", {
      exception: { type: "builtins.ValueError", message: "bad date", traceback: null },
    });
    const task = failureReport({ task: { externalId: "load", name: "load", operator: null } });
    await accept([delivery(failureReport()), delivery(other), delivery(task)]);
    expect(await rows("SELECT number FROM incidents WHERE workspace_id = $1 ORDER BY number")).toEqual([
      { number: 1 },
      { number: 2 },
      { number: 3 },
    ]);
  });

  it("records announced retries and opens on the last attempt", async () => {
    await arrange();
    const attempt = failureReport().subject.attempt;
    const retry = failureReport({
      event: "will_retry",
      attempt: attempt && { ...attempt, tryNumber: 1, state: "up_for_retry" },
    });
    const [first] = await accept([delivery(retry)]);
    expect(first).toMatchObject({ status: "accepted", incidentId: null });
    expect(await rows("SELECT count(*)::int AS n FROM incidents WHERE workspace_id = $1")).toEqual([
      { n: 0 },
    ]);
    const [last] = await accept([delivery(failureReport())]);
    expect(last?.incidentId).toEqual(expect.any(String));
    expect(
      await rows(
        "SELECT try_number, will_retry, incident_id FROM attempts WHERE workspace_id = $1 ORDER BY 1",
      ),
    ).toEqual([
      { try_number: 1, will_retry: true, incident_id: null },
      { try_number: 2, will_retry: false, incident_id: last?.incidentId },
    ]);
  });

  it("groups task and DAG callbacks of one failure, in either order", async () => {
    const dag = failureReport({
      scope: "run",
      task: null,
      attempt: null,
      exception: null,
      reason: "task_failure",
    });
    await arrange();
    const [task] = await accept([delivery(failureReport())]);
    const [after] = await accept([delivery(dag)]);
    expect(after?.incidentId).toBe(task?.incidentId);
    await arrange();
    const [before] = await accept([delivery(dag)]);
    const [then] = await accept([delivery(failureReport())]);
    expect(then?.incidentId).toBe(before?.incidentId);
    const [incident] = await rows(
      "SELECT n.title, n.occurrence_count, t.external_id FROM incidents n JOIN tasks t ON t.id = n.task_id WHERE n.workspace_id = $1",
    );
    expect(incident).toEqual({
      title: "KeyError 'customer_id' in transform",
      occurrence_count: 1,
      external_id: "transform",
    });
    // The next run's task report folds by its own identity.
    const [next] = await accept([delivery(inRun("r2"))]);
    expect(next?.incidentId).toBe(before?.incidentId);
    // A run counts once, even if its DAG's report comes first; another attempt is another failure.
    const { exception, reason } = dag;
    const { scope, task: none, attempt } = dag.subject;
    await accept([delivery(inRun("r3", { scope, task: none, attempt, exception, reason }))]);
    await accept([delivery(inRun("r3"))]);
    const count = "SELECT occurrence_count FROM incidents WHERE workspace_id = $1";
    expect(await rows(count)).toEqual([{ occurrence_count: 3 }]);
    const tried = failureReport().subject.attempt;
    await accept([delivery(inRun("r3", { attempt: tried && { ...tried, tryNumber: 7 } }))]);
    expect(await rows(count)).toEqual([{ occurrence_count: 4 }]);
  });

  it("folds a later run whose DAG reports first into the open incident", async () => {
    const dag = { scope: "run", task: null, attempt: null, exception: null, reason: "task_failure" } as const;
    const state =
      "SELECT number, status, occurrence_count FROM incidents WHERE workspace_id = $1 ORDER BY number";
    for (const isOneBatch of [false, true]) {
      await arrange();
      const [first] = await accept([delivery(failureReport())]);
      const [before, then] = [delivery(inRun("r2", dag)), delivery(inRun("r2"))];
      const answers = isOneBatch
        ? await accept([before, then])
        : [...(await accept([before])), ...(await accept([then]))];
      expect(answers[1]?.incidentId).toBe(first?.incidentId);
      expect(await rows(state)).toEqual([
        { number: 1, status: "triggered", occurrence_count: 2 },
        { number: 2, status: "merged", occurrence_count: 1 },
      ]);
      // Reporting that run again returns the same incident.
      const [again] = await accept([delivery(inRun("r2", dag))]);
      expect(again?.incidentId).toBe(first?.incidentId);
    }
  });

  it("quarantines invalid bodies with the reason, also when resent", async () => {
    await arrange();
    const [answer] = await accept([delivery(null, "bad")]);
    expect(answer).toMatchObject({
      status: "quarantined",
      incidentId: null,
      reason: expect.stringContaining("dag_id"),
    });
    const [again] = await accept([delivery(null, "bad")]);
    expect(again).toMatchObject({ status: "quarantined", isDuplicate: true, deliveryId: answer?.deliveryId });
    expect(again?.issues).toEqual([{ path: "dag_id", message: "expected" }]);
  });

  it("opens one incident for concurrent reports of the same failure", async () => {
    await arrange();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => accept([delivery(inRun(`r${i}`))])),
    );
    expect(new Set(answers.map(([answer]) => answer?.incidentId)).size).toBe(1);
    expect(await rows("SELECT occurrence_count FROM incidents WHERE workspace_id = $1")).toEqual([
      { occurrence_count: 12 },
    ]);
  });

  it("stores nothing when the batch fails", async () => {
    await arrange();
    const good = delivery(failureReport());
    const bad = { ...delivery(failureReport()), sourceId: "no-such-source" };
    await expect(accept([good, bad])).rejects.toThrow(/foreign key/);
    expect(await rows("SELECT count(*)::int AS n FROM deliveries WHERE workspace_id = $1")).toEqual([
      { n: 0 },
    ]);
  });
});
