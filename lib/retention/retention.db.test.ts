import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { listShownEvidence } from "@/lib/diagnosis/data";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { failureReport } from "@/lib/failures/testing/report";
import { updateIncident } from "@/lib/incidents/update-incident";
import { systemContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { removeDeliveries, removeDuplicates } from "@/lib/retention/remove-deliveries";
import { removeEverywhere } from "@/lib/retention/remove-everywhere";
import { removeEvidenceTexts } from "@/lib/retention/remove-evidence-texts";
import { returnSpace } from "@/lib/retention/return-space";
import { removeRetryAdvice } from "@/lib/retention/remove-retry-advice";
import { removeWorkflowSteps } from "@/lib/retention/remove-workflow-steps";
import { getWorkflow } from "@/lib/workflows/data";
import { listAudit } from "@/lib/workspaces/data";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse("2026-11-29T08:15:00Z");
const ALL = 1_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** The context of scheduled work in a workspace, at a fixed time. */
const scheduled = (ctx: Context): Context => ({
  ...systemContext(ctx.workspaceId),
  now: () => new Date(NOW),
});
const daysAgo = (days: number, olderMs = 0) => new Date(NOW - days * DAY_MS - olderMs);

type At = { ctx: Context; sourceId: string };

async function storeDelivery(
  { ctx, sourceId }: At,
  part: { receivedAt: Date; status?: string },
): Promise<string> {
  const id = newId();
  await db.prisma.delivery.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      sourceId,
      deliveryKey: id,
      status: "quarantined",
      headers: {},
      body: "{}",
      sizeBytes: 2,
      sha256: "",
      authMethod: "signature",
      ...part,
    },
  });
  return id;
}

async function deliveriesOf({ ctx }: At): Promise<string[]> {
  const { workspaceId } = ctx;
  const rows = await db.prisma.delivery.findMany({ where: { workspaceId }, orderBy: { receivedAt: "asc" } });
  return rows.map(({ id }) => id);
}

describe("removeDeliveries", () => {
  it("removes expired deliveries to the millisecond, in this workspace only", async () => {
    const own = await arrangeWorkspace(db);
    const other = await arrangeWorkspace(db);
    await storeDelivery(own, { receivedAt: daysAgo(30, 1) });
    const kept = [
      await storeDelivery(own, { receivedAt: daysAgo(30) }),
      await storeDelivery(own, { receivedAt: daysAgo(1) }),
    ];
    const foreign = await storeDelivery(other, { receivedAt: daysAgo(300) });
    expect(await removeDeliveries(scheduled(own.ctx), ALL)).toBe(1);
    expect(await deliveriesOf(own)).toEqual(kept);
    expect(await removeDeliveries(scheduled(own.ctx), ALL)).toBe(0);
    expect(await deliveriesOf(other)).toEqual([foreign]);
  });

  it("works in batches, oldest first", async () => {
    const own = await arrangeWorkspace(db);
    const ids: string[] = [];
    for (const days of [44, 43, 42, 41, 40])
      ids.push(await storeDelivery(own, { receivedAt: daysAgo(days) }));
    expect(await removeDeliveries(scheduled(own.ctx), 2)).toBe(2);
    expect(await deliveriesOf(own)).toEqual(ids.slice(2));
    expect(await removeDeliveries(scheduled(own.ctx), 2)).toBe(2);
    expect(await removeDeliveries(scheduled(own.ctx), 2)).toBe(1);
  });

  it("keeps the latest report of an open incident", async () => {
    const own = await arrangeIncident(db, failureReport());
    const { workspaceId } = own.ctx;
    const first = await deliveriesOf(own);
    // Another failure with the same fingerprint: both reports are old, and the newer one is enough.
    const again = await arrangeIncident(db, failureReport(), { like: own });
    expect(again.incidentId).toBe(own.incidentId);
    const newest = (await deliveriesOf(own)).filter((id) => !first.includes(id));
    await db.prisma.delivery.updateMany({ where: { workspaceId }, data: { receivedAt: daysAgo(99) } });
    await removeDeliveries(scheduled(own.ctx), ALL);
    expect(await deliveriesOf(own)).toEqual(newest);
    expect(await removeDeliveries(scheduled(own.ctx), ALL)).toBe(0);
    await updateIncident(own.ctx, own.incidentId, { status: "resolved" });
    expect(await removeDeliveries(scheduled(own.ctx), ALL)).toBe(1);
    expect(await deliveriesOf(own)).toEqual([]);
  });

  it("leaves duplicates to their own setting, and keeps everything forever when configured", async () => {
    const own = await arrangeWorkspace(db);
    const repeat = await storeDelivery(own, { receivedAt: daysAgo(100), status: "duplicate" });
    expect(await removeDeliveries(scheduled(own.ctx), ALL)).toBe(0);
    const delivery = await storeDelivery(own, { receivedAt: daysAgo(90) });
    await updateWorkspace(own.ctx, { retention: { deliveriesDays: null } });
    expect(await removeDeliveries(scheduled(own.ctx), ALL)).toBe(0);
    expect(await deliveriesOf(own)).toEqual([repeat, delivery]);
  });
});

