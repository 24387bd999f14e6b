import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { releaseSymptoms } from "@/lib/cascades/release-symptoms";
import { statuses, timelineTexts } from "@/lib/cascades/testing/nested-flows";
import {
  analyze,
  arrangeWarehouse,
  CONSUMERS,
  deliveryOf,
  MIDNIGHT,
  report,
  SOURCE,
  type Failure,
} from "@/lib/cascades/testing/warehouse";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";

let db: TestDatabase;
let arranged: Arranged;
let root: string;
let symptom: string;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const HOUR = 3_600_000;
const REPORT: Failure = CONSUMERS.find(({ dag }) => dag === "revenue_report") ?? SOURCE;
const success = (failure: Failure, part: Partial<Failure>): Failure => ({
  ...failure,
  event: "on_success_callback",
  tryNumber: 2,
  ...part,
});
/** The source's run is cleared, and succeeds at eight. */
const SOURCE_REPEATED = success(SOURCE, { startedAt: 7, failedAt: 8 });
const deliver = (failure: Failure) =>
  acceptDeliveries(db.pool, [deliveryOf(arranged, failure)], { analysisSteps: [] });
const at = (hours: number) => ({ ...arranged.ctx, now: () => new Date(MIDNIGHT + hours * HOUR) });
const rowOf = (id: string) => db.prisma.incident.findUniqueOrThrow({ where: { id } });

beforeEach(async () => {
  arranged = await arrangeWarehouse(db);
  root = await report(db, arranged, SOURCE);
  symptom = await report(db, arranged, REPORT);
  await analyze(arranged, root);
  await analyze(arranged, symptom);
  expect(await statuses(arranged)).toEqual([
    "orders_source triggered",
    "revenue_report merged into orders_source",
  ]);
});

const runOf = (day: string) =>
  db.prisma.run.findFirstOrThrow({
    where: {
      workspaceId: arranged.ctx.workspaceId,
      pipeline: { name: "revenue_report" },
      externalId: `scheduled__${day}`,
    },
  });

describe("a symptom", () => {
  it("recovers with its own rerun, and its root says so", async () => {
    await deliver(SOURCE_REPEATED);
    expect(await rowOf(root)).toMatchObject({ status: "resolved", resolution: "recovered" });
    expect(await rowOf(symptom)).toMatchObject({ status: "merged", resolvedAt: null });
    await deliver(success(REPORT, { startedAt: 9, failedAt: 9.5 }));
    const { id: resolvedByRunId } = await runOf("2026-11-20T00:00:00.000Z");
    expect(await rowOf(symptom)).toMatchObject({
      status: "merged",
      parentIncidentId: root,
      resolution: "recovered",
      resolvedByRunId,
      resolvedAt: expect.any(Date),
    });
    expect(await timelineTexts(arranged, root)).toContain(
      "#2 has recovered: run scheduled__2026-11-20T00:00:00.000Z of revenue_report succeeded",
    );
    expect(await releaseSymptoms(at(100))).toBe(0);
  });

  it("recovers before its root does, too", async () => {
    await deliver(success(REPORT, { startedAt: 6, failedAt: 6.5 }));
    expect(await rowOf(symptom)).toMatchObject({ status: "merged", resolution: "recovered" });
    expect(await rowOf(root)).toMatchObject({ status: "triggered" });
  });

  it("that fails again under an open root has not recovered, until its run succeeds", async () => {
    await deliver(success(REPORT, { startedAt: 6, failedAt: 6.5 }));
    expect(await rowOf(symptom)).toMatchObject({ resolution: "recovered" });
    await deliver({ ...REPORT, day: 1 });
    const { id: runId } = await runOf("2026-11-21T00:00:00.000Z");
    expect(await rowOf(symptom)).toMatchObject({
      status: "merged",
      parentIncidentId: root,
      runId,
      resolvedAt: null,
      resolution: null,
      resolvedByRunId: null,
    });
    await deliver(success({ ...REPORT, day: 1 }, { startedAt: 9, failedAt: 9.5 }));
    expect(await rowOf(symptom)).toMatchObject({ resolution: "recovered", resolvedByRunId: runId });
  });

  it("recovers with its next scheduled run, although the data of the failed one was never delivered", async () => {
    await deliver(SOURCE_REPEATED);
    await deliver(success(REPORT, { day: 1, tryNumber: 1 }));
    const { id: resolvedByRunId } = await runOf("2026-11-21T00:00:00.000Z");
    expect(await rowOf(symptom)).toMatchObject({ status: "merged", resolvedByRunId });
    expect(await timelineTexts(arranged, symptom)).toContain(
      "Resolved: a later run, scheduled__2026-11-21T00:00:00.000Z, succeeded at 2026-11-22 05:06 UTC. The failed run itself was not repeated",
    );
  });

  it("is an incident of its own once its next run was due and it has not succeeded", async () => {
    // A success of it is known, so that its absence says something.
    await db.prisma.run.updateMany({
      where: { workspaceId: arranged.ctx.workspaceId, state: "succeeded" },
      data: { succeededAt: new Date(MIDNIGHT - HOUR) },
    });
    await deliver(SOURCE_REPEATED);
    expect(await releaseSymptoms(at(20))).toBe(0);
    expect(await releaseSymptoms(at(35))).toBe(1);
    expect(await releaseSymptoms(at(35))).toBe(0);
    expect(await rowOf(symptom)).toMatchObject({
      status: "triggered",
      parentIncidentId: null,
      mergeKind: null,
    });
    expect(await timelineTexts(arranged, symptom)).toContain(
      "Split from #1, which is resolved: this failure has not recovered",
    );
    expect(await timelineTexts(arranged, root)).toContain(
      "#2 is an incident of its own: revenue_report has not succeeded since this one was resolved",
    );
  });

  it("stays part of a root that a person resolved if nobody reports successes", async () => {
    await updateIncident(at(8), root, { status: "resolved" });
    expect(await releaseSymptoms(at(1_000))).toBe(0);
    expect(await rowOf(symptom)).toMatchObject({ status: "merged" });
  });

  it("that fails again after its root was resolved opens an incident, of which it becomes part", async () => {
    await db.prisma.run.updateMany({
      where: { workspaceId: arranged.ctx.workspaceId, state: "succeeded" },
      data: { succeededAt: new Date(MIDNIGHT - HOUR) },
    });
    await deliver(SOURCE_REPEATED);
    const again = await report(db, arranged, { ...REPORT, day: 1 });
    expect(again).not.toBe(symptom);
    expect(await rowOf(again)).toMatchObject({ status: "triggered" });
    expect(await releaseSymptoms(at(60))).toBe(0);
    expect(await rowOf(symptom)).toMatchObject({
      status: "merged",
      parentIncidentId: again,
      mergeKind: "duplicate",
    });
  });
});
