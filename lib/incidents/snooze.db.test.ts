import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeIncident, incidentAfter, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { failureReport, withTask } from "@/lib/failures/testing/report";
import { wakeEverywhere } from "@/lib/incidents/wake-everywhere";
import { wakeIncidents } from "@/lib/incidents/wake-incidents";
import { SYSTEM_ACTOR, type Context } from "@/lib/platform/context";
import { getStats, listPipelines } from "@/lib/stats/data";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const HOUR_MS = 3_600_000;
const failing = (task: string) => failureReport({ task: { externalId: task, name: task, operator: null } });

/** Two open incidents, the second snoozed for an hour. */
async function arrangeSnoozed() {
  const awake = await arrangeIncident(db, failing("awake"));
  const { incidentId } = await arrangeIncident(db, failing("asleep"), { like: awake });
  const until = new Date(Date.now() + HOUR_MS);
  await updateIncident(awake.ctx, incidentId, { snoozedUntil: until.toISOString() });
  const later: Context = { ...awake.ctx, now: () => until };
  return { ...awake, awakeId: awake.incidentId, incidentId, until, later };
}

async function numbers(ctx: Context, status: ("open" | "snoozed" | "triggered")[]) {
  const { items, counts } = await listIncidents(ctx, { status, sort: "openedAt" });
  expect(counts?.total).toBe(items.length);
  return items.map((incident) => incident.number);
}

describe("a snoozed incident", () => {
  it("moves from the open list to the snoozed list", async () => {
    const { ctx } = await arrangeSnoozed();
    expect(await numbers(ctx, ["open"])).toEqual([1]);
    expect(await numbers(ctx, ["snoozed"])).toEqual([2]);
    expect(await numbers(ctx, ["open", "snoozed"])).toEqual([1, 2]);
    expect(await numbers(ctx, ["triggered"])).toEqual([1, 2]);
    expect((await getStats(ctx, {})).totals.open).toBe(1);
    expect((await listPipelines(ctx)).items[0]?.openIncidents).toBe(1);
  });

  it("is listed once the time has passed", async () => {
    const { ctx, later, incidentId, until } = await arrangeSnoozed();
    expect(await getIncident(ctx, incidentId)).toMatchObject({ snoozedUntil: until.toISOString() });
    expect(await getIncident(later, incidentId)).toMatchObject({ snoozedUntil: null });
    expect(await numbers(later, ["open"])).toEqual([1, 2]);
    expect(await numbers(later, ["snoozed"])).toEqual([]);
    expect((await getStats(later, {})).totals.open).toBe(2);
    expect((await listPipelines(later)).items[0]?.openIncidents).toBe(2);
  });

  it("counts new failures and stays hidden", async () => {
    const arranged = await arrangeSnoozed();
    await arrangeIncident(db, failing("asleep"), { like: arranged });
    expect(await getIncident(arranged.ctx, arranged.incidentId)).toMatchObject({
      occurrenceCount: 2,
      snoozedUntil: arranged.until.toISOString(),
    });
    expect(await numbers(arranged.ctx, ["open"])).toEqual([1]);
  });

  it.each(["resolved", "suppressed"] as const)(
    "loses its snooze when %s, even after reopening",
    async (status) => {
      const { ctx, incidentId } = await arrangeSnoozed();
      expect(await incidentAfter(ctx, updateIncident(ctx, incidentId, { status }))).toMatchObject({
        snoozedUntil: null,
      });
      await updateIncident(ctx, incidentId, { status: "triggered" });
      expect(await numbers(ctx, ["open"])).toEqual([1, 2]);
    },
  );

  it("keeps its snooze when it is acknowledged", async () => {
    const { ctx, incidentId, until } = await arrangeSnoozed();
    expect(
      await incidentAfter(ctx, updateIncident(ctx, incidentId, { status: "acknowledged" })),
    ).toMatchObject({
      snoozedUntil: until.toISOString(),
    });
  });

  it("loses its snooze when merged", async () => {
    const { ctx, incidentId, awakeId } = await arrangeSnoozed();
    await mergeIncident(ctx, incidentId, awakeId);
    const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    expect(row.snoozedUntil).toBeNull();
  });

  it("loses its snooze when a retry succeeds", async () => {
    const { ctx, sourceId, incidentId } = await arrangeSnoozed();
    const { report } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    const failed = report as unknown as ReturnType<typeof failing>;
    const { attempt } = failed.subject;
    const succeeded = withTask(
      { ...failed, event: "succeeded", exception: null },
      { attempt: attempt && { ...attempt, tryNumber: 3, state: "success" } },
    );
    expect(await acceptDelivery(db, incomingDelivery({ ctx, sourceId }, succeeded))).toBe(incidentId);
    const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    expect(row).toMatchObject({ status: "resolved", snoozedUntil: null });
  });

  it("can be unsnoozed, which is recorded once", async () => {
    const { ctx, incidentId } = await arrangeSnoozed();
    await updateIncident(ctx, incidentId, { snoozedUntil: null });
    await updateIncident(ctx, incidentId, { snoozedUntil: null });
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.filter((entry) => entry.text === "Snooze ended")).toHaveLength(1);
    const audit = await db.prisma.auditEvent.findMany({
      where: { targetId: incidentId },
      orderBy: { at: "asc" },
    });
    expect(audit.map((event) => event.action)).toEqual(["incident.snooze", "incident.unsnooze"]);
  });
});

