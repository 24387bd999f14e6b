import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { readReport } from "@/lib/failures/read-report";
import { listTimeline } from "@/lib/incidents/history/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { splitIncident } from "@/lib/intake/split/split-incident";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const SERVICE = {
  service: { name: "payments", endpoint: "POST /charges", release: "1.4.2" },
  owner: "billing",
};
const WORKLOAD = { workload: { name: "nightly-load", kind: "Job", namespace: "etl" } };
const CHECK = { check: { name: "orders-fresh", target: "raw.orders" } };
const ERROR = { error: { type: "TimeoutError", message: "the bank did not answer" } };

function reportOf(body: object) {
  const result = normaliseGeneric(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.report;
}

const report = (arranged: Arranged, body: object) =>
  acceptDelivery(db, incomingDelivery(arranged, reportOf(body)));

/** The incident that a report belongs to, or null. */
async function reportAnything(arranged: Arranged, body: object): Promise<string | null> {
  const [accepted] = await acceptDeliveries(db.pool, [incomingDelivery(arranged, reportOf(body))], {
    analysisSteps: [],
  });
  return accepted?.incidentId ?? null;
}

describe("a task without a run", () => {
  const TASK = { pipeline: "orders", task: "load" };
  const status = async ({ ctx }: Arranged, id: string) => (await getIncident(ctx, id)).status;

  it.each([
    ["the task", TASK, TASK],
    ["the pipeline", { pipeline: "orders" }, { pipeline: "orders" }],
    ["the task, after a failure in a run", { ...TASK, runId: "r1" }, TASK],
    ["its alert", { ...TASK, dedupKey: "alert-7" }, { ...TASK, dedupKey: "alert-7" }],
    [
      "its alert, in another run",
      { ...TASK, runId: "r1", dedupKey: "a" },
      { ...TASK, runId: "r2", dedupKey: "a" },
    ],
  ])("is resolved by a recovery of %s", async (_name, failed, recovered) => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const id = await report(arranged, { ...failed, ...ERROR });
    expect(await reportAnything(arranged, { ...recovered, status: "resolved" })).toBe(id);
    expect(await status(arranged, id)).toBe("resolved");
  });

  it.each([
    ["another task", TASK, { pipeline: "orders", task: "other" }],
    ["another pipeline", TASK, { pipeline: "invoices", task: "load" }],
    ["another alert", { ...TASK, dedupKey: "alert-7" }, { ...TASK, dedupKey: "alert-8" }],
    ["the pipeline alone, which does not prove that the task works", TASK, { pipeline: "orders" }],
    ["another run", { ...TASK, runId: "r1" }, { ...TASK, runId: "r2" }],
  ])("is not resolved by a recovery of %s", async (_name, failed, recovered) => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const id = await report(arranged, { ...failed, ...ERROR });
    await reportAnything(arranged, { ...recovered, status: "resolved" });
    expect(await status(arranged, id)).toBe("triggered");
  });

  it("stays open when an earlier recovery is replayed after a newer failure", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const recovery = incomingDelivery(arranged, reportOf({ ...TASK, status: "resolved" }));
    const id = await report(arranged, { ...TASK, ...ERROR });
    const earlier = new Date(recovery.receivedAt.getTime() - 60_000);
    await acceptDeliveries(db.pool, [{ ...recovery, receivedAt: earlier }], { analysisSteps: [] });
    expect(await status(arranged, id)).toBe("triggered");
  });
});

