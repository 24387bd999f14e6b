import { describe, expect, it } from "vitest";
import {
  Asset,
  AssetEvent,
  Dag,
  DagRun,
  ImportError,
  TaskInstance,
  airflowRows,
} from "@/lib/vendors/airflow/schemas";
import { airflowFixture, clientOf, startAirflow3 } from "@/lib/vendors/airflow/testing/fake-airflow";
import {
  emptyWorld,
  rawRun,
  rawTask,
  startPolledAirflow2,
  startPolledAirflow3,
} from "@/lib/vendors/airflow/testing/polled-airflow";
import { sendJson } from "@/lib/vendors/testing/fake-server";

const SINCE = new Date("2026-11-30T07:00:00Z");
const after = "2026-11-30T07:10:00Z";

describe("recorded answers", () => {
  const rows = (name: string, key: string, schema: Parameters<typeof airflowRows>[2]) =>
    airflowRows(JSON.parse(airflowFixture(name)), key, schema);

  it("tell runs with the time for which they were due", () => {
    const runs = rows("v2_poll_dagRuns.json", "dag_runs", DagRun) as DagRun[];
    const scheduled = runs.find(({ runType }) => runType === "scheduled");
    expect(scheduled?.runAfter).toBe(scheduled?.dataIntervalEnd);
    // Requested by a person: without a logical date, but due at once.
    expect(runs.find(({ runType }) => runType === "manual")).toMatchObject({
      logicalDate: null,
      runAfter: "2026-11-30T07:11:28.302Z",
    });
    const [v1] = rows("v1_dagRuns_c14.json", "dag_runs", DagRun) as DagRun[];
    expect(v1).toMatchObject({ runType: "dataset_triggered", runAfter: null });
    expect(v1?.dataIntervalEnd).toBe("2026-11-21T01:33:27.622Z");
  });

  it("tell schedules in both versions", () => {
    const dags = rows("v2_poll_dags.json", "dags", Dag) as Dag[];
    expect(dags.map(({ dagId, schedule, isActive }) => [dagId, schedule, isActive])).toEqual([
      ["poll_berlin", "15 7 * * *", true],
      ["poll_hang", null, true],
      ["poll_killed", null, true],
      ["poll_minutely", "*/2 * * * *", true],
    ]);
    expect(dags[0]?.nextRunAt).toBe("2026-12-01T07:15:00.000Z");
    const v1 = rows("v1_dags_limit2.json", "dags", Dag) as Dag[];
    expect(v1.map(({ schedule, isActive }) => [schedule, isActive])).toEqual([
      ["@once", true],
      [null, true],
    ]);
    const interval = { ...JSON.parse(airflowFixture("v1_dags_limit2.json")).dags[0] };
    interval.schedule_interval = { __type: "TimeDelta", days: 1, seconds: 30, microseconds: 0 };
    expect(Dag.parse(interval).schedule).toBe("every 86430 s");
  });

  it("tell who writes an asset and whom it starts", () => {
    for (const [name, key] of [
      ["v2_assets.json", "assets"],
      ["v1_datasets.json", "datasets"],
    ] as const) {
      expect(rows(name, key, Asset)).toEqual([
        {
          uri: "s3://lake/raw/orders",
          producers: [{ dagId: "c13_asset_producer", taskId: "write" }],
          startedDags: ["c14_asset_consumer"],
          readers: [],
        },
      ]);
    }
    const [event] = rows("v2_assets_events.json", "asset_events", AssetEvent) as AssetEvent[];
    const [v1] = rows("v1_datasets_events.json", "dataset_events", AssetEvent) as AssetEvent[];
    for (const found of [event, v1])
      expect(found).toMatchObject({ uri: "s3://lake/raw/orders", taskId: "write", extra: { rows: 0 } });
  });

  it("tell files and states that do not end by themselves", () => {
    const errors = rows("v2_poll_importErrors.json", "import_errors", ImportError) as ImportError[];
    expect(errors.map(({ filename }) => filename)).toContain("broken_syntax.py");
    const [running] = rows("v2_poll_running.json", "task_instances", TaskInstance) as TaskInstance[];
    expect(running).toMatchObject({ dagId: "poll_hang", state: "running", endedAt: null });
  });
});

