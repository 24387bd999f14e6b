import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { failureReport, serviceReport } from "@/lib/failures/testing/report";
import { getDelivery, listDeliveries } from "@/lib/intake/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { acceptReports } from "@/lib/intake/acceptance/accept-reports";
import { splitIncident } from "@/lib/intake/split/split-incident";
import type { Context } from "@/lib/platform/context";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const OPTIONS = { analysisSteps: [] };
const failing = (task: string, run = `run-of-${task}`) =>
  failureReport({
    task: { externalId: task, name: task, operator: null },
    run: {
      externalId: run,
      type: null,
      logicalDate: null,
      startedAt: null,
      url: null,
      parentTaskRunId: null,
    },
  });

function saying(sourceId: string, first: FailureReport, ...others: FailureReport[]) {
  const said = (report: FailureReport) => ({ report, identity: failureIdentity(sourceId, report) });
  return { ok: true as const, reports: [said(first), ...others.map(said)] as [ReturnType<typeof said>] };
}

describe("a delivery with several reports", () => {
  it("opens an incident for each failure, and belongs to all of them", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx, sourceId } = arranged;
    const meaning = saying(sourceId, failing("extract"), failing("load"), serviceReport());
    const delivery = incomingDelivery(arranged, meaning);
    const [accepted] = await acceptDeliveries(db.pool, [delivery], OPTIONS);
    const { items } = await listIncidents(ctx, { sort: "openedAt" });
    expect(items.map((incident) => incident.subject.name).toSorted()).toEqual([
      "extract",
      "load",
      "payments",
    ]);
    expect(accepted).toMatchObject({ isDuplicate: false, startsAnalysis: true });
    const stored = await getDelivery(ctx, delivery.id);
    expect(stored.incidents.map(({ id }) => id).toSorted()).toEqual(items.map(({ id }) => id).toSorted());
    expect(stored.incidentId).toBe(accepted?.incidentId);
    expect((await listDeliveries(ctx, {})).items).toEqual([stored]);
  });

  it("is deduplicated as a whole", async () => {
    const arranged = await arrangeWorkspace(db);
    const meaning = saying(arranged.sourceId, failing("extract"), failing("load"));
    const delivery = incomingDelivery(arranged, meaning, { deliveryKey: "same" });
    const again = incomingDelivery(arranged, meaning, { deliveryKey: "same" });
    const [first] = await acceptDeliveries(db.pool, [delivery], OPTIONS);
    const [second] = await acceptDeliveries(db.pool, [again], OPTIONS);
    expect(second).toMatchObject({ isDuplicate: true, incidentId: first?.incidentId });
    const { items } = await listIncidents(arranged.ctx, {});
    expect(items.map((incident) => incident.occurrenceCount)).toEqual([1, 1]);
  });

  it("handles a success next to a failure", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx, sourceId } = arranged;
    const recovered = { ...failing("extract"), event: "succeeded" as const, exception: null };
    await acceptDeliveries(db.pool, [incomingDelivery(arranged, failing("extract"))], OPTIONS);
    const meaning = saying(sourceId, recovered, failing("load"));
    await acceptDeliveries(db.pool, [incomingDelivery(arranged, meaning)], OPTIONS);
    const { items } = await listIncidents(ctx, { sort: "openedAt" });
    expect(items.map(({ task, status }) => [task, status])).toEqual([
      ["extract", "resolved"],
      ["load", "triggered"],
    ]);
  });
});