describe("removeDuplicates", () => {
  it("removes duplicates after a week, to the millisecond, in batches", async () => {
    const own = await arrangeWorkspace(db);
    const other = await arrangeWorkspace(db);
    const status = "duplicate";
    for (const ms of [3, 2, 1]) await storeDelivery(own, { receivedAt: daysAgo(7, ms), status });
    const kept = [
      await storeDelivery(own, { receivedAt: daysAgo(8) }),
      await storeDelivery(own, { receivedAt: daysAgo(7), status }),
    ];
    const foreign = await storeDelivery(other, { receivedAt: daysAgo(300), status });
    expect(await removeDuplicates(scheduled(own.ctx), 2)).toBe(2);
    expect(await removeDuplicates(scheduled(own.ctx), 2)).toBe(1);
    expect(await removeDuplicates(scheduled(own.ctx), 2)).toBe(0);
    expect(await deliveriesOf(own)).toEqual(kept);
    expect(await deliveriesOf(other)).toEqual([foreign]);
  });
});

/** An incident whose diagnosis cites its log, collected `collectedAt`; the analysis is over. */
async function arrangeDiagnosed(collectedAt: Date) {
  const own = await arrangeIncident(db, failureReport());
  const { ctx, incidentId, workflowId } = own;
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  await db.prisma.workflowRun.updateMany({ where: { incidentId }, data: { status: "COMPLETED" } });
  await db.prisma.evidence.updateMany({ where: { incidentId }, data: { collectedAt } });
  const cited = (await listShownEvidence(ctx, incidentId)).items.find(({ kind }) => kind === "log");
  if (!cited) throw new Error("there is a log");
  return { ...own, citedId: cited.id };
}

async function storeEvidencePiece(
  own: Awaited<ReturnType<typeof arrangeDiagnosed>>,
  part: { collectedAt: Date; text?: string; supersededAt?: Date },
): Promise<string> {
  const model = await db.prisma.evidence.findUniqueOrThrow({ where: { id: own.citedId } });
  const id = newId();
  const { facts: _, ...row } = model;
  await db.prisma.evidence.create({ data: { ...row, facts: {}, id, key: id, text: "a long text", ...part } });
  return id;
}

const pieceOf = (id: string) => db.prisma.evidence.findUnique({ where: { id } });

