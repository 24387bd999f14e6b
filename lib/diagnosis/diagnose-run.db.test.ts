import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const RUN = { dag_id: "rt_dag", run_id: "scheduled__2026-11-30T07:00:00+00:00", run_type: "scheduled" };
const TRACEBACK = `Traceback (most recent call last):
  File "/opt/airflow/dags/rt.py", line 8, in y
    fetch()
TimeoutError: the bank did not answer`;
const EXCEPTION = {
  type: "builtins.TimeoutError",
  message: "the bank did not answer",
  traceback: TRACEBACK,
};
const task = (part: object) => ({
  ...RUN,
  scope: "task",
  task_id: "y",
  map_index: -1,
  max_tries: 2,
  ...part,
});
const retried = task({
  event: "on_retry_callback",
  state: "up_for_retry",
  try_number: 1,
  exception: EXCEPTION,
  start_date: "2026-11-30T07:00:00Z",
  end_date: "2026-11-30T07:00:10Z",
});
const runFailed = (last: object) => ({
  ...RUN,
  scope: "dag",
  event: "on_failure_callback",
  reason: "task_failure",
  last_task: { task_id: "y", try_number: 3, state: "failed", ...last },
});

async function deliver(arranged: Arranged, body: object): Promise<string | null> {
  const result = normaliseAirflow(body);
  if (!result.ok) throw new Error("not understood");
  const delivery = incomingDelivery(arranged, result.report, { body: JSON.stringify(body) });
  const [accepted] = await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
  return accepted?.incidentId ?? null;
}

async function analyze({ ctx }: Arranged, incidentId: string) {
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
  const { items } = await listEvidence(ctx, incidentId);
  const incident = await getIncident(ctx, incidentId);
  if (!incident.diagnosis) throw new Error("there is no diagnosis");
  return { incident, diagnosis: incident.diagnosis, evidence: items };
}

describe("a run reported as failed after its task's retries", () => {
  it("is diagnosed from the error of the try that was reported, as a claim about an earlier try", async () => {
    const arranged = await arrangeWorkspace(db);
    expect(await deliver(arranged, retried)).toBeNull();
    const id = (await deliver(arranged, runFailed({}))) ?? "";
    const { incident, diagnosis, evidence } = await analyze(arranged, id);
    expect(incident).toMatchObject({ title: "y failed in rt_dag", task: "y", attempt: { tryNumber: 3 } });
    expect(incident.attempts.map(({ tryNumber, state }) => [tryNumber, state])).toEqual([
      [3, "failed"],
      [1, "up_for_retry"],
    ]);
    const log = evidence.find(({ kind }) => kind === "log");
    expect(log).toMatchObject({
      title: "Error of try 1 of y",
      text: TRACEBACK,
      provenance: "claim",
      message:
        "The sender said nothing about try 3, which failed last. This is what it reported of try 1 of y.",
    });
    expect(evidence.map(({ kind, status }) => `${kind} ${status}`)).toContain("no_log not_connected");
    expect(diagnosis).toMatchObject({ outcome: "diagnosed", category: "network_timeout" });
    expect(diagnosis.confidence).toBeLessThanOrEqual(0.67);
    expect(diagnosis.claims[0]).toMatchObject({
      text: "Try 1, an earlier one, raised `TimeoutError`",
      citations: [{ evidenceId: log?.id }],
    });
    expect(JSON.stringify(diagnosis)).not.toContain("task_failure");
  });

  it("takes what the failed try reports late", async () => {
    const arranged = await arrangeWorkspace(db);
    await deliver(arranged, retried);
    const id = (await deliver(arranged, runFailed({}))) ?? "";
    await analyze(arranged, id);
    const exception = {
      type: "builtins.KeyError",
      message: "'iban'",
      traceback: TRACEBACK.replace(/TimeoutError.*$/, "KeyError: 'iban'"),
    };
    const failed = task({ event: "on_failure_callback", state: "failed", try_number: 3, exception });
    expect(await deliver(arranged, failed)).toBe(id);
    const { incident, evidence } = await analyze(arranged, id);
    expect(incident.title).toBe("KeyError 'iban' in y");
    expect(evidence.filter(({ kind }) => kind === "log").map(({ title }) => title)).toEqual([
      "Error from the webhook",
    ]);
  });

  it("names no task that has not failed, nor the error of one that has succeeded since", async () => {
    const arranged = await arrangeWorkspace(db);
    await deliver(arranged, retried);
    await deliver(arranged, task({ event: "on_success_callback", state: "success", try_number: 2 }));
    const id = (await deliver(arranged, runFailed({ state: "success" }))) ?? "";
    const { incident, evidence } = await analyze(arranged, id);
    expect(incident).toMatchObject({ title: "rt_dag failed", task: null });
    expect(evidence.filter(({ kind }) => kind === "log")).toEqual([]);
  });
});
