import { afterAll, beforeAll, expect, it } from "vitest";
import {
  acceptDelivery,
  arrangeWorkspace,
  incidentAfter,
  incomingDelivery,
  type Arranged,
} from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { ASKED_PRIORITY } from "@/lib/incidents/analysis-start";
import { getIncident } from "@/lib/desk/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { listAudit } from "@/lib/workspaces/data";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** Reports a failure through the generic webhook. @returns its incident. */
function report(arranged: Arranged, body: Record<string, unknown>): Promise<string> {
  const meaning = understandBody({ id: arranged.sourceId, kind: "generic", environment: null }, body, {});
  return acceptDelivery(db, incomingDelivery(arranged, meaning, { body: JSON.stringify(body) }));
}

const EXTRACT = {
  pipeline: "orders",
  task: "extract",
  error: { type: "TimeoutError", message: "the API did not answer" },
};
const LOAD = {
  pipeline: "invoices",
  task: "load",
  runId: "run-7",
  environment: "production",
  error: {
    type: "KeyError",
    message: "'customer_id'",
    traceback:
      "Traceback (most recent call last):\n  File \"load.py\", line 3, in load\nKeyError: 'customer_id'",
  },
};

/** An incident with another pipeline's incident wrongly merged into it. */
async function mergedByMistake() {
  const arranged = await arrangeWorkspace(db, { kind: "generic" });
  const kept = await report(arranged, EXTRACT);
  const mistaken = await report(arranged, LOAD);
  await mergeIncident(arranged.ctx, mistaken, kept);
  const { occurrences } = await getIncident(arranged.ctx, kept);
  const loaded = occurrences.find((occurrence) => occurrence.runId === "run-7");
  return { ...arranged, kept, mistaken, occurrenceId: loaded?.id ?? "" };
}

it("gives a split incident the content of its own delivery", async () => {
  const { ctx, kept, mistaken, occurrenceId } = await mergedByMistake();
  const before = await db.prisma.incident.findUniqueOrThrow({ where: { id: mistaken } });
  const split = await incidentAfter(ctx, splitIncident(ctx, kept, [occurrenceId]));
  expect(split).toMatchObject({
    title: "KeyError 'customer_id' in load",
    pipeline: "invoices",
    task: "load",
    environment: "production",
    severity: "high",
    fingerprint: before.fingerprint,
    run: { runId: "run-7" },
    occurrenceCount: 1,
    diagnosis: null,
  });
  const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: split.id } });
  expect(row.report).toEqual(before.report);
  expect(await getIncident(ctx, kept)).toMatchObject({
    title: "TimeoutError the API did not answer in extract",
    occurrenceCount: 1,
  });
});

it("describes an incident by the rest when its own failure is split off", async () => {
  const { ctx, kept, mistaken, occurrenceId } = await mergedByMistake();
  const { occurrences, workflow } = await getIncident(ctx, kept);
  const own = occurrences.find(({ id }) => id !== occurrenceId);
  await updateIncident(ctx, kept, { severity: "critical" });
  const split = await incidentAfter(ctx, splitIncident(ctx, kept, [own?.id ?? ""]));
  expect(split).toMatchObject({
    title: "TimeoutError the API did not answer in extract",
    pipeline: "orders",
  });
  const rest = await getIncident(ctx, kept);
  expect(rest).toMatchObject({
    title: "KeyError 'customer_id' in load",
    pipeline: "invoices",
    task: "load",
    environment: "production",
    severity: "critical",
    run: { runId: "run-7" },
    workflow: { status: "PENDING" },
  });
  expect(rest.workflow?.id).not.toBe(workflow?.id);
  const reports = await db.prisma.incident.findMany({ where: { id: { in: [kept, mistaken] } } });
  expect(reports[0]?.report).toEqual(reports[1]?.report);
});