describe("a failure of a subject other than a task", () => {
  it.each([
    ["service", SERVICE, "payments", "TimeoutError the bank did not answer in payments POST /charges"],
    ["workload", WORKLOAD, "etl/nightly-load", "TimeoutError the bank did not answer in etl/nightly-load"],
    ["check", CHECK, "orders-fresh", "TimeoutError the bank did not answer in orders-fresh"],
  ])("opens an incident for a %s, which the desk displays", async (kind, body, name, title) => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { ctx } = arranged;
    const id = await report(arranged, { ...body, ...ERROR });
    const incident = await getIncident(ctx, id);
    expect(incident).toMatchObject({
      title,
      subject: { kind, name },
      pipeline: null,
      task: null,
      run: null,
      attempt: null,
      status: "triggered",
    });
    const stored = await db.prisma.incident.findUniqueOrThrow({ where: { id } });
    expect(readReport(stored.report)?.subject).toEqual(reportOf({ ...body, ...ERROR }).subject);
    const { items } = await listIncidents(ctx, { subject: [kind as "service"] });
    expect(items.map((row) => row.id)).toEqual([id]);
    expect((await listIncidents(ctx, { subject: ["task"] })).items).toEqual([]);
  });

  it("folds the same failure across releases and endpoints, and keeps other subjects separate", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const first = await report(arranged, { ...SERVICE, ...ERROR });
    const later = { service: { ...SERVICE.service, release: "1.5.0", endpoint: "GET /charges" } };
    expect(await report(arranged, { ...later, ...ERROR })).toBe(first);
    expect(await getIncident(arranged.ctx, first)).toMatchObject({ occurrenceCount: 2, owner: "billing" });
    expect(await report(arranged, { service: { name: "orders" }, ...ERROR })).not.toBe(first);
    expect(await report(arranged, { ...WORKLOAD, ...ERROR })).not.toBe(first);
    expect(await db.prisma.subject.count({ where: { workspaceId: arranged.ctx.workspaceId } })).toBe(3);
  });

  it("is resolved by its sender, and opens a new incident when it fails again", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const first = await report(arranged, { ...CHECK, ...ERROR });
    expect(await reportAnything(arranged, { ...CHECK, status: "resolved" })).toBe(first);
    expect(await getIncident(arranged.ctx, first)).toMatchObject({ status: "resolved" });
    const { items } = await listTimeline(arranged.ctx, first);
    expect(items.at(-1)).toMatchObject({ text: "Resolved: it has recovered" });
    expect(await report(arranged, { ...CHECK, ...ERROR })).not.toBe(first);
  });

  it("counts an alert once, and resolves only that alert", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const alert = { ...SERVICE, ...ERROR, dedupKey: "alert-7" };
    const other = { ...SERVICE, error: { message: "the disk is full" }, dedupKey: "alert-8" };
    const id = await report(arranged, alert);
    const otherId = await report(arranged, other);
    expect(await report(arranged, { ...alert, error: { message: "still no answer" } })).toBe(id);
    expect(await getIncident(arranged.ctx, id)).toMatchObject({ occurrenceCount: 1 });
    await reportAnything(arranged, { ...SERVICE, status: "resolved", dedupKey: "alert-7" });
    expect((await getIncident(arranged.ctx, id)).status).toBe("resolved");
    expect((await getIncident(arranged.ctx, otherId)).status).toBe("triggered");
  });

  it.each([
    ["a service", SERVICE],
    ["a task", { pipeline: "orders", task: "load" }],
  ])(
    "does not take a late recovery for the end of an alert of %s that fired again",
    async (_name, subject) => {
      const arranged = await arrangeWorkspace(db, { kind: "generic" });
      const alert = { ...subject, dedupKey: "alert-7" };
      const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
      const id = await report(arranged, { ...alert, ...ERROR, endedAt: ago(300) });
      expect(await report(arranged, { ...alert, ...ERROR, endedAt: ago(200) })).toBe(id);
      await reportAnything(arranged, { ...alert, status: "resolved", endedAt: ago(250) });
      expect((await getIncident(arranged.ctx, id)).status).toBe("triggered");
      await reportAnything(arranged, { ...alert, status: "resolved", endedAt: ago(100) });
      expect((await getIncident(arranged.ctx, id)).status).toBe("resolved");
    },
  );

  it("opens nothing if a recovery at the same time is already known", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const at = (endedAt: string) => ({ ...CHECK, endedAt });
    await reportAnything(arranged, { ...at("2026-11-21T02:10:00Z"), status: "resolved" });
    expect(await reportAnything(arranged, { ...at("2026-11-21T02:05:00Z"), ...ERROR })).toBeNull();
    expect(await reportAnything(arranged, { ...at("2026-11-21T02:15:00Z"), ...ERROR })).not.toBeNull();
  });

  it("is diagnosed with next steps that fit the subject", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { ctx } = arranged;
    const id = await report(arranged, { ...CHECK, error: { message: "it is not as it should be" } });
    const { workflowId } = await db.prisma.incident.findUniqueOrThrow({ where: { id } });
    await diagnoseIncident(ctx, { incidentId: id, workflowId: workflowId ?? "" });
    const { diagnosis } = await getIncident(ctx, id);
    expect(diagnosis?.recommendedActions[0]).toBe("Check whether the check's target responds, and with what");
  });

  it("is analyzed without the run collectors, and can be split", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { ctx } = arranged;
    const id = await report(arranged, { ...SERVICE, ...ERROR });
    await report(arranged, { ...SERVICE, ...ERROR });
    await collectEvidence(ctx, { incidentId: id });
    const { items } = await listEvidence(ctx, id);
    expect(items.map((piece) => piece.collector).toSorted()).toEqual([
      "code-changes",
      "orchestrator-log",
      "schema-changes",
      "similar-incidents",
      "source-code",
    ]);
    const { workflowId } = await db.prisma.incident.findUniqueOrThrow({ where: { id } });
    await diagnoseIncident(ctx, { incidentId: id, workflowId: workflowId ?? "" });
    const incident = await getIncident(ctx, id);
    expect(incident.diagnosis).toMatchObject({ outcome: expect.any(String) });
    const [newest] = incident.occurrences;
    const split = await splitIncident(ctx, id, [newest?.id ?? ""]);
    expect(await getIncident(ctx, split.id)).toMatchObject({
      subject: { kind: "service", name: "payments" },
      pipeline: null,
      occurrenceCount: 1,
    });
  });
});
