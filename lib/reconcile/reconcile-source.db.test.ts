import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { arrangePasses, at, loadTask, ordersRun, type Passes } from "@/lib/reconcile/testing/airflow-passes";
import { reconcileSource } from "@/lib/reconcile/reconcile-source";
import { newId } from "@/lib/platform/crypto";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { rawDag } from "@/lib/vendors/airflow/testing/polled-airflow";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const TRACEBACK =
  'Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 21, in load\n    row["id"]\nKeyError: \'id\'\n';

/** Delivers the task callback of a failed run, as Airflow sends it. */
async function callback({ ctx, sourceId }: Passes, due: string, time: string, message = "'id'") {
  const result = normaliseAirflow({
    scope: "task",
    event: "on_failure_callback",
    dag_id: "orders_daily",
    run_id: `scheduled__${due}`,
    task_id: "load",
    map_index: -1,
    try_number: 1,
    max_tries: 0,
    state: "failed",
    exception: { type: "builtins.KeyError", message, traceback: TRACEBACK.replace("'id'", message) },
  });
  if (!result.ok) throw new Error("not a report");
  const delivery = incomingDelivery({ ctx, sourceId }, result.report, { receivedAt: at(time) });
  const [accepted] = await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
  return accepted?.incidentId ?? null;
}

describe("a task that was killed without a callback", () => {
  it("opens an incident once, whatever is read again, and is resolved by a later success", async () => {
    const passes = await arrangePasses(db);
    const { world, ctx } = passes;
    await passes.pass("01:59");
    world.runs.push(ordersRun("02:00", "02:14", "failed"));
    world.tasks.push(loadTask("02:00", "02:14", "failed"));
    expect(await passes.pass("02:15")).toMatchObject({ outcome: "done", opened: 1 });
    expect(await passes.pass("02:16")).toMatchObject({ opened: 0 });
    expect(await passes.incidents()).toEqual(["load failed without an error message | triggered"]);
    const { items } = await listIncidents(ctx, {});
    const incident = await getIncident(ctx, items[0]?.id ?? "");
    expect(incident).toMatchObject({
      detectedBy: "reconciler",
      pipeline: "orders_daily",
      task: "load",
      occurrenceCount: 1,
      attempt: { tryNumber: 1, state: "failed" },
    });
    // Cleared, and repeated.
    world.runs = [ordersRun("02:00", "02:30", "success")];
    world.tasks = [loadTask("02:00", "02:30", "success", { try_number: 2, max_tries: 1 })];
    await passes.pass("02:31");
    expect(await passes.incidents()).toEqual(["load failed without an error message | resolved"]);
  });

  it("gets the details of a callback that comes later, without a second incident", async () => {
    const passes = await arrangePasses(db);
    await passes.pass("01:59");
    passes.world.tasks.push(loadTask("02:00", "02:14", "failed"));
    await passes.pass("02:15");
    expect(await callback(passes, "02:00", "02:16")).not.toBeNull();
    expect(await passes.incidents()).toEqual(["KeyError 'id' in load | triggered"]);
    const { items } = await listIncidents(passes.ctx, {});
    expect(items[0]).toMatchObject({ occurrenceCount: 1 });
    await passes.pass("02:17");
    expect(await passes.incidents()).toHaveLength(1);
  });

  it("joins the open incident of the same failure once a late callback shows what it was", async () => {
    const passes = await arrangePasses(db);
    await passes.pass("00:30");
    const first = await callback(passes, "01:00", "01:10");
    passes.world.tasks.push(loadTask("02:00", "02:14", "failed"));
    await passes.pass("02:15");
    expect(await callback(passes, "02:00", "02:16")).toBe(first);
    expect(await passes.incidents()).toEqual([
      "KeyError 'id' in load | triggered",
      "load failed without an error message | merged",
    ]);
  });

  it.each([
    ["first", true],
    ["last", false],
  ])(
    "is one incident, and so is the next run's failure, whether or not a report hides a secret: Airflow's %s",
    async (_, isHiddenFirst) => {
      const passes = await arrangePasses(db);
      await passes.pass("00:30");
      const messages = ["'postgresql://etl:***@dwh/shop'", "'postgresql://etl:Hq7wz9Lm2pXv@dwh/shop'"];
      const [message, other] = isHiddenFirst ? messages : messages.toReversed();
      const first = await callback(passes, "01:00", "01:10", message);
      passes.world.tasks.push(loadTask("01:00", "01:10", "failed"));
      await passes.pass("01:11");
      expect(await callback(passes, "01:00", "01:12", other)).toBe(first);
      expect(await callback(passes, "02:00", "02:10", other)).toBe(first);
      expect(await passes.incidents()).toHaveLength(1);
    },
  );

  it("is left to the callback at first, if the source sends callbacks", async () => {
    const passes = await arrangePasses(db);
    await passes.pass("00:30");
    const lastDeliveryAt = at("01:00");
    await db.prisma.source.update({ where: { id: passes.sourceId }, data: { lastDeliveryAt } });
    passes.world.tasks.push(loadTask("02:00", "02:14:50", "failed"));
    await passes.pass("02:15");
    expect(await passes.incidents()).toEqual([]);
    await passes.pass("02:16");
    expect(await passes.incidents()).toHaveLength(1);
  });

  it("was reported already", async () => {
    const passes = await arrangePasses(db);
    await passes.pass("01:59");
    await callback(passes, "02:00", "02:14");
    passes.world.runs.push(ordersRun("02:00", "02:14", "failed"));
    passes.world.tasks.push(loadTask("02:00", "02:14", "failed"));
    await passes.pass("02:16");
    expect(await passes.incidents()).toEqual(["KeyError 'id' in load | triggered"]);
    const { items } = await listIncidents(passes.ctx, {});
    const incident = await getIncident(passes.ctx, items[0]?.id ?? "");
    expect(incident).toMatchObject({ detectedBy: "webhook", occurrenceCount: 1 });
  });
});

