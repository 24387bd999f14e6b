import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";
import { reassessDeadlines } from "@/lib/incidents/reassess-deadlines";
import { reassessSettings } from "@/lib/incidents/reassess-settings";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { updateIncident } from "@/lib/incidents/update-incident";
import { declarePipelines } from "@/lib/pipelines/declare-pipelines";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { lineageGraph } from "@/lib/pipelines/testing/graph";
import { updatePipeline } from "@/lib/pipelines/update-pipeline";
import type { Context } from "@/lib/platform/context";
import { createTeam } from "@/lib/workspaces/teams/create-team";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const FAILED_AT = new Date("2026-11-30T13:00:00Z");

/** An open, analyzed incident of `orders_daily`, on which `revenue` depends. */
async function arrange() {
  const arranged = await arrangeWorkspace(db);
  const ctx: Context = { ...arranged.ctx, now: () => FAILED_AT };
  const graph = lineageGraph(db.prisma, ctx, arranged.sourceId);
  const orders = await graph.pipeline("orders_daily");
  const revenue = await graph.pipeline("revenue");
  await graph.triggers(orders, revenue);
  const report = failureReport({ environment: "production" });
  const id = await acceptDelivery(db, incomingDelivery(arranged, report, { receivedAt: FAILED_AT }));
  await assessImpact(ctx, id);
  await reassessSeverity(ctx, id);
  expect(await getIncident(ctx, id)).toMatchObject({ severity: "high", impact: { deadlines: [] } });
  const atTime = (iso: string): Context => ({ ...ctx, now: () => new Date(iso) });
  return { ...arranged, ctx, orders, revenue, id, atTime };
}

const reasonsOf = async (ctx: Context, id: string) =>
  (await getIncident(ctx, id)).severityReasons.map(({ code }) => code);

describe("after a change of a pipeline's settings", () => {
  it("its open incidents are assessed again, once", async () => {
    const { ctx, orders, id, atTime } = await arrange();
    expect(await reassessSettings(ctx)).toEqual({ assessed: 0 });
    const deadline = { time: "14:42", zone: "Europe/Berlin" };
    await updatePipeline(ctx, orders, { criticality: "critical", deadline });
    expect(await reassessSettings(ctx)).toEqual({ assessed: 1 });
    expect(await getIncident(ctx, id)).toMatchObject({
      severity: "critical",
      impact: { deadlines: [{ pipeline: "orders_daily", at: "2026-11-30T13:42:00.000Z" }] },
    });
    expect(await reassessSettings(ctx)).toEqual({ assessed: 0 });
    await reassessDeadlines(atTime("2026-11-30T13:43:00Z"));
    expect(await reasonsOf(ctx, id)).toEqual(["environment", "criticality", "deadline"]);
    await updatePipeline(ctx, orders, { criticality: null, deadline: null });
    await reassessSettings(ctx);
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "high", impact: { deadlines: [] } });
  });

  it("so are open incidents whose impact contains it", async () => {
    const { ctx, revenue, id } = await arrange();
    await updatePipeline(ctx, revenue, { criticality: "critical" });
    expect(await reassessSettings(ctx)).toEqual({ assessed: 1 });
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "critical" });
    expect(await reasonsOf(ctx, id)).toEqual(["environment", "downstream"]);
  });

  it("so they are when its tags declare them, but not for other tags", async () => {
    const { ctx, sourceId, id } = await arrange();
    const team = await createTeam(ctx, { name: "Finance" });
    const declare = (tags: string[]) =>
      declarePipelines(db.pool, ctx.workspaceId, [
        { sourceId, externalId: "orders_daily", tags, meta: null },
      ]);
    await declare(["daily"]);
    expect(await reassessSettings(ctx)).toEqual({ assessed: 0 });
    await declare(["daily", "tier:1", "owner:finance"]);
    expect(await reassessSettings(ctx)).toEqual({ assessed: 1 });
    expect(await getIncident(ctx, id)).toMatchObject({
      severity: "critical",
      ownerTeam: { id: team.id, name: "Finance" },
    });
    await declare(["hourly", "tier:1", "owner:finance"]);
    expect(await reassessSettings(ctx)).toEqual({ assessed: 0 });
  });

  it("what a person has decided about an incident stays", async () => {
    const { ctx, orders, id } = await arrange();
    const first = await createTeam(ctx, { name: "Orders" });
    await updateIncident(ctx, id, { severity: "low", ownerTeamId: first.id });
    await updateIncident(ctx, id, { ownerTeamId: null });
    await updatePipeline(ctx, orders, { criticality: "critical", ownerTeamId: first.id });
    await reassessSettings(ctx);
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "low", ownerTeam: null });
  });

  it("other workspaces and closed incidents are left alone", async () => {
    const { ctx, orders, id } = await arrange();
    const other = await arrange();
    await updateIncident(ctx, id, { status: "resolved" });
    await updatePipeline(ctx, orders, { criticality: "critical" });
    expect(await reassessSettings(other.ctx)).toEqual({ assessed: 0 });
    expect(await reassessSettings(ctx)).toEqual({ assessed: 0 });
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "high" });
  });
});