describe("removeEvidenceTexts", () => {
  it("keeps cited pieces, empties current ones and deletes superseded ones", async () => {
    const own = await arrangeDiagnosed(daysAgo(200));
    const current = await storeEvidencePiece(own, { collectedAt: daysAgo(200) });
    const superseded = await storeEvidencePiece(own, {
      collectedAt: daysAgo(200),
      supersededAt: daysAgo(199),
    });
    const empty = await storeEvidencePiece(own, { collectedAt: daysAgo(200), text: "" });
    const before = await pieceOf(own.citedId);
    expect(await removeEvidenceTexts(scheduled(own.ctx), ALL)).toBeGreaterThan(3);
    expect(await pieceOf(own.citedId)).toEqual({ ...before, retainedAt: new Date(NOW) });
    expect(before?.text).not.toBe("");
    expect(await pieceOf(current)).toMatchObject({ text: "", textRemovedAt: new Date(NOW) });
    expect(await pieceOf(superseded)).toBeNull();
    // There was no text to remove, so it is not marked.
    expect(await pieceOf(empty)).toMatchObject({ textRemovedAt: null });
    expect(await removeEvidenceTexts(scheduled(own.ctx), ALL)).toBe(0);
    const shown = (await listShownEvidence(own.ctx, own.incidentId)).items;
    expect(shown.find(({ id }) => id === current)?.textRemovedAt).toBe(new Date(NOW).toISOString());
    expect(shown.find(({ id }) => id === own.citedId)?.textRemovedAt).toBeNull();
  });

  it("keeps a superseded piece that an earlier diagnosis cites", async () => {
    const own = await arrangeDiagnosed(daysAgo(200));
    await db.prisma.evidence.update({ where: { id: own.citedId }, data: { supersededAt: daysAgo(150) } });
    const before = await pieceOf(own.citedId);
    await removeEvidenceTexts(scheduled(own.ctx), ALL);
    expect(await pieceOf(own.citedId)).toEqual({ ...before, retainedAt: new Date(NOW) });
  });

  it("counts from collection time, to the millisecond, in this workspace only", async () => {
    const own = await arrangeDiagnosed(daysAgo(1));
    const other = await arrangeDiagnosed(daysAgo(1));
    const old = await storeEvidencePiece(own, { collectedAt: daysAgo(90, 1) });
    const young = await storeEvidencePiece(own, { collectedAt: daysAgo(90) });
    const foreign = await storeEvidencePiece(other, { collectedAt: daysAgo(300) });
    expect(await removeEvidenceTexts(scheduled(own.ctx), ALL)).toBe(1);
    expect(await pieceOf(old)).toMatchObject({ text: "" });
    for (const id of [young, foreign]) expect(await pieceOf(id)).toMatchObject({ text: "a long text" });
  });

  it("works in batches, oldest first", async () => {
    const own = await arrangeDiagnosed(daysAgo(1));
    const ids: string[] = [];
    for (const days of [99, 98, 97]) ids.push(await storeEvidencePiece(own, { collectedAt: daysAgo(days) }));
    expect(await removeEvidenceTexts(scheduled(own.ctx), 2)).toBe(2);
    expect(await pieceOf(ids[2] ?? "")).toMatchObject({ text: "a long text" });
    expect(await removeEvidenceTexts(scheduled(own.ctx), 2)).toBe(1);
  });

  it("skips incidents being analyzed, and collecting again restores a text", async () => {
    const own = await arrangeDiagnosed(daysAgo(200));
    const { ctx, incidentId } = own;
    const status = (value: string) =>
      db.prisma.workflowRun.updateMany({ where: { incidentId }, data: { status: value } });
    await status("RUNNING");
    expect(await removeEvidenceTexts(scheduled(ctx), ALL)).toBe(0);
    await status("COMPLETED");
    await db.prisma.diagnosis.deleteMany({ where: { incidentId } });
    await removeEvidenceTexts(scheduled(ctx), ALL);
    const emptied = await db.prisma.evidence.findFirstOrThrow({
      where: { incidentId, textRemovedAt: { not: null } },
    });
    await collectEvidence(ctx, { incidentId });
    const again = await pieceOf(emptied.id);
    expect(again).toMatchObject({ textRemovedAt: null, retainedAt: null });
    expect(again?.text).not.toBe("");
  });
});

describe("removeWorkflowSteps", () => {
  async function endWorkflow(own: Awaited<ReturnType<typeof arrangeIncident>>, endedAt: Date | null) {
    const { workflowId } = own;
    await db.prisma.workflowRun.update({
      where: { id: workflowId },
      data: { status: endedAt ? "COMPLETED" : "RUNNING", endedAt },
    });
    for (const [order, name] of ["collect-evidence", "diagnose"].entries()) {
      const status = order === 0 ? "COMPLETED" : "FAILED";
      await db.prisma.workflowStep.create({ data: { workflowId, name, order, status } });
    }
  }
  const stepsOf = (workflowId: string) => db.prisma.workflowStep.count({ where: { workflowId } });

  it("removes the steps of expired workflows and keeps their final progress", async () => {
    const own = await arrangeIncident(db, failureReport());
    const pipeline = { externalId: "payroll", name: "payroll", owner: null };
    const young = await arrangeIncident(db, failureReport({ pipeline }), { like: own });
    const foreign = await arrangeIncident(db, failureReport());
    await endWorkflow(own, daysAgo(30, 1));
    await endWorkflow(young, daysAgo(30));
    await endWorkflow(foreign, daysAgo(300));
    expect(await removeWorkflowSteps(scheduled(own.ctx), ALL)).toBe(1);
    expect(await getWorkflow(own.ctx, own.workflowId)).toMatchObject({
      status: "COMPLETED",
      progress: "1/2 steps completed",
      steps: [],
      steps_removed: true,
    });
    expect(await stepsOf(young.workflowId)).toBe(2);
    expect(await stepsOf(foreign.workflowId)).toBe(2);
    expect(await removeWorkflowSteps(scheduled(own.ctx), ALL)).toBe(0);
  });

  it("works in batches and skips workflows that have not ended", async () => {
    const own = await arrangeIncident(db, failureReport());
    const { workflowId, ctx } = own;
    await endWorkflow(own, null);
    const {
      engineRunId: _,
      plannedSteps: __,
      request: ___,
      ...row
    } = await db.prisma.workflowRun.findUniqueOrThrow({
      where: { id: workflowId },
    });
    for (const days of [99, 98, 97]) {
      await db.prisma.workflowRun.create({ data: { ...row, id: newId(), endedAt: daysAgo(days) } });
    }
    expect(await removeWorkflowSteps(scheduled(ctx), 2)).toBe(2);
    expect(await removeWorkflowSteps(scheduled(ctx), 2)).toBe(1);
    expect(await stepsOf(workflowId)).toBe(2);
  });
});

