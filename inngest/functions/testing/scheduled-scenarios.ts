import { expect } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import type { TestDatabase } from "@/e2e/database/test-database";
import { ORDERS_FAILURE } from "@/lib/failures/testing/orders-failure";
import { withTask } from "@/lib/failures/testing/report";
import { createNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import { createIntegration } from "@/lib/integrations/save-integration";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { updatePipeline } from "@/lib/pipelines/update-pipeline";
import { answerFrom, emptyWorld, rawRun, rawTask } from "@/lib/vendors/airflow/testing/polled-airflow";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";
import { startFakeSnowflake } from "@/lib/vendors/warehouse/testing/fake-snowflake";

/** A function with something to do, run with every step twice. */
export interface Scenario {
  fn: string;
  name: string;
  run: () => Promise<void>;
}

type RunTwice = (functionId: string) => Promise<unknown>;

/** Scenarios of the functions that run on a schedule. `db`: the test's database, once there is one. */
export function scheduledScenarios(db: () => TestDatabase, runTwice: RunTwice): Scenario[] {
  return [
    {
      fn: "reconcile-sources",
      name: "of an orchestrator with a failed task and a broken file",
      run: () => reconcile(db(), runTwice),
    },
    {
      fn: "sweep-incidents",
      name: "with a text and figures that are not up to date, and a snooze that is over",
      run: () => wakeSnoozed(db(), runTwice),
    },
    {
      fn: "sweep-incidents",
      name: "with a mute that is over and a deadline that is near",
      run: () => wakeSuppressed(db(), runTwice),
    },
    {
      fn: "sweep-failures",
      name: "with a task to score and a symptom that outlived its root",
      run: () => sweepFailures(db(), runTwice),
    },
    {
      fn: "snapshot-schemas",
      name: "of a warehouse that answers and one that does not",
      run: () => snapshotSchemas(db(), runTwice),
    },
  ];
}

async function reconcile(db: TestDatabase, runTwice: RunTwice): Promise<void> {
  const world = emptyWorld();
  const end = new Date(Date.now() - 60_000).toISOString();
  world.tasks.push(rawTask({ task_id: "load", state: "failed", start_date: end, end_date: end }));
  world.runs.push(rawRun({ state: "failed", start_date: end, end_date: end }));
  world.importErrors.push({ filename: "orders.py", stack_trace: "SyntaxError: no", timestamp: end });
  const server = await startFakeServer((request, response) => {
    if (request.path.endsWith("/version")) return sendJson(response, 200, { version: "3.3.2" });
    return answerFrom(world, "v2")(request, response);
  });
  try {
    const { ctx } = await arrangeWorkspace(db, { apiBaseUrl: server.url });
    await runTwice("reconcile-sources");
    const incidents = await db.prisma.incident.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(incidents.map(({ detectedBy }) => detectedBy)).toEqual(["reconciler", "reconciler"]);
  } finally {
    await server.close();
  }
}

async function wakeSnoozed(db: TestDatabase, runTwice: RunTwice): Promise<void> {
  const { ctx, incidentId } = await arrangeIncident(db, ORDERS_FAILURE);
  const { workspaceId } = ctx;
  await db.prisma.incident.update({
    where: { id: incidentId },
    data: { snoozedUntil: new Date(Date.now() - 1) },
  });
  await runTwice("sweep-incidents");
  const { isIndexed } = await db.prisma.incidentText.findUniqueOrThrow({ where: { incidentId } });
  expect(isIndexed).toBe(true);
  expect(await db.prisma.timelineEntry.count({ where: { incidentId, kind: "woke" } })).toBe(1);
  expect(await db.prisma.staleIncidentDay.count({ where: { workspaceId } })).toBe(0);
  expect(await db.prisma.workspaceDay.findMany({ where: { workspaceId } })).toMatchObject([{ opened: 1 }]);
}

async function wakeSuppressed(db: TestDatabase, runTwice: RunTwice): Promise<void> {
  const arranged = await arrangeWorkspace(db);
  const { ctx } = arranged;
  const mute = await createNoisePolicy(ctx, { kind: "mute", name: "Quiet" });
  const { incidentId } = await arrangeIncident(db, ORDERS_FAILURE, { like: arranged });
  await assessImpact(ctx, incidentId);
  const { pipelineId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const soon = new Date(Date.now() + 10 * 60_000).toISOString();
  await updatePipeline(ctx, pipelineId ?? "", {
    deadline: { time: soon.slice(11, 16), zone: "UTC" },
  });
  await assessImpact(ctx, incidentId);
  await db.prisma.noisePolicy.update({ where: { id: mute.id }, data: { expiresAt: new Date(0) } });
  await runTwice("sweep-incidents");
  const after = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  expect(after).toMatchObject({ status: "triggered", suppressedBy: null });
  expect(JSON.stringify(after.severityReasons)).toContain("deadline");
}

async function sweepFailures(db: TestDatabase, runTwice: RunTwice): Promise<void> {
  const { ctx, incidentId: root, ...rest } = await arrangeIncident(db, ORDERS_FAILURE);
  const other = { externalId: "orders_report", name: "orders_report", owner: null };
  const like = { ctx, ...rest };
  const report = withTask(ORDERS_FAILURE, { pipeline: other });
  const { incidentId: symptom } = await arrangeIncident(db, report, { like });
  const old = new Date(Date.now() - 100 * 24 * 3_600_000);
  const joined = { status: "merged", mergeKind: "symptom", parentIncidentId: root };
  await db.prisma.incident.update({ where: { id: root }, data: { status: "resolved", resolvedAt: old } });
  await db.prisma.incident.update({ where: { id: symptom }, data: joined });
  await db.prisma.run.updateMany({
    where: { workspaceId: ctx.workspaceId },
    data: { succeededAt: old },
  });
  await runTwice("sweep-failures");
  const due = { workspaceId: ctx.workspaceId, flakeScoredAt: null };
  expect(await db.prisma.task.count({ where: due })).toBe(0);
  const released = await db.prisma.incident.findUnique({ where: { id: symptom } });
  expect(released).toMatchObject({ status: "triggered", parentIncidentId: null });
}

async function snapshotSchemas(db: TestDatabase, runTwice: RunTwice): Promise<void> {
  const { ctx } = await arrangeWorkspace(db);
  const snowflakes = [
    await startFakeSnowflake({ "RAW.ORDERS": { ID: "NUMBER" } }),
    await startFakeSnowflake(403),
  ];
  for (const { connection } of snowflakes)
    await createIntegration(ctx, { kind: "warehouse", name: "Shop", ...connection });
  await runTwice("snapshot-schemas");
  const { workspaceId } = ctx;
  expect(await db.prisma.schemaSnapshot.count({ where: { workspaceId } })).toBe(1);
  await Promise.all(snowflakes.map((snowflake) => snowflake.close()));
}