describe("reports without a delivery", () => {
  const asReconciler = (ctx: Context): Context => ({
    ...ctx,
    actor: { type: "system", id: null, name: "Pipeline Debugger" },
  });

  it("open and fold like webhook reports, and can be split", async () => {
    const arranged = await arrangeWorkspace(db);
    const ctx = asReconciler(arranged.ctx);
    const reports = [failing("extract", "run-1"), failing("extract", "run-2"), failing("load")];
    expect(await acceptReports(ctx, arranged.sourceId, reports, OPTIONS)).toEqual({ opened: 2 });
    const { items } = await listIncidents(arranged.ctx, { task: "extract" });
    const incident = await getIncident(arranged.ctx, items[0]?.id ?? "");
    expect(incident).toMatchObject({ occurrenceCount: 2, detectedBy: "reconciler" });
    expect((await listTimeline(arranged.ctx, incident.id)).items).toMatchObject([
      { kind: "opened", actorType: "system" },
      { kind: "occurrence", actorType: "system" },
    ]);
    const split = await splitIncident(arranged.ctx, incident.id, [incident.occurrences[0]?.id ?? ""]);
    expect(await getIncident(arranged.ctx, split.id)).toMatchObject({ task: "extract", occurrenceCount: 1 });
    expect(await acceptReports(ctx, arranged.sourceId, [failing("load")], OPTIONS)).toEqual({ opened: 0 });
  });

  it("are accepted in any number", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    const reports = Array.from({ length: 1_001 }, (_, n) => failing("load", `run-${n}`));
    expect(await acceptReports(asReconciler(ctx), sourceId, reports, OPTIONS)).toEqual({ opened: 1 });
    const { items } = await listIncidents(ctx, {});
    expect(items).toMatchObject([{ occurrenceCount: 1_001 }]);
  });

  it("are redacted", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    const secret = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");
    const report = { ...failing("load"), exception: null, reason: `refused for key ${secret}` };
    await acceptReports(asReconciler(ctx), sourceId, [report], OPTIONS);
    const row = await db.prisma.incident.findFirstOrThrow({ where: { sourceId } });
    expect(JSON.stringify(row)).toContain("[redacted:aws");
    expect(JSON.stringify(row)).not.toContain(secret);
  });

  it("of a check may be about a run of a pipeline, whose own failure is another incident", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    const check = {
      kind: "check" as const,
      check: { externalId: "late:orders_daily", name: "orders_daily", owner: null },
      target: null,
      pipeline: { externalId: "orders_daily", name: "orders_daily" },
      run: { externalId: "run-1", url: null },
    };
    const late = { ...serviceReport(), subject: check, title: "orders_daily is late" };
    const failed = failureReport({ scope: "run", task: null, attempt: null, exception: null });
    await acceptReports(asReconciler(ctx), sourceId, [late, failing("load", "run-1"), failed], OPTIONS);
    const { items } = await listIncidents(ctx, { pipeline: "orders_daily", sort: "openedAt" });
    expect(items.map(({ subject }) => subject.kind).toSorted()).toEqual(["check", "task", "task"]);
    const over = { ...late, event: "succeeded" as const, subject: { ...check, run: null } };
    await acceptReports(asReconciler(ctx), sourceId, [over], OPTIONS);
    const after = await listIncidents(ctx, { pipeline: "orders_daily", status: ["resolved"] });
    expect(after.items.map(({ subject }) => subject.kind)).toEqual(["check"]);
  });

  it("are refused for another workspace's source, and from a viewer", async () => {
    const [mine, theirs] = [await arrangeWorkspace(db), await arrangeWorkspace(db)];
    const ctx = asReconciler(mine.ctx);
    await expect(acceptReports(ctx, theirs.sourceId, [failing("x")], OPTIONS)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const viewer: Context = { ...mine.ctx, role: "viewer" };
    await expect(acceptReports(viewer, mine.sourceId, [failing("x")], OPTIONS)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

it("truncates the body of a delivery without failures and cannot replay it", async () => {
  const { replayDelivery } = await import("@/lib/intake/replay-delivery");
  const arranged = await arrangeWorkspace(db);
  const delivery = incomingDelivery(
    arranged,
    { ...failing("extract"), event: "succeeded" },
    {
      body: '{"dag_id":',
      isBodyCut: true,
    },
  );
  await acceptDeliveries(db.pool, [delivery], OPTIONS);
  expect(await getDelivery(arranged.ctx, delivery.id)).toMatchObject({ body: '{"dag_id":', isBodyCut: true });
  await expect(replayDelivery(arranged.ctx, delivery.id)).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("Only the start"),
  });
});
