import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import type { EmbeddedRunner } from "@/inngest/embedded/runner";
import { launchRunner } from "@/inngest/launch-runner";
import { sendOutbox } from "@/inngest/send-outbox";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { getIncident } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { failureReport } from "@/lib/failures/testing/report";
import type { Context } from "@/lib/platform/context";
import { getWorkflow } from "@/lib/workflows/data";

let db: TestDatabase;
let runner: EmbeddedRunner;

beforeAll(async () => {
  db = await testDatabase();
  runner = await launchRunner({ pool: db.pool, backoffMs: () => 20 });
});
afterAll(async () => {
  await runner.stop();
  await db.close();
});

async function finished(ctx: Context, workflowId: string) {
  for (let i = 0; i < 200; i++) {
    const workflow = await getWorkflow(ctx, workflowId);
    if (workflow.status === "COMPLETED" || workflow.status === "FAILED") return workflow;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the workflow did not end within 10 s");
}

describe("analyze-incident", () => {
  it("takes a reported failure from the outbox to a diagnosis, with visible progress", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    expect(await getWorkflow(ctx, workflowId)).toMatchObject({ status: "PENDING" });
    await sendOutbox();
    const workflow = await finished(ctx, workflowId);
    expect(workflow).toMatchObject({
      status: "COMPLETED",
      type: "analyze-incident",
      progress: "6/6 steps completed",
      current_step: null,
    });
    expect(workflow.steps.map((step) => [step.name, step.status, step.attempts])).toEqual([
      ["collect-evidence", "completed", 1],
      ["assess-impact", "completed", 1],
      ["diagnose", "completed", 1],
      ["reassess-severity", "completed", 1],
      ["propose-fixes", "completed", 1],
      ["wrap-up", "completed", 1],
    ]);
    const incident = await getIncident(ctx, incidentId);
    expect(incident.diagnosis).toMatchObject({ engine: "builtin", outcome: "diagnosed" });
    expect(incident.diagnosis?.rootCause).toContain("customer_id");
    expect((await listTimeline(ctx, incidentId)).items.map((item) => item.kind)).toContain("diagnosed");
    expect(await sendOutbox()).toEqual({ sent: 0, unsent: 0 });
  });

  it("starts once when its event is sent twice", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    await sendOutbox();
    await finished(ctx, workflowId);
    await db.pool.query(
      "UPDATE outbox_events SET sent_at = NULL, next_attempt_at = now() WHERE workspace_id = $1",
      [ctx.workspaceId],
    );
    await sendOutbox();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const diagnoses = await db.prisma.timelineEntry.count({ where: { incidentId, kind: "diagnosed" } });
    expect(diagnoses).toBe(1);
  });

  it("analyzes again on request, one run at a time", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    await sendOutbox();
    await finished(ctx, workflowId);
    const [a, b] = await Promise.all([
      requestAnalysis(ctx, { incidentId, engine: "builtin" }),
      requestAnalysis(ctx, { incidentId, engine: "builtin" }),
    ]);
    expect(a.workflowId).toBe(b.workflowId);
    expect(a.workflowId).not.toBe(workflowId);
    await sendOutbox();
    expect(await finished(ctx, a.workflowId)).toMatchObject({ status: "COMPLETED" });
    expect(await db.prisma.diagnosis.count({ where: { incidentId } })).toBe(2);
  });

  it("reports why it failed and does not retry permanent errors", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    await db.prisma.incident.delete({ where: { id: incidentId } });
    await sendOutbox();
    const workflow = await finished(ctx, workflowId);
    expect(workflow).toMatchObject({ status: "FAILED", error: "There is no such incident." });
    expect(workflow.steps).toMatchObject([{ name: "collect-evidence", status: "failed", attempts: 1 }]);
  });

  it("refuses a model that is not configured", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    await expect(requestAnalysis(ctx, { incidentId, engine: "claude" })).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
