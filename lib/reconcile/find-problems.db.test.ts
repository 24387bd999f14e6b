import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import type { RunFinding, RunHistory } from "@/lib/pipelines/expectations/run-history";
import { recordLineage } from "@/lib/lineage/record-lineage";
import { LineageFact } from "@/lib/lineage/schemas";
import { transaction } from "@/lib/platform/db/transaction";
import { loadHistories } from "@/lib/reconcile/findings/load-histories";
import { arrangePasses, at, loadTask, ordersRun, type Passes } from "@/lib/reconcile/testing/airflow-passes";
import { airflowFixture } from "@/lib/vendors/airflow/testing/fake-airflow";
import { rawDag } from "@/lib/vendors/airflow/testing/polled-airflow";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function first({ ctx }: Passes) {
  const { items } = await listIncidents(ctx, { sort: "openedAt" });
  return getIncident(ctx, items[0]?.id ?? "");
}

/** Airflow does not move this on while the run does not start. */
const DUE = { next_dagrun_run_after: "2026-11-30T02:00:00Z" };

const missing = (due: string, part: Partial<RunFinding> = {}): RunFinding => ({
  kind: "missing",
  runId: null,
  at: at(due),
  expectedAt: at("02:14"),
  deadlineAt: null,
  because: "No run has started; the last 20 runs started at most 4 min after they were due",
  ...part,
});

describe("an orchestrator that is down", () => {
  const down = [503, { detail: "no" }] as [number, unknown];

  it("is one incident about itself, not at the first hiccup, and resolved when it answers", async () => {
    const passes = await arrangePasses(db);
    await passes.pass("02:00");
    passes.world.failing = () => down;
    expect(await passes.pass("02:01")).toMatchObject({ outcome: "failed", opened: 0 });
    expect(await passes.pass("02:02")).toMatchObject({ opened: 0 });
    expect(await passes.pass("02:03")).toMatchObject({ opened: 1 });
    for (const time of ["02:04", "02:05", "03:00"]) await passes.pass(time);
    expect(await passes.incidents()).toEqual(["Airflow cannot be reached | triggered"]);
    expect(await first(passes)).toMatchObject({
      detectedBy: "reconciler",
      pipeline: null,
      occurrenceCount: 1,
    });
    passes.world.failing = () => null;
    await passes.pass("03:01");
    expect(await passes.incidents()).toEqual(["Airflow cannot be reached | resolved"]);
  });

  it("says that the credentials are refused", async () => {
    const passes = await arrangePasses(db);
    passes.world.failing = () => [403, { detail: "Forbidden" }];
    await passes.pass("02:00");
    await passes.pass("02:01");
    expect(await passes.incidents()).toEqual(["Airflow refuses our credentials | triggered"]);
    const row = await db.prisma.incident.findFirstOrThrow({ where: { sourceId: passes.sourceId } });
    expect(JSON.stringify(row.report)).toContain("Enter valid credentials under Setup.");
  });

  it("is patient with an orchestrator that throttles", async () => {
    const passes = await arrangePasses(db);
    passes.world.failing = () => [429, { detail: "slow down" }];
    for (let minute = 10; minute < 20; minute += 1) await passes.pass(`02:${minute}`);
    expect(await passes.incidents()).toEqual([]);
  });

  it("makes no run missing, neither while it is down nor all at once afterwards", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    const judge = () => [missing("02:00")];
    await passes.pass("01:50");
    passes.world.failing = () => down;
    for (const time of ["01:58", "01:59", "02:00", "02:30"]) await passes.pass(time, judge);
    expect(await passes.incidents()).toEqual(["Airflow cannot be reached | triggered"]);
    passes.world.failing = () => null;
    for (const time of ["02:40", "02:50", "03:10"]) await passes.pass(time, judge);
    expect(await passes.incidents()).toEqual(["Airflow cannot be reached | resolved"]);
    // A run that was due after the outage is missed again.
    await passes.pass("04:10", () => [missing("04:00")]);
    expect((await passes.incidents())[1]).toBe("orders_daily did not run: due 04:00 UTC | triggered");
  });

  it("leaves open what was told before it, and tells it only once", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    const judge = () => [missing("02:00")];
    await passes.pass("01:50");
    await passes.pass("02:10", judge);
    passes.world.failing = () => down;
    for (const time of ["02:20", "02:21", "02:22"]) await passes.pass(time, judge);
    passes.world.failing = () => null;
    for (const time of ["02:23", "02:24", "02:40", "03:10"]) await passes.pass(time, judge);
    expect(await passes.incidents()).toEqual([
      "orders_daily did not run: due 02:00 UTC | triggered",
      "Airflow cannot be reached | resolved",
    ]);
    await passes.pass("03:11", () => []);
    expect((await passes.incidents())[0]).toBe("orders_daily did not run: due 02:00 UTC | resolved");
  });

  it("keeps nothing back that was due before it", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    await passes.pass("02:50");
    passes.world.failing = () => down;
    for (const time of ["02:51", "02:52", "02:53"]) await passes.pass(time);
    passes.world.failing = () => null;
    await passes.pass("02:54", () => [missing("02:00")]);
    expect(await passes.incidents()).toEqual([
      "Airflow cannot be reached | resolved",
      "orders_daily did not run: due 02:00 UTC | triggered",
    ]);
  });

  it("alarms about a deadline that was missed because of it", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    const judge = () => [missing("02:00", { deadlineAt: at("03:00") })];
    await passes.pass("01:50");
    passes.world.failing = () => down;
    for (const time of ["01:58", "01:59", "02:00"]) await passes.pass(time);
    passes.world.failing = () => null;
    await passes.pass("02:30", judge);
    await passes.pass("02:50", judge);
    expect(await passes.incidents()).toHaveLength(1);
    await passes.pass("03:01", judge);
    expect(await passes.incidents()).toHaveLength(2);
  });

  it("is one incident, too, if it answers but its scheduler does not work; no run is judged then", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    await passes.pass("01:50");
    passes.world.health = { scheduler: { status: "unhealthy", latest_scheduler_heartbeat: null } };
    for (const time of ["02:01", "02:02", "02:03", "02:04"])
      await passes.pass(time, () => [missing("02:00")]);
    expect(await passes.incidents()).toEqual([
      "Airflow is unhealthy: Airflow 3.3.2: scheduler is unhealthy | triggered",
    ]);
    passes.world.health = {};
    await passes.pass("02:05", () => [missing("02:00")]);
    expect(await passes.incidents()).toEqual([
      "Airflow is unhealthy: Airflow 3.3.2: scheduler is unhealthy | resolved",
    ]);
  });
});

