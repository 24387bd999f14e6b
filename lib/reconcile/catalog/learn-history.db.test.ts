import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { recordLineage } from "@/lib/lineage/record-lineage";
import { LineageFact } from "@/lib/lineage/schemas";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import { transaction } from "@/lib/platform/db/transaction";
import { arrangePasses, at, ordersRun, type Passes } from "@/lib/reconcile/testing/airflow-passes";
import { rawDag } from "@/lib/vendors/airflow/testing/polled-airflow";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const HOUR_MS = 3_600_000;
/** When the hourly run `n` before the latest one, of 13:00, was due. */
const due = (n: number) => new Date(at("13:00").getTime() - n * HOUR_MS);
const ended = (n: number) => new Date(due(n).getTime() + 5 * 60_000);
const runId = (n: number) => `scheduled__${due(n).toISOString()}`;

/** The task callback of that run, as Airflow sends it. */
async function callback({ ctx, sourceId }: Passes, n: number, state: "success" | "failed" = "success") {
  const result = normaliseAirflow({
    scope: "task",
    event: state === "success" ? "on_success_callback" : "on_failure_callback",
    dag_id: "orders_daily",
    run_id: runId(n),
    task_id: "load",
    map_index: -1,
    try_number: 1,
    max_tries: 0,
    state,
    ...(state === "failed" && { exception: { type: "builtins.KeyError", message: "'id'", traceback: "" } }),
  });
  if (!result.ok) throw new Error("not a report");
  const delivery = incomingDelivery({ ctx, sourceId }, result.report, { receivedAt: ended(n) });
  await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
}

async function wrote({ ctx, sourceId }: Passes, n: number, rowCount: number) {
  const fact = LineageFact.parse({
    origin: "openlineage",
    pipeline: { externalId: "orders_daily", name: "orders_daily" },
    task: { externalId: "load", name: "load" },
    run: runId(n),
    at: ended(n).toISOString(),
    writes: [{ namespace: "postgres://db:5432", name: "shop.mart.orders", rowCount }],
    hasWritten: true,
  });
  const origin = { workspaceId: ctx.workspaceId, sourceId, receivedAt: ended(n) };
  await transaction(ctx.pool, (client) => recordLineage(client, origin, [fact]));
}

/** That run as the API shows it, though not among what has changed lately. */
const listed = (n: number, state = "success") =>
  ordersRun("13:00", "13:05", state, {
    dag_run_id: runId(n),
    run_after: due(n).toISOString(),
    data_interval_end: due(n).toISOString(),
    logical_date: due(n).toISOString(),
    start_date: due(n).toISOString(),
    end_date: ended(n).toISOString(),
    updated: "2026-11-01T00:00:00.000Z",
  });

const runsOf = ({ sourceId }: Passes) =>
  db.prisma.run.findMany({ where: { pipeline: { sourceId } }, orderBy: { externalId: "desc" } });

const DAG = { dag_id: "orders_daily", timetable_summary: "0 * * * *" };

describe("runs that were reported before the API was connected", () => {
  it("get what the API knows of them, so that they can be judged", async () => {
    const passes = await arrangePasses(db);
    for (let n = 40; n >= 0; n -= 1) {
      await callback(passes, n);
      await wrote(passes, n, n === 0 ? 0 : 1_000 + 3 * n);
    }
    expect((await runsOf(passes)).every(({ state }) => state === null)).toBe(true);
    passes.world.dags.push(rawDag({ ...DAG, next_dagrun_run_after: at("14:00").toISOString() }));
    for (let n = 40; n >= 0; n -= 1) passes.world.runs.push(listed(n));
    await passes.pass("13:20", judgeRuns);
    const runs = await runsOf(passes);
    expect(runs).toHaveLength(41);
    for (const [n, run] of runs.entries())
      expect(run).toMatchObject({
        externalId: runId(n),
        state: "succeeded",
        stateAt: ended(n),
        type: "scheduled",
        dueAt: due(n),
        logicalDate: due(n),
        startedAt: due(n),
        endedAt: ended(n),
      });
    expect(await passes.incidents()).toEqual([
      expect.stringMatching(/^orders_daily succeeded with 0 rows.* \| triggered$/),
    ]);
    await passes.pass("13:21", judgeRuns);
    expect(await passes.incidents()).toHaveLength(1);
  });

  it("keep what was reported of them", async () => {
    const passes = await arrangePasses(db);
    await callback(passes, 3);
    const reported = { state: "running", stateAt: at("12:30"), type: "manual", startedAt: at("12:29") };
    const where = { pipeline: { sourceId: passes.sourceId } };
    await db.prisma.run.updateMany({ where, data: reported });
    passes.world.dags.push(rawDag(DAG));
    passes.world.runs.push(listed(3));
    await passes.pass("13:20");
    expect(await runsOf(passes)).toMatchObject([{ ...reported, dueAt: due(3), succeededAt: null }]);
  });

  it("open nothing for old failures, and leave the open incident as it is", async () => {
    const passes = await arrangePasses(db);
    await callback(passes, 30, "failed");
    passes.world.dags.push(rawDag(DAG));
    passes.world.runs.push(listed(30, "failed"), listed(29, "failed"), listed(28));
    await passes.pass("13:20");
    await passes.pass("13:21");
    expect((await runsOf(passes)).map(({ state }) => state)).toEqual(["succeeded", "failed", "failed"]);
    expect(await passes.incidents()).toEqual(["KeyError 'id' in load | triggered"]);
  });
});

it("leaves a failure that has just happened to the next pass, which reports it", async () => {
  const passes = await arrangePasses(db);
  const lastDeliveryAt = at("01:00");
  await db.prisma.source.update({ where: { id: passes.sourceId }, data: { lastDeliveryAt } });
  passes.world.dags.push(rawDag(DAG));
  // Within the time in which a callback may come first.
  passes.world.runs.push(ordersRun("13:00", "13:19:55", "failed"));
  await passes.pass("13:20");
  expect(await passes.incidents()).toEqual([]);
  await passes.pass("13:21");
  expect(await passes.incidents()).toEqual(["orders_daily failed, but none of its tasks did | triggered"]);
});
