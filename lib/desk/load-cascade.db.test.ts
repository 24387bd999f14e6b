import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import {
  analyze,
  arrangeWarehouse,
  CONSUMERS,
  deliveryOf,
  report,
  SOURCE,
} from "@/lib/cascades/testing/warehouse";
import { getIncident } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
let arranged: Arranged;
let root: string;
let symptom: string;
const consumer = CONSUMERS.find(({ dag }) => dag === "revenue_report") ?? SOURCE;
const RUN = "scheduled__2026-11-20T00:00:00.000Z";

beforeAll(async () => {
  db = await testDatabase();
  arranged = await arrangeWarehouse(db);
  root = await report(db, arranged, SOURCE);
  symptom = await report(db, arranged, consumer);
  await analyze(arranged, root);
  await analyze(arranged, symptom);
});
afterAll(() => db.close());

const deliver = (part: Partial<typeof SOURCE>, failure = SOURCE) =>
  acceptDeliveries(db.pool, [deliveryOf(arranged, { ...failure, ...part })], { analysisSteps: [] });

describe("an incident in a cascade", () => {
  it("names its symptoms and why they are, and each of them its root", async () => {
    const because =
      "it reads shop.raw.orders, which orders_source writes, and its error names shop.raw.orders, which was not written";
    expect(await getIncident(arranged.ctx, root)).toMatchObject({
      symptomCount: 1,
      root: null,
      symptoms: [
        {
          id: symptom,
          number: 2,
          pipeline: "revenue_report",
          task: "query",
          runId: RUN,
          recoveredAt: null,
          because,
        },
      ],
    });
    expect(await getIncident(arranged.ctx, symptom)).toMatchObject({
      status: "merged",
      parentIncidentId: root,
      symptoms: [],
      root: { id: root, number: 1, pipeline: "orders_source", task: "load", runId: RUN, because },
    });
  });

  it("does not count duplicates as symptoms", async () => {
    const duplicate = await report(db, arranged, { ...consumer, dag: "elsewhere" });
    await db.prisma.incident.update({
      where: { id: duplicate },
      data: { status: "merged", mergeKind: "duplicate", parentIncidentId: root },
    });
    expect(await getIncident(arranged.ctx, root)).toMatchObject({
      symptomCount: 1,
      symptoms: [{ id: symptom }],
    });
    expect(await getIncident(arranged.ctx, duplicate)).toMatchObject({ root: null, parentIncidentId: root });
  });

  it("names tasks of its run that did not run", async () => {
    const run = await db.prisma.run.findFirstOrThrow({
      where: { workspaceId: arranged.ctx.workspaceId, externalId: RUN, pipeline: { name: "orders_source" } },
    });
    const task = await db.prisma.task.create({
      data: {
        id: newId(),
        workspaceId: run.workspaceId,
        pipelineId: run.pipelineId,
        externalId: "publish",
        name: "publish",
      },
    });
    await db.prisma.attempt.create({
      data: {
        id: newId(),
        workspaceId: run.workspaceId,
        runId: run.id,
        taskId: task.id,
        tryNumber: 1,
        state: "upstream_failed",
      },
    });
    expect(await getIncident(arranged.ctx, root)).toMatchObject({ notRun: ["publish"] });
  });

  it("links the run that ended it, and says which symptoms have recovered", async () => {
    await deliver({ event: "on_success_callback", tryNumber: 2, startedAt: 7, failedAt: 8 });
    await deliver({ event: "on_success_callback", tryNumber: 2, startedAt: 9, failedAt: 9.1 }, consumer);
    expect(await getIncident(arranged.ctx, root)).toMatchObject({
      status: "resolved",
      resolvedBy: { runId: RUN },
      symptoms: [{ id: symptom, recoveredAt: expect.any(String) }],
    });
  });

  it("says how often its task succeeds only on a retry", async () => {
    expect(await getIncident(arranged.ctx, root)).toMatchObject({ flakeScore: null, flakiness: null });
    await db.prisma.task.updateMany({
      where: { workspaceId: arranged.ctx.workspaceId, name: "load" },
      data: { flakeScore: 0.2, flakeRuns: 40, flakeRetried: 6 },
    });
    expect(await getIncident(arranged.ctx, root)).toMatchObject({
      flakeScore: 0.2,
      flakiness: { score: 0.2, runs: 40, retried: 6 },
    });
  });
});

it("says of a symptom why it is one, and leaves to its timeline what was assumed about its schedule", async () => {
  const warehouse = await arrangeWarehouse(db);
  const { ctx } = warehouse;
  // Too few runs to tell how often they run.
  await db.prisma.run.deleteMany({ where: { workspaceId: ctx.workspaceId } });
  const cause = await report(db, warehouse, SOURCE);
  const effect = await report(db, warehouse, consumer);
  await analyze(warehouse, cause);
  await analyze(warehouse, effect);
  const { symptoms } = await getIncident(ctx, cause);
  expect(symptoms.map(({ because }) => because)).toEqual([
    expect.stringMatching(/, and its error names shop\.raw\.orders, which was not written$/),
  ]);
  expect(JSON.stringify(await listTimeline(ctx, effect))).toContain("so a day is assumed");
});
