import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangePrefectFailure, arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { useClaude } from "@/e2e/database/use-environment";
import type { EmbeddedRunner } from "@/inngest/embedded/runner";
import { launchRunner } from "@/inngest/launch-runner";
import { sendOutbox } from "@/inngest/send-outbox";
import { getIncident } from "@/lib/desk/data";
import { getWorkflow } from "@/lib/workflows/data";

const port = await useClaude();

const claude = new LLMock({ port });
let db: TestDatabase;
let runner: EmbeddedRunner;

beforeAll(async () => {
  db = await testDatabase();
  await claude.start();
  runner = await launchRunner({ pool: db.pool, backoffMs: () => 20 });
});
afterAll(async () => {
  await runner.stop();
  await claude.stop();
  await db.close();
});

/** Reports a failure like the hook does. Returns the incident and its steps after the analysis. */
async function reported(arranged: Arranged, fields: Record<string, string>) {
  const { ctx } = arranged;
  const incidentId = await arrangePrefectFailure(db, arranged, fields);
  await sendOutbox();
  const { workflow } = await getIncident(ctx, incidentId);
  await expect
    .poll(async () => (await getWorkflow(ctx, workflow?.id ?? "")).status, { timeout: 15_000 })
    .toBe("COMPLETED");
  const { steps } = await getWorkflow(ctx, workflow?.id ?? "");
  return { incident: await getIncident(ctx, incidentId), steps: steps.map((step) => step.name) };
}

it("does not analyze a symptom twice", async () => {
  const arranged = await arrangeWorkspace(db, { kind: "prefect" });
  const inner = await reported(arranged, {
    flow_name: "inner",
    flow_run_id: "run-inner",
    parent_task_run_id: "task-1",
    parent_flow_run_id: "run-outer",
  });
  expect(inner.steps).toEqual([
    "collect-evidence",
    "assess-impact",
    "diagnose",
    "reassess-severity",
    "join-symptoms",
    "ask-claude",
    "note-model-failure",
    "propose-fixes",
    "ask-claude-for-fix",
    "propose-manual-fix",
    "wrap-up",
  ]);
  const asked = claude.getRequests().length;
  expect(asked).toBeGreaterThan(0);

  const outer = await reported(arranged, { flow_name: "outer", flow_run_id: "run-outer" });
  expect(outer.incident).toMatchObject({ status: "merged", parentIncidentId: inner.incident.id });
  expect(outer.steps).toEqual([
    "collect-evidence",
    "assess-impact",
    "diagnose",
    "reassess-severity",
    "join-symptoms",
    "propose-fixes",
    "wrap-up",
  ]);
  expect(claude.getRequests()).toHaveLength(asked);
});