describe("removeEverywhere", () => {
  it("applies each workspace's own settings", async () => {
    const [short, long] = [await arrangeWorkspace(db), await arrangeWorkspace(db)];
    await updateWorkspace(short.ctx, { retention: { duplicatesDays: 1 } });
    const receivedAt = new Date(Date.now() - 3 * DAY_MS);
    for (const own of [short, long]) await storeDelivery(own, { receivedAt, status: "duplicate" });
    expect(await removeEverywhere(removeDuplicates)).toMatchObject({ isDone: true });
    expect(await deliveriesOf(short)).toEqual([]);
    expect(await deliveriesOf(long)).toHaveLength(1);
  });
});

describe("returnSpace", () => {
  it("runs only if nothing was received for a minute", async () => {
    const { sourceId } = await arrangeWorkspace(db);
    const receivedAt = (lastDeliveryAt: Date) =>
      db.prisma.source.update({ where: { id: sourceId }, data: { lastDeliveryAt } });
    await db.prisma.source.updateMany({ data: { lastDeliveryAt: null } });
    await receivedAt(new Date());
    expect(await returnSpace({ isEmbedded: true })).toBe(false);
    await receivedAt(new Date(Date.now() - 120_000));
    expect(await returnSpace({ isEmbedded: true })).toBe(true);
    // Other databases vacuum on their own.
    expect(await returnSpace({ isEmbedded: false })).toBe(false);
  });
});

describe("updateWorkspace", () => {
  it("changes only the given fields and records the old values", async () => {
    const { ctx } = await arrangeWorkspace(db);
    expect(await updateWorkspace(ctx, { retention: { evidenceDays: 14 } })).toMatchObject({
      name: "Test",
      retention: {
        deliveriesDays: 30,
        duplicatesDays: 7,
        evidenceDays: 14,
        workflowStepsDays: 30,
        runsDays: 90,
      },
    });
    expect(await updateWorkspace(ctx, { name: "Payments" })).toMatchObject({
      name: "Payments",
      retention: { evidenceDays: 14 },
    });
    expect((await listAudit(ctx)).items).toMatchObject([
      { action: "workspace.update", changes: [{ field: "name", before: "Test", after: "Payments" }] },
      { action: "workspace.update", changes: [{ field: "retention.evidenceDays", before: 90, after: 14 }] },
    ]);
    const [first] = await db.prisma.auditEvent.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: { at: "asc" },
    });
    expect(first?.detail).toMatchObject({
      retention: { evidenceDays: 14 },
      retentionBefore: { evidenceDays: 90 },
    });
  });
});

describe("removeRetryAdvice", () => {
  it("removes expired advice of this workspace, in batches", async () => {
    const own = await arrangeIncident(db, failureReport());
    const foreign = await arrangeIncident(db, failureReport());
    const advise = (workspaceId: string, days: number) =>
      db.prisma.retryAdvice.create({
        data: { id: newId(), workspaceId, pipeline: "p", tryNumber: 1, reason: "r", at: daysAgo(days, 1) },
      });
    for (const days of [90, 91, 92]) await advise(own.ctx.workspaceId, days);
    const young = await advise(own.ctx.workspaceId, 1);
    await advise(foreign.ctx.workspaceId, 300);
    expect(await removeRetryAdvice(scheduled(own.ctx), 2)).toBe(2);
    expect(await removeRetryAdvice(scheduled(own.ctx), 2)).toBe(1);
    const left = await db.prisma.retryAdvice.findMany({ where: { workspaceId: own.ctx.workspaceId } });
    expect(left.map(({ id }) => id)).toEqual([young.id]);
    expect(await db.prisma.retryAdvice.count({ where: { workspaceId: foreign.ctx.workspaceId } })).toBe(1);
  });
});