it("shows when a failure happened, not only when it was found", async () => {
  const passes = await arrangePasses(db);
  await passes.pass("01:59");
  passes.world.tasks.push(loadTask("02:00", "02:14", "failed"));
  await passes.pass("02:40");
  const { items } = await listIncidents(passes.ctx, {});
  const times = { lastSeenAt: at("02:40").toISOString(), failedAt: at("02:14").toISOString() };
  expect(items).toMatchObject([times]);
  expect(await getIncident(passes.ctx, items[0]?.id ?? "")).toMatchObject(times);
  const known = {
    engine: "builtin",
    outcome: "diagnosed",
    rootCause: "",
    category: "unknown",
    confidence: 0,
  };
  const lists = {
    claims: [],
    causalChain: [],
    ruledOut: [],
    gaps: [],
    recommendedActions: [],
    hypotheses: [],
  };
  const rest = { transience: "unknown", explanation: "", impact: {}, latencyMs: 0, createdAt: at("02:41") };
  const { workspaceId } = passes.ctx;
  const place = { id: newId(), workspaceId, incidentId: items[0]?.id ?? "", workflowId: newId() };
  await db.prisma.diagnosis.create({ data: { ...place, ...known, ...lists, ...rest } });
  const { rows } = await db.pool.query<{ ms: string }>(
    "SELECT to_diagnosis AS ms FROM incident_figures WHERE workspace_id = $1",
    [workspaceId],
  );
  expect(rows).toEqual([{ ms: String(27 * 60_000) }]);
});

