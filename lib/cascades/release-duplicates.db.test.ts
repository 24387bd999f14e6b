import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { releaseDuplicates } from "@/lib/cascades/release-duplicates";
import { timelineTexts } from "@/lib/cascades/testing/nested-flows";
import { failureReport } from "@/lib/failures/testing/report";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";

let db: TestDatabase;
let arranged: Arranged;
let root: string;
let merged: string;
let changeId: string;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

interface Said {
  run?: string;
  tryNumber?: number;
  event?: "failed" | "succeeded";
  type?: string;
  task?: string;
  /** Seconds from now. */
  at?: number;
}

/** A report of the task of a pipeline. @returns the id of its incident, null if it has none */
async function report(
  name: string,
  { run = "r", tryNumber = 1, event = "failed", type = "manual", task = "t", at = 0 }: Said = {},
) {
  const said = failureReport({
    event,
    occurredAt: new Date(Date.now() + at * 1_000).toISOString(),
    pipeline: { externalId: name, name, owner: null },
    task: { externalId: task, name: task, operator: null },
    run: { externalId: run, type, logicalDate: null, startedAt: null, url: null, parentTaskRunId: null },
    attempt: { ...ATTEMPT, tryNumber, state: event === "failed" ? "failed" : "success" },
    exception: event === "failed" ? { type: "ValueError", message: name, traceback: null } : null,
  });
  const delivery = incomingDelivery(arranged, said, { receivedAt: new Date(Date.now() + at * 1_000) });
  const [accepted] = await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
  return accepted?.incidentId ?? null;
}

const ATTEMPT = {
  maxTries: 1,
  mapIndex: -1,
  hostname: null,
  startedAt: null,
  endedAt: null,
  logUrl: null,
  version: null,
};
const rowOf = (id: string) => db.prisma.incident.findUniqueOrThrow({ where: { id } });
const runsOf = async (incidentId: string) =>
  (
    await db.prisma.occurrence.findMany({
      where: { incidentId },
      include: { run: { include: { pipeline: true } } },
    })
  )
    .map(({ run }) => `${run?.pipeline.name} ${run?.externalId}`)
    .toSorted((a, b) => a.localeCompare(b));

/** The failure of `billing`, merged by a person into that of `orders`. */
beforeEach(async () => {
  arranged = await arrangeWorkspace(db);
  root = (await report("orders", { at: -60 })) ?? "";
  merged = (await report("billing", { at: -60 })) ?? "";
  const { changeIds } = await mergeIncident(arranged.ctx, merged, root);
  changeId = changeIds[0] ?? "";
});

describe("a failure of another pipeline that a person merged", () => {
  it("is an incident of its own again if only the other one recovers, with what has arrived since", async () => {
    expect(await report("billing", { run: "r2", at: 1 })).toBe(root);
    expect(await releaseDuplicates(arranged.ctx)).toBe(0);
    await report("orders", { event: "succeeded", tryNumber: 2, at: 2 });
    expect(await rowOf(root)).toMatchObject({ status: "resolved", resolution: "recovered" });
    expect(await releaseDuplicates(arranged.ctx)).toBe(1);
    expect(await releaseDuplicates(arranged.ctx)).toBe(0);
    expect(await rowOf(merged)).toMatchObject({
      status: "triggered",
      parentIncidentId: null,
      occurrenceCount: 2,
    });
    expect(await runsOf(merged)).toEqual(["billing r", "billing r2"]);
    expect(await runsOf(root)).toEqual(["orders r"]);
    expect(await timelineTexts(arranged, merged)).toContain(
      "Split from #1, which is resolved: this failure has not recovered",
    );
    expect(await timelineTexts(arranged, root)).toContain(
      "#2 is an incident of its own: billing has not succeeded since this one was resolved",
    );
    // From here on it goes its own way.
    expect(await report("billing", { run: "r3", at: 3 })).toBe(merged);
    await report("billing", { run: "r3", event: "succeeded", tryNumber: 2, at: 4 });
    expect(await rowOf(merged)).toMatchObject({ status: "resolved", resolution: "recovered" });
  });

  it("stays merged if it has recovered as well, in whatever order", async () => {
    await report("billing", { event: "succeeded", tryNumber: 2, at: 1 });
    await report("orders", { event: "succeeded", tryNumber: 2, at: 2 });
    expect(await releaseDuplicates(arranged.ctx)).toBe(0);
    expect(await rowOf(merged)).toMatchObject({ status: "merged", resolution: "recovered" });
    expect(await timelineTexts(arranged, root)).toContain("#2 has recovered: run r of billing succeeded");
    expect(await releaseDuplicates(arranged.ctx)).toBe(0);
  });

  it("is resolved with the other one by a person", async () => {
    await updateIncident(arranged.ctx, root, { status: "resolved", resolution: "fixed" });
    expect(await releaseDuplicates(arranged.ctx)).toBe(0);
    expect(await rowOf(merged)).toMatchObject({ status: "merged", parentIncidentId: root });
  });

  it("becomes part of the incident that its next failure opened", async () => {
    await report("orders", { event: "succeeded", tryNumber: 2, at: 1 });
    const next = await report("billing", { run: "r2", at: 2 });
    expect(next).not.toBe(root);
    expect(await releaseDuplicates(arranged.ctx)).toBe(0);
    expect(await rowOf(merged)).toMatchObject({ status: "merged", parentIncidentId: next });
  });

  it("takes back what has arrived since when the merge is undone", async () => {
    expect(await report("billing", { run: "r2", at: 1 })).toBe(root);
    await undoChange(arranged.ctx, merged, { timelineEntryId: changeId });
    expect(await runsOf(merged)).toEqual(["billing r", "billing r2"]);
    expect(await runsOf(root)).toEqual(["orders r"]);
    await report("orders", { event: "succeeded", tryNumber: 2, at: 2 });
    expect(await rowOf(root)).toMatchObject({ status: "resolved" });
    expect(await rowOf(merged)).toMatchObject({ status: "triggered", occurrenceCount: 2 });
  });
});

it("what a person merged of the same task is resolved with it", async () => {
  const other = failureReport({
    pipeline: { externalId: "orders", name: "orders", owner: null },
    task: { externalId: "t", name: "t", operator: null },
    run: {
      externalId: "r",
      type: "manual",
      logicalDate: null,
      startedAt: null,
      url: null,
      parentTaskRunId: null,
    },
    attempt: { ...ATTEMPT, tryNumber: 2, state: "failed" },
    exception: { type: "OSError", message: "disk full", traceback: null },
  });
  const [accepted] = await acceptDeliveries(db.pool, [incomingDelivery(arranged, other)], {
    analysisSteps: [],
  });
  const id = accepted?.incidentId ?? "";
  expect(id).not.toBe(root);
  await mergeIncident(arranged.ctx, id, root);
  await report("orders", { event: "succeeded", tryNumber: 3, at: 2 });
  expect(await rowOf(root)).toMatchObject({ status: "resolved" });
  await releaseDuplicates(arranged.ctx);
  expect(await rowOf(id)).toMatchObject({ status: "merged" });
});