describe("runs that were judged", () => {
  it("are given to the judge with their history", async () => {
    const passes = await arrangePasses(db);
    const { world, sourceId } = passes;
    world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 * * * *" }));
    world.runs.push(
      ordersRun("00:00", "00:14"),
      ordersRun("01:00", "01:14", "failed"),
      ordersRun("02:00", null, "running"),
      ordersRun("03:00", null, "queued", { start_date: null, run_type: "manual", logical_date: null }),
    );
    world.tasks.push(loadTask("00:00", "00:14", "skipped"));
    let seen: RunHistory | null = null;
    await passes.pass("03:01", (history) => {
      seen = history;
      return [];
    });
    expect(seen).toMatchObject({
      schedule: "0 * * * *",
      zone: "UTC",
      isPaused: false,
      deadline: null,
      runs: [
        { runId: "scheduled__03:00", type: "manual", state: "queued", dueAt: at("03:00"), startedAt: null },
        { runId: "scheduled__02:00", type: "scheduled", state: "running", endedAt: null },
        { runId: "scheduled__01:00", state: "failed" },
        { runId: "scheduled__00:00", state: "skipped", endedAt: at("00:14"), rowsWritten: null },
      ],
    });
    const deadline = { time: "07:30", zone: "Europe/Berlin", calendar: "daily" };
    await db.prisma.pipeline.updateMany({ where: { sourceId }, data: { declared: { deadline } } });
    await passes.pass("03:02", (history) => {
      seen = history;
      return [];
    });
    expect(seen).toMatchObject({ deadline });
  });

  it("are given with the updates of what triggers them, and without a schedule", async () => {
    const passes = await arrangePasses(db);
    const { world, sourceId, ctx } = passes;
    world.dags.push(
      // Its next run is not due yet.
      rawDag({ dag_id: "orders_daily", timetable_summary: "0 * * * *" }),
      rawDag({ dag_id: "report", timetable_summary: "Asset" }),
      rawDag({ dag_id: "from_outside", timetable_summary: null }),
      rawDag({ dag_id: "paused", timetable_summary: null, is_paused: true }),
    );
    world.runs.push(
      ordersRun("00:00", "00:14"),
      ordersRun("01:00", "01:14"),
      ordersRun("02:00", "02:14", "failed"),
    );
    world.tasks.push(loadTask("00:00", "00:14", "skipped"), loadTask("01:00", "01:14", "success"));
    await passes.pass("03:01");
    const id = async (externalId: string) =>
      (await db.prisma.pipeline.findFirstOrThrow({ where: { sourceId, externalId } })).id;
    const edge = { workspaceId: ctx.workspaceId, via: "asset", origin: "airflow", lastSeenAt: at("03:01") };
    await db.prisma.pipelineDependency.create({
      data: { ...edge, upstreamId: await id("orders_daily"), downstreamId: await id("report") },
    });
    const seen = await loadHistories(ctx, sourceId, [], at("03:02"));
    expect(Object.fromEntries(seen.map(({ pipeline, history }) => [pipeline, history.inputUpdates]))).toEqual(
      {
        // Neither failed nor skipped runs update anything.
        report: [{ input: "orders_daily", at: at("01:14") }],
        from_outside: null,
      },
    );
  });

  it("are given with whether they changed what they write, where versions are known", async () => {
    const passes = await arrangePasses(db);
    const { world, sourceId, ctx } = passes;
    world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 * * * *" }));
    const times = ["00:00", "01:00", "02:00", "03:00"] as const;
    world.runs.push(...times.map((time) => ordersRun(time, time.replace(":00", ":14"))));
    await passes.pass("03:20");
    const versions = ["8", "9", "9", null];
    const facts = times.map((time, i) => {
      const table = { namespace: "s3://lake", name: "orders", version: versions[i] };
      return LineageFact.parse({
        origin: "openlineage",
        pipeline: { externalId: "orders_daily", name: "orders_daily" },
        run: `scheduled__${time}`,
        at: at(time.replace(":00", ":14")).toISOString(),
        writes: [table],
        hasWritten: true,
      });
    });
    const origin = { workspaceId: ctx.workspaceId, sourceId, receivedAt: at("03:20") };
    await transaction(ctx.pool, (client) => recordLineage(client, origin, facts));
    world.runs.push(ordersRun("04:00", "04:14"));
    let seen: (boolean | null)[] = [];
    await passes.pass("04:20", ({ runs }) => {
      seen = runs.map(({ hasChangedOutput }) => hasChangedOutput);
      return [];
    });
    // The latest first; nothing is known before the first one.
    expect(seen).toEqual([null, null, false, true, null]);
  });

  it("open an incident about a missing run, which is over when it starts", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    await passes.pass("01:59");
    const judge = () => [missing("02:00")];
    for (const time of ["02:05", "02:06"]) await passes.pass(time, judge);
    expect(await passes.incidents()).toEqual(["orders_daily did not run: due 02:00 UTC | triggered"]);
    const incident = await first(passes);
    expect(incident).toMatchObject({
      detectedBy: "reconciler",
      subject: { kind: "check", name: "orders_daily" },
      pipeline: "orders_daily",
      run: null,
      occurrenceCount: 1,
      lastSeenAt: at("02:05").toISOString(),
      failedAt: at("02:00").toISOString(),
    });
    const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incident.id } });
    expect(row.report).toMatchObject({
      reason:
        "No run has started; the last 20 runs started at most 4 min after they were due. It was expected to be done by 02:14 UTC.",
      labels: { due: at("02:00").toISOString(), expected: at("02:14").toISOString() },
    });
    passes.world.runs.push(
      ordersRun("02:00", null, "running", {
        start_date: at("02:07").toISOString(),
        updated: at("02:07").toISOString(),
      }),
    );
    await passes.pass("02:08");
    expect(await passes.incidents()).toEqual(["orders_daily did not run: due 02:00 UTC | resolved"]);
    // The next day's is another one.
    await passes.pass("06:00", () => [missing("05:00")]);
    expect(await passes.incidents()).toHaveLength(2);
  });

  it("keep an incident about an empty run until the pipeline succeeds again", async () => {
    const passes = await arrangePasses(db);
    passes.world.dags.push(rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }));
    await passes.pass("01:59");
    passes.world.runs.push(ordersRun("02:00", "02:14"));
    const empty: RunFinding = {
      ...missing("02:14"),
      kind: "empty",
      runId: "scheduled__02:00",
      because: "0 rows; 12 comparable runs wrote 11,200 to 12,900",
    };
    await passes.pass("02:15", () => [empty]);
    const title = "orders_daily succeeded with 0 rows; 12 comparable runs wrote 11,200 to 12,900";
    expect(await passes.incidents()).toEqual([`${title} | triggered`]);
    expect(await first(passes)).toMatchObject({
      pipeline: "orders_daily",
      run: { runId: "scheduled__02:00" },
    });
    // The judge may lose sight of it; nothing has repaired it.
    await passes.pass("02:16");
    expect(await passes.incidents()).toEqual([`${title} | triggered`]);
    passes.world.runs.push(ordersRun("03:00", "03:14"));
    await passes.pass("03:15");
    expect(await passes.incidents()).toEqual([`${title} | resolved`]);
  });

  it("do not swallow the failure of a run that was late", async () => {
    const passes = await arrangePasses(db);
    await passes.pass("01:59");
    passes.world.runs.push(ordersRun("02:00", null, "running"));
    const late: RunFinding = {
      ...missing("02:00"),
      kind: "late",
      runId: "scheduled__02:00",
      because: "Running for 3 h; it usually takes 14 min",
    };
    await passes.pass("05:00", () => [late]);
    passes.world.runs = [ordersRun("02:00", "05:01", "failed")];
    await passes.pass("05:02");
    expect(await passes.incidents()).toEqual([
      "orders_daily is late: running for 3 h; it usually takes 14 min | resolved",
      "orders_daily failed, but none of its tasks did | triggered",
    ]);
  });
});