describe("runs", () => {
  it.each([3, 2] as const)("of Airflow %d that time out have no failed task", async (version) => {
    const passes = await arrangePasses(db, { version });
    await passes.pass("01:59");
    passes.world.runs.push(ordersRun("02:00", "02:14", "failed"));
    passes.world.tasks.push(loadTask("02:00", null, "skipped"));
    await passes.pass("02:15");
    expect(await passes.incidents()).toEqual(["orders_daily failed, but none of its tasks did | triggered"]);
    passes.world.runs = [ordersRun("02:00", "02:40", "success")];
    await passes.pass("02:41");
    expect((await passes.incidents())[0]).toContain("| resolved");
  });

  it("that succeed are stored with their tasks, in as few requests as possible", async () => {
    const passes = await arrangePasses(db);
    const { world, sourceId } = passes;
    world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *" }));
    await passes.pass("01:59");
    world.runs.push(ordersRun("02:00", null, "running"));
    await passes.pass("02:01");
    const where = { pipeline: { sourceId } };
    const running = { state: "running", dueAt: at("02:00"), startedAt: at("02:00"), endedAt: null };
    expect(await db.prisma.run.findMany({ where })).toMatchObject([running]);
    world.runs = [ordersRun("02:00", "02:04")];
    world.tasks = [loadTask("02:00", "02:04", "success", { try_number: 2, max_tries: 1 })];
    const before = passes.server.seen.length;
    expect(await passes.pass("02:05")).toMatchObject({ opened: 0, requests: 5 });
    expect(passes.server.seen.length - before).toBe(5);
    expect(await db.prisma.run.findMany({ where })).toMatchObject([
      { state: "succeeded", succeededAt: at("02:04"), endedAt: at("02:04"), type: "scheduled" },
    ]);
    expect(await db.prisma.attempt.findMany({ where: { run: where } })).toMatchObject([
      { outcome: "succeeded", tryNumber: 2, maxTries: 2, startedAt: at("02:00"), endedAt: at("02:04") },
    ]);
  });

  it("that failed before the source was connected open nothing, unless their pipeline has not run since", async () => {
    const passes = await arrangePasses(db);
    passes.world.runs.push(
      ordersRun("00:00", "00:14", "failed"),
      ordersRun("01:00", "01:14"),
      ordersRun("00:00", "00:14", "failed", { dag_id: "billing" }),
    );
    passes.world.tasks.push(
      loadTask("00:00", "00:14", "failed"),
      loadTask("00:00", "00:14", "failed", { dag_id: "billing", task_id: "bill" }),
    );
    await passes.pass("02:00");
    expect(await passes.incidents()).toEqual(["bill failed without an error message | triggered"]);
    expect(
      await db.prisma.attempt.count({
        where: { outcome: "failed", run: { pipeline: { sourceId: passes.sourceId } } },
      }),
    ).toBe(2);
    await passes.pass("02:01");
    expect(await passes.incidents()).toHaveLength(1);
  });
});

describe("a pass", () => {
  it("reads what changed since the last one, with an overlap, also after a restart", async () => {
    const passes = await arrangePasses(db);
    const asked = () =>
      passes.server.seen
        .filter(({ path }) => decodeURIComponent(path).endsWith("/~/dagRuns"))
        .map(({ query }) => query.get("updated_at_gte"));
    await passes.pass("02:00");
    await passes.pass("02:01");
    // Down for three hours.
    await passes.pass("05:00");
    expect(asked()).toEqual([
      "2026-11-29T02:00:00.000Z",
      "2026-11-30T01:58:00.000Z",
      "2026-11-30T01:59:00.000Z",
    ]);
  });

  it("is not repeated", async () => {
    const passes = await arrangePasses(db);
    expect(await passes.pass("02:00")).toMatchObject({ outcome: "done" });
    const before = passes.server.seen.length;
    expect(await passes.pass("02:00")).toMatchObject({ outcome: "skipped" });
    expect(await passes.pass("01:59")).toMatchObject({ outcome: "skipped" });
    expect(passes.server.seen.length).toBe(before);
  });

  it("does not happen for a source without an API, and not for that of another workspace", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    const input = { sourceId, at: at("02:00") };
    expect(await reconcileSource(ctx, input)).toMatchObject({ outcome: "skipped" });
    const other = await arrangeWorkspace(db);
    await expect(reconcileSource(other.ctx, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(reconcileSource({ ...ctx, role: "viewer" }, input)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("goes on without what the user may not read, and says so", async () => {
    const passes = await arrangePasses(db);
    passes.world.failing = (path) => (path === "/importErrors" ? [403, { detail: "Forbidden" }] : null);
    expect(await passes.pass("02:00")).toMatchObject({ outcome: "done" });
    const state = await db.prisma.reconcileState.findUnique({ where: { sourceId: passes.sourceId } });
    expect(state?.error).toContain("not allowed to read this");
    expect(state).toMatchObject({ failingSince: null, succeededAt: at("02:00") });
  });
});

it("takes the settings that a pipeline's tags declare", async () => {
  const passes = await arrangePasses(db);
  const tags = [
    { name: "tier:1", dag_id: "orders_daily" },
    { name: "finance", dag_id: "orders_daily" },
  ];
  passes.world.dags.push(rawDag({ dag_id: "orders_daily", tags }));
  await passes.pass("02:00");
  const { id } = await db.prisma.pipeline.findFirstOrThrow({ where: { sourceId: passes.sourceId } });
  expect(await getPipeline(passes.ctx, id)).toMatchObject({
    tags: ["tier:1", "finance"],
    settings: { criticality: { value: "critical", origin: "declared", declaredBy: "tag tier:1" } },
  });
});