it("keeps the title while one of its own failures remains", async () => {
  const arranged = await arrangeWorkspace(db, { kind: "generic" });
  const slow = (seconds: number) =>
    report(arranged, {
      ...EXTRACT,
      runId: `run-${seconds}`,
      error: { type: "TimeoutError", message: `no answer in ${seconds} s` },
    });
  const kept = await slow(30);
  expect(await slow(31)).toBe(kept);
  await mergeIncident(arranged.ctx, await report(arranged, LOAD), kept);
  const { occurrences } = await getIncident(arranged.ctx, kept);
  const first = occurrences.find(({ runId }) => runId === "run-30");
  await splitIncident(arranged.ctx, kept, [first?.id ?? ""]);
  expect(await getIncident(arranged.ctx, kept)).toMatchObject({
    title: "TimeoutError no answer in 30 s in extract",
    pipeline: "orders",
    occurrenceCount: 2,
  });
});

it("analyzes and audits a split incident", async () => {
  const { ctx, kept, occurrenceId } = await mergedByMistake();
  const split = await incidentAfter(ctx, splitIncident(ctx, kept, [occurrenceId]));
  expect(split.workflow).toMatchObject({ status: "PENDING" });
  const events = await db.prisma.outboxEvent.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(events.map((event) => event.data)).toContainEqual({
    incidentId: split.id,
    engine: "auto",
    priority: ASKED_PRIORITY,
    workflowId: split.workflow?.id,
    workspaceId: ctx.workspaceId,
  });
  const audit = await db.prisma.auditEvent.findMany({ where: { targetId: split.id } });
  expect(audit).toMatchObject([
    { action: "incident.split", actorName: "Ada", detail: { from: kept, occurrences: 1 } },
  ]);
  expect((await listAudit(ctx)).items).toMatchObject([
    { action: "incident.split", target: `#${split.number}`, other: "#1" },
    { action: "incident.merge", target: "#2", other: "#1" },
  ]);
});

it("reconstructs a failure from the remaining rows if its delivery is gone", async () => {
  const { ctx, kept, occurrenceId } = await mergedByMistake();
  await db.prisma.delivery.deleteMany({ where: { workspaceId: ctx.workspaceId } });
  expect(await incidentAfter(ctx, splitIncident(ctx, kept, [occurrenceId]))).toMatchObject({
    title: "KeyError 'customer_id' in load",
    pipeline: "invoices",
    task: "load",
    attempt: { tryNumber: 1 },
  });
});

it("moves the run-level report with the run's failure", async () => {
  const arranged = await arrangeWorkspace(db, { kind: "generic" });
  const { ctx } = arranged;
  const id = await report(arranged, { ...LOAD, runId: "run-1" });
  await report(arranged, LOAD);
  const ofRun = { pipeline: "invoices", runId: "run-7", environment: "production" };
  expect(await report(arranged, { ...ofRun, error: { message: "failed" } })).toBe(id);
  const { occurrences } = await getIncident(ctx, id);
  const failure = occurrences.find(({ kind, runId }) => kind === "failure" && runId === "run-7");
  const split = await incidentAfter(ctx, splitIncident(ctx, id, [failure?.id ?? ""]));
  expect(split).toMatchObject({ task: "load", occurrenceCount: 1 });
  expect(split.occurrences.map(({ kind }) => kind).toSorted()).toEqual(["failure", "run_report"]);
  expect((await getIncident(ctx, id)).occurrences.map(({ runId }) => runId)).toEqual(["run-1"]);
});

it("refuses to split, change or snooze a merged incident, but allows comments", async () => {
  const { ctx, mistaken, occurrenceId } = await mergedByMistake();
  const { availableActions, availableTransitions } = await getIncident(ctx, mistaken);
  expect([availableActions, availableTransitions]).toEqual([[], []]);
  const conflict = { code: "CONFLICT", message: expect.stringContaining("#2 was merged into #1") };
  await expect(splitIncident(ctx, mistaken, [occurrenceId])).rejects.toMatchObject(conflict);
  await expect(updateIncident(ctx, mistaken, { severity: "low" })).rejects.toMatchObject(conflict);
  await expect(updateIncident(ctx, mistaken, { assigneeId: ctx.actor.id })).rejects.toMatchObject(conflict);
  await expect(updateIncident(ctx, mistaken, { status: "acknowledged" })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "A merged incident cannot be changed.",
  });
  const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
  await expect(updateIncident(ctx, mistaken, { snoozedUntil })).rejects.toMatchObject(conflict);
  await updateIncident(ctx, mistaken, { comment: "merged by mistake" });
});