it("knows from assets what runs wrote, and which pipelines start which", async () => {
  const passes = await arrangePasses(db);
  const { world, sourceId } = passes;
  const [asset] = (JSON.parse(airflowFixture("v2_assets.json")) as { assets: Record<string, unknown>[] })
    .assets;
  const [event] = (
    JSON.parse(airflowFixture("v2_assets_events.json")) as { asset_events: Record<string, unknown>[] }
  ).asset_events;
  world.assets.push({ ...asset, producing_tasks: [{ dag_id: "orders_daily", task_id: "load" }] });
  world.dags.push(
    rawDag({ dag_id: "orders_daily", timetable_summary: "0 2 * * *", ...DUE }),
    rawDag({ dag_id: "c14_asset_consumer", timetable_summary: "Asset" }),
  );
  await passes.pass("02:10");
  const dependencies = await db.prisma.pipelineDependency.findMany({
    where: { workspaceId: passes.ctx.workspaceId },
    include: { upstream: true, downstream: true },
  });
  expect(dependencies).toMatchObject([
    {
      via: "asset",
      upstream: { externalId: "orders_daily" },
      downstream: { externalId: "c14_asset_consumer" },
    },
  ]);
  world.runs.push(ordersRun("02:00", "02:14"));
  world.assetEvents.push({
    ...event,
    source_dag_id: "orders_daily",
    source_task_id: "load",
    source_run_id: "scheduled__02:00",
    timestamp: at("02:14").toISOString(),
  });
  const histories: RunHistory[] = [];
  await passes.pass("02:15", (history) => {
    histories.push(history);
    return [];
  });
  expect(histories.flatMap(({ runs }) => runs)).toMatchObject([
    { runId: "scheduled__02:00", rowsWritten: 0 },
  ]);
  const [consumer] = await db.prisma.pipeline.findMany({
    where: { sourceId, externalId: "c14_asset_consumer" },
  });
  expect(consumer?.schedule).toBeNull();
});