describe("a snooze that ends early", () => {
  /** Fails `asleep` again. */
  const failAgain = (arranged: Awaited<ReturnType<typeof arrangeSnoozed>>) =>
    arrangeIncident(db, failing("asleep"), { like: arranged });

  it("waits until it fails again, for 30 days at most", async () => {
    const arranged = await arrangeSnoozed();
    const { ctx, incidentId } = arranged;
    await updateIncident(ctx, incidentId, { wakeAfterFailures: 1 });
    const { snoozedUntil, wakeAfterFailures } = await getIncident(ctx, incidentId);
    expect(wakeAfterFailures).toBe(1);
    expect(Date.parse(snoozedUntil ?? "") - Date.now()).toBeGreaterThan(29 * 24 * HOUR_MS);
    expect(await numbers(ctx, ["snoozed"])).toEqual([2]);
    await failAgain(arranged);
    expect(await numbers(ctx, ["open"])).toEqual([1, 2]);
    expect(await numbers(ctx, ["snoozed"])).toEqual([]);
    expect(await getIncident(ctx, incidentId)).toMatchObject({ snoozedUntil: null, wakeAfterFailures: null });
    const texts = (await listTimeline(ctx, incidentId)).items.map(({ text }) => text);
    expect(texts).toContain("Snoozed until it fails again");
  });

  it("counts failures, with or without a time", async () => {
    const arranged = await arrangeSnoozed();
    const { ctx, incidentId, until } = arranged;
    await updateIncident(ctx, incidentId, { snoozedUntil: until.toISOString(), wakeAfterFailures: 2 });
    await failAgain(arranged);
    expect(await getIncident(ctx, incidentId)).toMatchObject({ wakeAfterFailures: 1 });
    expect(await numbers(ctx, ["open"])).toEqual([1]);
    await failAgain(arranged);
    expect(await numbers(ctx, ["open"])).toEqual([1, 2]);
  });

  it("does not count failures that a merge brings", async () => {
    const { ctx, incidentId, awakeId } = await arrangeSnoozed();
    await updateIncident(ctx, incidentId, { wakeAfterFailures: 1 });
    await mergeIncident(ctx, awakeId, incidentId);
    expect(await getIncident(ctx, incidentId)).toMatchObject({ occurrenceCount: 2, wakeAfterFailures: 1 });
  });

  it("wakes when it becomes more severe, but not by hand", async () => {
    const { ctx, incidentId } = await arrangeSnoozed();
    await updateIncident(ctx, incidentId, { severity: "high" });
    expect(await numbers(ctx, ["open"])).toEqual([1]);
    await db.prisma.incident.update({ where: { id: incidentId }, data: { severity: "critical" } });
    expect(await numbers(ctx, ["open"])).toEqual([1, 2]);
  });

  it("refuses to end a snooze and set one at once", async () => {
    const { ctx, incidentId } = await arrangeSnoozed();
    await expect(
      updateIncident(ctx, incidentId, { snoozedUntil: null, wakeAfterFailures: 1 }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("waking", () => {
  const wokeEntries = async (ctx: Context, incidentId: string) =>
    (await listTimeline(ctx, incidentId)).items.filter(({ kind }) => kind === "woke").map(({ text }) => text);

  it("is recorded once, with its reason, and told to browsers", async () => {
    const { ctx, incidentId, later } = await arrangeSnoozed();
    expect(await wakeIncidents(asSystem(ctx), 10)).toBe(0);
    const changes: string[] = [];
    const client = await db.pool.connect();
    client.on("notification", ({ payload }) => changes.push(payload ?? ""));
    await client.query("LISTEN pd_live");
    expect(await wakeIncidents(asSystem(later), 10)).toBe(1);
    expect(await wakeIncidents(asSystem(later), 10)).toBe(0);
    await client.query("SELECT 1");
    client.release(true);
    expect(await wokeEntries(ctx, incidentId)).toEqual(["Snooze ended: the time has passed"]);
    expect(changes).toContain(`${ctx.workspaceId}|${incidentId}|incidents`);
    const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    expect(row).toMatchObject({ snoozedUntil: null, snoozedSeverity: null, wakeAtCount: null });
  });

  it("says that it failed again or became more severe", async () => {
    const arranged = await arrangeSnoozed();
    const { ctx, incidentId, awakeId, until } = arranged;
    await updateIncident(ctx, incidentId, { wakeAfterFailures: 1 });
    await arrangeIncident(db, failing("asleep"), { like: arranged });
    await updateIncident(ctx, awakeId, { snoozedUntil: until.toISOString() });
    await db.prisma.incident.update({ where: { id: awakeId }, data: { severity: "critical" } });
    expect(await wakeIncidents(asSystem(ctx), 10)).toBe(2);
    expect(await wokeEntries(ctx, incidentId)).toEqual(["Snooze ended early: it failed again"]);
    expect(await wokeEntries(ctx, awakeId)).toEqual(["Snooze ended early: it became more severe"]);
  });

  it("leaves closed incidents and other workspaces alone", async () => {
    await wakeEverywhere(db.pool);
    const mine = await arrangeSnoozed();
    const theirs = await arrangeSnoozed();
    expect(await wakeIncidents(asSystem(mine.later), 10)).toBe(1);
    expect(await wokeEntries(theirs.ctx, theirs.incidentId)).toEqual([]);
    expect(await wakeEverywhere(db.pool)).toBe(0);
  });
});

const asSystem = (ctx: Context): Context => ({ ...ctx, actor: SYSTEM_ACTOR });

it("only listed open incidents can be snoozed", async () => {
  const { ctx, awakeId, until } = await arrangeSnoozed();
  const snoozedUntil = until.toISOString();
  await expect(updateIncident(ctx, awakeId, { status: "resolved", snoozedUntil })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await updateIncident(ctx, awakeId, { status: "resolved" });
  await expect(updateIncident(ctx, awakeId, { snoozedUntil })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "#1 is resolved and cannot be snoozed.",
  });
  // Reopening and snoozing in one request is allowed.
  expect(
    await incidentAfter(ctx, updateIncident(ctx, awakeId, { status: "triggered", snoozedUntil })),
  ).toMatchObject({
    status: "triggered",
    snoozedUntil,
  });
});

it("the migration clears snoozes of closed incidents and recounts merged ones", async () => {
  const { ctx, incidentId, awakeId } = await arrangeSnoozed();
  await mergeIncident(ctx, incidentId, awakeId);
  await db.pool.query(
    "UPDATE incidents SET snoozed_until = now() + '1 hour', occurrence_count = 4 WHERE id = $1",
    [incidentId],
  );
  const folder = new URL("../../prisma/migrations/20261129000200_incidents_at_rest/", import.meta.url);
  await db.pool.query(await readFile(new URL("migration.sql", folder), "utf8"));
  const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  expect(row).toMatchObject({ snoozedUntil: null, occurrenceCount: 0 });
  expect(await getIncident(ctx, awakeId)).toMatchObject({ occurrenceCount: 2 });
});