describe("reading changes", () => {
  it("asks for pages of 100, several at a time, ordered by id", async () => {
    const world = emptyWorld();
    world.runs = Array.from({ length: 1_050 }, (_, n) => rawRun({ dag_run_id: `r${n}`, updated: after }));
    const server = await startPolledAirflow3(world);
    const { rows, isWhole } = await clientOf(server.url).poll.runsSince(SINCE);
    expect(new Set(rows.map(({ runId }) => runId)).size).toBe(1_050);
    expect(isWhole).toBe(true);
    const asked = server.seen.filter(({ path }) => path.endsWith("/dagRuns")).map(({ query }) => query);
    expect(asked).toHaveLength(11);
    expect(asked[0]?.get("updated_at_gte")).toBe("2026-11-30T07:00:00.000Z");
    expect(asked.every((query) => query.get("order_by") === "id" && query.get("limit") === "100")).toBe(true);
  });

  it("needs one request for nothing", async () => {
    const server = await startPolledAirflow3(emptyWorld());
    expect((await clientOf(server.url).poll.runsSince(SINCE)).rows).toEqual([]);
    expect(server.seen.filter(({ path }) => path.endsWith("/dagRuns"))).toHaveLength(1);
  });

  it("repeats states as separate parameters and does not order tasks on Airflow 2", async () => {
    const world = emptyWorld();
    world.tasks = [
      rawTask({ task_id: "a", state: "failed", updated: after }),
      rawTask({ task_id: "b", state: "running", updated: after }),
    ];
    for (const start of [startPolledAirflow2, startPolledAirflow3]) {
      const server = await start(world);
      const { rows } = await clientOf(server.url).poll.tasksSince(SINCE, ["failed", "success"]);
      expect(rows.map(({ taskId }) => taskId)).toEqual(["a"]);
      const asked = server.seen.find(({ path }) => path.endsWith("/taskInstances"));
      expect(asked?.query.getAll("state")).toEqual(["failed", "success"]);
      expect((await clientOf(server.url).poll.runningTasks()).rows.map(({ taskId }) => taskId)).toEqual([
        "b",
      ]);
    }
  });

  it("does not take the rows of an ignored filter", async () => {
    const rows = [rawTask({ task_id: "a", state: "success" }), rawTask({ task_id: "b", state: "running" })];
    const server = await startAirflow3((_request, response) =>
      sendJson(response, 200, { task_instances: rows, total_entries: 2 }),
    );
    const { poll } = clientOf(server.url);
    expect((await poll.tasksSince(SINCE, ["failed"])).rows).toEqual([]);
    expect((await poll.runningTasks()).rows.map(({ taskId }) => taskId)).toEqual(["b"]);
  });

  it("reads asset events by time on both versions", async () => {
    const events = JSON.parse(airflowFixture("v2_assets_events.json")).asset_events;
    const world = { ...emptyWorld(), assetEvents: events };
    for (const start of [startPolledAirflow2, startPolledAirflow3]) {
      const { poll } = clientOf((await start(world)).url);
      expect((await poll.assetEventsSince(new Date("2026-11-21T01:00:00Z"))).rows).toHaveLength(1);
      expect((await poll.assetEventsSince(new Date("2026-11-22T00:00:00Z"))).rows).toEqual([]);
    }
  });

  it("counts answers", async () => {
    const { createAirflowClient } = await import("@/lib/vendors/airflow/client");
    const server = await startPolledAirflow3(emptyWorld());
    let answers = 0;
    const credentials = { username: "viewer", password: "pw" };
    const onAnswer = () => (answers += 1);
    await createAirflowClient({ baseUrl: server.url, credentials, onAnswer }).poll.runsSince(SINCE);
    expect(answers).toBe(server.seen.length);
  });
});
