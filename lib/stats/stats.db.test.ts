import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { updateIncident } from "@/lib/incidents/update-incident";
import { failureReport, serviceReport } from "@/lib/failures/testing/report";
import { getStats, listPipelines } from "@/lib/stats/data";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe("getStats", () => {
  it("counts the period's events of this workspace only", async () => {
    const first = await arrangeIncident(db, failureReport());
    const { ctx } = first;
    await collectEvidence(ctx, { incidentId: first.incidentId });
    await diagnoseIncident(ctx, { incidentId: first.incidentId, workflowId: first.workflowId });
    const second = await arrangeIncident(
      db,
      failureReport({ task: { externalId: "load", name: "load", operator: null } }),
      { like: first },
    );
    await arrangeIncident(db, failureReport({ task: { externalId: "load", name: "load", operator: null } }), {
      like: first,
    });
    await updateIncident(ctx, second.incidentId, { status: "acknowledged" });
    await updateIncident(ctx, second.incidentId, { status: "resolved" });
    const old = await arrangeIncident(
      db,
      failureReport({ task: { externalId: "old", name: "old", operator: null } }),
      { like: first },
    );
    await db.pool.query("UPDATE incidents SET opened_at = now() - interval '40 days' WHERE id = $1", [
      old.incidentId,
    ]);
    await arrangeIncident(db, failureReport());

    const stats = await getStats(ctx, {});
    expect(stats.totals).toEqual({
      opened: 2,
      resolved: 1,
      open: 2,
      occurrences: 3,
      previousOpened: 1,
      diagnosed: 1,
    });
    expect(stats.bucket).toBe("day");
    expect(stats.overTime.length).toBeGreaterThanOrEqual(30);
    expect(stats.overTime.reduce((sum, point) => sum + point.opened, 0)).toBe(2);
    expect(stats.byCategory.reduce((sum, category) => sum + category.count, 0)).toBe(2);
    expect(stats.byPipeline).toEqual([{ pipeline: "orders_daily", count: 2, occurrences: 3 }]);
    expect(stats.bySubject).toEqual([{ kind: "pipeline", name: "orders_daily", count: 2, occurrences: 3 }]);
    expect(stats.timeToDiagnosis).toMatchObject({ count: 1, p50Ms: expect.any(Number) });
    expect(stats.timeToAcknowledge.count).toBe(1);
    expect(stats.diagnosisOverTime.filter((point) => point.p50Ms !== null)).toHaveLength(1);

    const { items } = await listPipelines(ctx);
    expect(items).toMatchObject([
      { name: "orders_daily", openIncidents: 2, incidents30d: 2, taskCount: 3, owner: "data" },
    ]);
    expect(items[0]?.trend).toHaveLength(30);
    expect(items[0]?.trend.at(-1)).toBe(2);
  });

  it("lists services, workloads and checks beside the pipelines", async () => {
    const first = await arrangeIncident(db, serviceReport());
    const subject = {
      kind: "workload" as const,
      cluster: "eu-1",
      namespace: "etl",
      workload: { kind: "Job", name: "nightly", owner: null },
      container: null,
    };
    const workload = serviceReport({ subject });
    for (let i = 0; i < 2; i++) await arrangeIncident(db, workload, { like: first });
    const old = await arrangeIncident(db, serviceReport({ subject: { ...subject, namespace: "old" } }), {
      like: first,
    });
    await db.pool.query("UPDATE incidents SET opened_at = now() - interval '10 days' WHERE id = $1", [
      old.incidentId,
    ]);
    const { bySubject, byPipeline } = await getStats(first.ctx, {});
    expect(bySubject).toEqual([
      { kind: "workload", name: "etl/nightly", count: 1, occurrences: 2 },
      { kind: "workload", name: "old/nightly", count: 1, occurrences: 1 },
      { kind: "service", name: "payments", count: 1, occurrences: 1 },
    ]);
    expect(byPipeline).toEqual([]);
  });

  it("returns zeros and gaps for an empty workspace", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const stats = await getStats(ctx, { since: "2026-11-20T00:00:00Z", until: "2026-11-21T00:00:00Z" });
    expect(stats.totals.opened).toBe(0);
    expect(stats.overTime).toHaveLength(24);
    expect(stats.timeToDiagnosis).toEqual({ count: 0, p50Ms: null, p95Ms: null });
    expect((await listPipelines(ctx)).items).toEqual([]);
  });

  it.each([
    [
      "ends before it starts",
      "2026-11-22T00:00:00Z",
      "2026-11-21T00:00:00Z",
      "since must be before until (default: now)",
    ],
    [
      "is longer than a hundred years",
      "1970-01-01T00:00:00Z",
      "9999-12-31T00:00:00Z",
      "since must be at most a hundred years before until (default: now)",
    ],
  ])("rejects a period that %s", async (_name, since, until, message) => {
    const { ctx } = await arrangeWorkspace(db);
    await expect(getStats(ctx, { since, until })).rejects.toMatchObject({
      code: "INVALID",
      message,
      issues: [{ path: "since" }],
    });
  });

  it("accepts all time since 1970", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const stats = await getStats(ctx, { since: "1970-01-01T00:00:00Z" });
    expect(stats.overTime.length).toBeGreaterThan(20_000);
  });
});
