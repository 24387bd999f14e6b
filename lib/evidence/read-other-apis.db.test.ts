import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findDiagnosis, listShownEvidence } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { answeredDatabricks } from "@/lib/evidence/testing/answered-databricks";
import { answeredDbtCloud } from "@/lib/evidence/testing/answered-dbt-cloud";
import { answeredGitHub } from "@/lib/evidence/testing/answered-github";
import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { DAGSTER_RUNS, recordedDagster } from "@/lib/evidence/testing/recorded-dagster";
import { createIntegration } from "@/lib/integrations/save-integration";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { testSource } from "@/lib/intake/test-source";
import { encrypt, newId } from "@/lib/platform/crypto";
import type { SourceKind } from "@/lib/sources/schemas";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const WEBHOOKS: [SourceKind, { body: unknown; headers: Record<string, string> }, PeerAnswer][] = [
  ["dbt", recordedWebhook("dbt", "cloud_job_run_errored"), answeredDbtCloud()],
  ["dagster", { body: dagsterBody(), headers: {} }, recordedDagster()],
  ["databricks", recordedWebhook("databricks", "job_on_failure"), answeredDatabricks()],
];

/** What our sensor sends about the recorded run, without the error of its step. */
function dagsterBody() {
  return {
    event: "run_failure",
    run_id: DAGSTER_RUNS.failed,
    job_name: "orders_job",
    message: "Execution of run failed.",
    tags: {},
    steps: [{ step_key: "transform", error: null }],
  };
}

/** An incident of this webhook; `apiBaseUrl` is the sender's API, if connected. */
async function report(
  kind: SourceKind,
  { body, headers }: { body: unknown; headers: Record<string, string> },
  apiBaseUrl: string | null,
) {
  const arranged = await arrangeWorkspace(db, { kind, ...(apiBaseUrl !== null && { apiBaseUrl }) });
  await db.prisma.source.update({
    where: { id: arranged.sourceId },
    data: { credentialsEnc: encrypt(JSON.stringify({ token: "t" })) },
  });
  const meaning = understandBody({ id: arranged.sourceId, kind, environment: null }, body, headers);
  const incidentId = await acceptDelivery(db, incomingDelivery(arranged, meaning));
  return { ...arranged, incidentId };
}

async function serve(answer: PeerAnswer) {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.close());
  return server;
}

describe("an incident of a webhook", () => {
  it.each(WEBHOOKS)(
    "of %s gets its log, state and history from the API, and a cause",
    async (kind, sent, answer) => {
      const server = await serve(answer);
      const { ctx, incidentId, sourceId } = await report(kind, sent, server.url);
      const { statuses } = await collectEvidence(ctx, { incidentId });
      expect(statuses).toMatchObject({
        "orchestrator-log": "ok",
        "orchestrator-state": "ok",
        "run-history": "ok",
        "deployment-drift": "ok",
      });
      const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
      const diagnosis = await findDiagnosis(ctx, diagnosisId);
      expect(JSON.stringify(diagnosis)).toContain("customer_id");
      expect(await testSource(ctx, sourceId)).toMatchObject({ ok: true });
    },
  );

  it.each(WEBHOOKS)("of %s has a gap without the API, with the one thing to do", async (kind, sent) => {
    const { ctx, incidentId } = await report(kind, sent, null);
    const { statuses } = await collectEvidence(ctx, { incidentId });
    expect(statuses["orchestrator-state"]).toBe("not_connected");
    const { coverage } = await listShownEvidence(ctx, incidentId);
    expect(coverage.find(({ collector }) => collector === "orchestrator-log")).toMatchObject({
      status: "not_connected",
      connect: "Connect the orchestrator's API under Setup",
    });
  });

  it("of GitHub is read with the GitHub integration, and asks for it otherwise", async () => {
    const sent = recordedWebhook("github", "workflow_run_failure");
    const { workflow_run: run } = sent.body as { workflow_run: { id: number; run_attempt: number } };
    const body = { ...(sent.body as object), workflow_run: { ...run, id: 19_000_000_001, run_attempt: 2 } };
    const { ctx, incidentId, sourceId } = await report("github", { ...sent, body }, null);
    await collectEvidence(ctx, { incidentId });
    const { coverage } = await listShownEvidence(ctx, incidentId);
    expect(coverage.find(({ collector }) => collector === "orchestrator-log")).toMatchObject({
      status: "not_connected",
      connect: "Connect GitHub under Settings → Integrations",
    });
    expect(await testSource(ctx, sourceId)).toMatchObject({
      ok: false,
      detail: expect.stringContaining("not connected"),
    });

    const server = await serve((request, response) => {
      if (request.path === "/user") return sendJson(response, 200, { login: "ada" });
      return answeredGitHub((jobId) => `http://${request.headers["host"]}/stored/${jobId}`)(
        request,
        response,
      );
    });
    const config = { apiUrl: server.url };
    await createIntegration(ctx, { kind: "github", name: "Ours", config, credentials: { token: "t" } });
    const { statuses } = await collectEvidence(ctx, { incidentId });
    expect(statuses).toMatchObject({
      "orchestrator-log": "ok",
      "orchestrator-state": "ok",
      "run-history": "ok",
    });
    expect(await testSource(ctx, sourceId)).toEqual({
      ok: true,
      detail: "GitHub is reachable. The token belongs to ada.",
    });
    const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    expect(JSON.stringify(await findDiagnosis(ctx, diagnosisId))).toContain("customer_id");
  });

  it("of dbt Core has neither an API nor a gap for one", async () => {
    const sent = recordedWebhook("dbt", "artifacts_missing_column");
    const { ctx, incidentId } = await report("dbt", sent, null);
    const { statuses } = await collectEvidence(ctx, { incidentId });
    expect(statuses["orchestrator-log"]).toBe("ok");
    expect(Object.keys(statuses)).not.toContain("orchestrator-state");
    const { coverage } = await listShownEvidence(ctx, incidentId);
    expect(coverage.filter(({ connect }) => connect?.includes("API"))).toEqual([]);
  });
});
