import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { listTimeline } from "@/lib/incidents/history/data";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const run = (day: number, part: object = {}) => ({
  externalId: `scheduled__2026-11-${day}`,
  type: "scheduled",
  routine: "schedule",
  logicalDate: `2026-11-${day}T00:00:00Z`,
  startedAt: null,
  url: null,
  parentTaskRunId: null,
  ...part,
});
const attempt = (tryNumber: number, state: string) => ({
  tryNumber,
  maxTries: 9,
  mapIndex: -1,
  state,
  hostname: null,
  startedAt: null,
  endedAt: null,
  logUrl: null,
  version: null,
});
const WHOLE_RUN = { scope: "run", task: null, attempt: null } as const;

async function deliver(arranged: Arranged, part: TaskReportPart): Promise<string | null> {
  const delivery = incomingDelivery(arranged, failureReport(part), { receivedAt: new Date() });
  const [accepted] = await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
  return accepted?.incidentId ?? null;
}

/** A failure that is resolved by hand, with what is reported before that is undone. */
async function undoneAfter(failure: TaskReportPart, since: readonly TaskReportPart[]) {
  const arranged = await arrangeWorkspace(db);
  const { ctx } = arranged;
  const id = (await deliver(arranged, failure)) ?? "";
  await updateIncident(ctx, id, { status: "acknowledged" });
  const { changeIds } = await updateIncident(ctx, id, { status: "resolved", resolution: "wont_fix" });
  for (const part of since) await deliver(arranged, part);
  await undoChange(ctx, id, { timelineEntryId: changeIds[0] ?? "" });
  const { items } = await listTimeline(ctx, id);
  return {
    incident: await getIncident(ctx, id),
    last: items.at(-1),
    before: items.at(-2)?.text,
    stored: await db.prisma.incident.findUniqueOrThrow({ where: { id } }),
    deliver: (part: TaskReportPart) => deliver(arranged, part),
    read: () => getIncident(ctx, id),
  };
}

const failed = { run: run(20), attempt: attempt(1, "failed") };
const success = (part: TaskReportPart) => ({ event: "succeeded", exception: null, ...part }) as const;

describe("undoing a resolution", () => {
  it("resolves the incident by the rerun that has succeeded since, and says so", async () => {
    const { incident, last, before, stored } = await undoneAfter(failed, [
      success({ run: run(20), attempt: attempt(2, "success") }),
    ]);
    expect(incident).toMatchObject({ status: "resolved", resolution: "recovered" });
    expect(stored.resolvedByRunId).not.toBeNull();
    expect(stored.acknowledgedAt).not.toBeNull();
    expect(before).toMatch(/^Undone: /);
    expect(last?.text).toMatch(/^Resolved: try 2 in run scheduled__2026-11-20 succeeded at /);
    expect(last?.undoableUntil).toBeNull();
  });

  it.each<[string, TaskReportPart, TaskReportPart[], string]>([
    [
      "a later run of its task",
      failed,
      [success({ run: run(21), attempt: attempt(1, "success") })],
      "resolved",
    ],
    [
      "the repeated run",
      { ...WHOLE_RUN, run: run(20) },
      [success({ ...WHOLE_RUN, run: run(20) })],
      "resolved",
    ],
    ["a later run", { ...WHOLE_RUN, run: run(20) }, [success({ ...WHOLE_RUN, run: run(21) })], "resolved"],
    [
      "a run that someone started",
      failed,
      [success({ run: run(21, { routine: null }), attempt: attempt(1, "success") })],
      "acknowledged",
    ],
    [
      "another task",
      failed,
      [success({ task: { externalId: "x", name: "x", operator: null } })],
      "acknowledged",
    ],
    ["nothing", failed, [], "acknowledged"],
  ])("after a success of %s", async (_name, failure, since, status) => {
    expect((await undoneAfter(failure, since)).incident.status).toBe(status);
  });

  it("opens it again otherwise, and the next success ends it", async () => {
    const { incident, deliver: report, read } = await undoneAfter(failed, []);
    expect(incident.status).toBe("acknowledged");
    await report(success({ run: run(20), attempt: attempt(2, "success") }));
    expect(await read()).toMatchObject({ status: "resolved", resolution: "recovered" });
  });
});