describe("a task that hangs", () => {
  it("is one that runs far longer than usual with a silent log", async () => {
    const passes = await arrangePasses(db);
    const { world } = passes;
    await passes.pass("00:00");
    for (const hour of ["00", "01", "02"]) world.tasks.push(loadTask(`${hour}:00`, `${hour}:04`));
    await passes.pass("02:30");
    world.tasks.push(loadTask("03:00", null, "running", { updated: at("03:00").toISOString() }));
    world.logs["load"] = "reading orders";
    await passes.pass("03:10");
    await passes.pass("03:25");
    // It still writes.
    world.logs["load"] = "reading orders\nreading more";
    await passes.pass("03:40");
    expect(await passes.incidents()).toEqual([]);
    await passes.pass("03:51");
    expect(await passes.incidents()).toEqual([
      "load in orders_daily hangs: running for 51 min, silent for 11 min | triggered",
    ]);
    expect(await first(passes)).toMatchObject({
      pipeline: "orders_daily",
      run: { runId: "scheduled__03:00" },
      subject: { kind: "check" },
    });
    await passes.pass("04:30");
    expect(await passes.incidents()).toHaveLength(1);
    world.tasks = [loadTask("03:00", "04:40")];
    await passes.pass("04:41");
    expect((await passes.incidents())[0]).toContain("| resolved");
  });
});
