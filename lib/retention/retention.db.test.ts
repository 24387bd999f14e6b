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

/** Scheduled work in a workspace, at a fixed time. */
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
  it("removes what is older than the workspace keeps, to the millisecond, and nothing of another one", async () => {
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

  it("goes by batches, the oldest first", async () => {
    const own = await arrangeWorkspace(db);
    const ids: string[] = [];
    for (const days of [44, 43, 42, 41, 40])
      ids.push(await storeDelivery(own, { receivedAt: daysAgo(days) }));
    expect(await removeDeliveries(scheduled(own.ctx), 2)).toBe(2);
    expect(await deliveriesOf(own)).toEqual(ids.slice(2));
    expect(await removeDeliveries(scheduled(own.ctx), 2)).toBe(2);
    expect(await removeDeliveries(scheduled(own.ctx), 2)).toBe(1);
  });

  it("keeps the newest report of an open incident until it is over", async () => {
    const own = await arrangeIncident(db, failureReport());
    const { workspaceId } = own.ctx;
    const first = await deliveriesOf(own);
    // Another failure of the same kind: both reports are old, the newer one is enough.
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

  it("leaves repeats to their own time, and keeps everything for ever where it was told so", async () => {
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
  it("removes repeats after a week, to the millisecond, by batches, and nothing else", async () => {
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
  it("keeps what a diagnosis cites, empties what is current, removes what is superseded", async () => {
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
    // There was nothing to remove, so nothing is said to have been.
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

  it("counts from when a piece was collected, to the millisecond, in this workspace alone", async () => {
    const own = await arrangeDiagnosed(daysAgo(1));
    const other = await arrangeDiagnosed(daysAgo(1));
    const old = await storeEvidencePiece(own, { collectedAt: daysAgo(90, 1) });
    const young = await storeEvidencePiece(own, { collectedAt: daysAgo(90) });
    const foreign = await storeEvidencePiece(other, { collectedAt: daysAgo(300) });
    expect(await removeEvidenceTexts(scheduled(own.ctx), ALL)).toBe(1);
    expect(await pieceOf(old)).toMatchObject({ text: "" });
    for (const id of [young, foreign]) expect(await pieceOf(id)).toMatchObject({ text: "a long text" });
  });

  it("goes by batches, the oldest first", async () => {
    const own = await arrangeDiagnosed(daysAgo(1));
    const ids: string[] = [];
    for (const days of [99, 98, 97]) ids.push(await storeEvidencePiece(own, { collectedAt: daysAgo(days) }));
    expect(await removeEvidenceTexts(scheduled(own.ctx), 2)).toBe(2);
    expect(await pieceOf(ids[2] ?? "")).toMatchObject({ text: "a long text" });
    expect(await removeEvidenceTexts(scheduled(own.ctx), 2)).toBe(1);
  });

  it("waits while the incident is being analyzed, and collecting again brings a text back", async () => {
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

  it("removes the steps of workflows that ended long ago, and remembers how far they came", async () => {
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

  it("goes by batches and leaves workflows alone that have not ended", async () => {
    const own = await arrangeIncident(db, failureReport());
    const { workflowId, ctx } = own;
    await endWorkflow(own, null);
    const {
      engineRunId: _,
      plannedSteps: __,
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
  it("asks every workspace, each for what it keeps", async () => {
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
  it("waits until nothing has been received for a minute", async () => {
    const { sourceId } = await arrangeWorkspace(db);
    const receivedAt = (lastDeliveryAt: Date) =>
      db.prisma.source.update({ where: { id: sourceId }, data: { lastDeliveryAt } });
    await db.prisma.source.updateMany({ data: { lastDeliveryAt: null } });
    await receivedAt(new Date());
    expect(await returnSpace({ isEmbedded: true })).toBe(false);
    await receivedAt(new Date(Date.now() - 120_000));
    expect(await returnSpace({ isEmbedded: true })).toBe(true);
    // Elsewhere the database sees to it by itself.
    expect(await returnSpace({ isEmbedded: false })).toBe(false);
  });
});

describe("updateWorkspace", () => {
  it("changes what was named, and the audit log says what it was before", async () => {
    const { ctx } = await arrangeWorkspace(db);
    expect(await updateWorkspace(ctx, { retention: { evidenceDays: 14 } })).toMatchObject({
      name: "Test",
      retention: { deliveriesDays: 30, duplicatesDays: 7, evidenceDays: 14, workflowStepsDays: 30 },
    });
    expect(await updateWorkspace(ctx, { name: "Payments" })).toMatchObject({
      name: "Payments",
      retention: { evidenceDays: 14 },
    });
    expect((await listAudit(ctx)).items).toMatchObject([
      { action: "workspace.update" },
      { action: "workspace.update" },
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
