import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { openLineageTestPayload } from "@/lib/intake/sources/openlineage/test-payload";
import { recordedEvent, withValue } from "@/lib/intake/sources/openlineage/testing/events";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { encrypt, newId, newWebhookSecret } from "@/lib/platform/crypto";

let db: TestDatabase;
let workspaceId: string;
const secret = newWebhookSecret();
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  workspaceId = newId();
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
});

/** A source; its id is its key. */
async function source(
  kind: string,
  environment: string | null = null,
  name = `${kind} ${environment ?? ""}`,
): Promise<Target> {
  const id = newId();
  await db.pool.query(
    `INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc, environment) VALUES ($1, $2, $3, $4, $1, $5, $6)`,
    [id, workspaceId, kind, name, encrypt(secret), environment],
  );
  return { kind, id };
}

interface Target {
  kind: string;
  id: string;
}

/** Sends a body; the clock moves on by a second. */
let clock = Date.parse("2026-11-21T03:00:00Z");
async function send({ kind, id }: Target, body: unknown) {
  clock += 1_000;
  return receiveWebhook({
    kind,
    sourceKey: id,
    rawBody: new TextEncoder().encode(JSON.stringify(body)),
    headers: { authorization: `Bearer ${secret}` },
    now: new Date(clock),
  });
}

const rows = async (sql: string) => (await db.pool.query(sql, [workspaceId])).rows;
const incidents = () =>
  rows(`SELECT n.number, n.status, n.title, n.occurrence_count AS count, s.kind AS source, o.kind AS home, p.external_id AS pipeline,
      t.external_id AS task FROM incidents n JOIN sources s ON s.id = n.source_id JOIN pipelines p ON p.id = n.pipeline_id
      JOIN sources o ON o.id = p.source_id LEFT JOIN tasks t ON t.id = n.task_id
    WHERE n.workspace_id = $1 ORDER BY n.number`);

const RUN = "manual__2026-11-21T01:40:14.642729+00:00";
const OL_FAIL = recordedEvent("airflow3_fail_c03_retry_then_fail_flaky");
const OL_START = recordedEvent("airflow3_start_c03_retry_then_fail_flaky");
/** The same failure as our callback reports it. */
const CALLBACK = {
  source: "airflow",
  event: "on_failure_callback",
  scope: "task",
  dag_id: "c03_retry_then_fail",
  task_id: "flaky",
  run_id: RUN,
  map_index: -1,
  try_number: 2,
  max_tries: 1,
  state: "failed",
  start_date: "2026-11-21T01:40:21Z",
  end_date: "2026-11-21T01:40:23Z",
  exception: {
    type: "builtins.RuntimeError",
    message: "always fails, try 2",
    traceback:
      'Traceback (most recent call last):\n  File "/opt/airflow/dags/cases_python.py", line 5, in flaky\n    raise RuntimeError\nRuntimeError: always fails, try 2\n',
  },
};
const DAG_CALLBACK = {
  source: "airflow",
  event: "on_failure_callback",
  scope: "dag",
  dag_id: "c03_retry_then_fail",
  run_id: RUN,
  task_id: null,
  clear_number: 0,
  reason: "task_failure",
};
/** The DAG's own event. */
const OL_DAG_FAIL = (() => {
  let body = withValue(recordedEvent("airflow3_fail_c09_mapped"), "job/name", "c03_retry_then_fail");
  body = withValue(body, "run/facets/airflowDagRun/dag/dag_id", "c03_retry_then_fail");
  body = withValue(body, "run/facets/airflowDagRun/dagRun/dag_id", "c03_retry_then_fail");
  body = withValue(body, "run/facets/airflowDagRun/dagRun/run_id", RUN);
  body = withValue(body, "run/facets/airflowDagRun/dagRun/clear_number", 0);
  return withValue(body, "run/runId", "01a1fbc2-deb2-7c20-9cef-3ee1a62c7a82");
})();

function inRun(body: unknown, run: string): Record<string, unknown> {
  const other = withValue(body, "run/facets/airflow/dagRun/run_id", run);
  return withValue(other, "run/runId", `uuid of ${run}`);
}

describe("an Airflow that is connected by callback and by OpenLineage", () => {
  it.each([
    ["OpenLineage first", [0, 1, 2, 3]],
    ["the callback first", [1, 0, 3, 2]],
    ["the DAG's callback first", [3, 1, 2, 0]],
    ["the DAG's event first", [2, 3, 0, 1]],
  ])("opens one incident for one failure: %s", async (_name, order) => {
    const [airflow, openlineage] = [await source("airflow"), await source("openlineage")];
    const all: [Target, unknown][] = [
      [openlineage, OL_FAIL],
      [airflow, CALLBACK],
      [openlineage, OL_DAG_FAIL],
      [airflow, DAG_CALLBACK],
    ];
    await send(openlineage, OL_START);
    const ids: (string | null)[] = [];
    for (const i of order) {
      const [target, body] = all[i] as [Target, unknown];
      ids.push((await send(target, body)).incidentId);
    }
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).not.toBeNull();
    expect(await incidents()).toEqual([
      expect.objectContaining({ count: 1, home: "airflow", pipeline: "c03_retry_then_fail", task: "flaky" }),
    ]);
    expect(await rows("SELECT external_id FROM runs WHERE workspace_id = $1")).toEqual([
      { external_id: RUN },
    ]);
  });

  it("folds the next run's failure into it, whichever source reports that first", async () => {
    const [airflow, openlineage] = [await source("airflow"), await source("openlineage")];
    await send(openlineage, OL_FAIL);
    await send(airflow, CALLBACK);
    await send(airflow, { ...CALLBACK, run_id: "run 2", start_date: "2026-11-21T02:00:00Z" });
    await send(openlineage, inRun(OL_FAIL, "run 2"));
    await send(openlineage, inRun(OL_FAIL, "run 3"));
    await send(airflow, { ...CALLBACK, run_id: "run 3", start_date: "2026-11-21T03:00:00Z" });
    expect(await incidents()).toEqual([expect.objectContaining({ count: 3 })]);
  });

  it("resolves it when a retry succeeds that only OpenLineage reports", async () => {
    const [airflow, openlineage] = [await source("airflow"), await source("openlineage")];
    await send(airflow, CALLBACK);
    let success = withValue(OL_FAIL, "eventType", "COMPLETE");
    success = withValue(success, "run/facets/errorMessage", undefined);
    success = withValue(success, "run/facets/airflow/taskInstance/try_number", 3);
    await send(openlineage, withValue(success, "eventTime", "2026-11-21T02:10:00Z"));
    expect(await incidents()).toMatchObject([{ status: "resolved" }]);
  });

  it("keeps two environments apart", async () => {
    const prod = await source("airflow", "prod");
    const staging = await source("airflow", "staging");
    const openlineage = await source("openlineage", "staging");
    await send(prod, CALLBACK);
    await send(openlineage, OL_FAIL);
    await send(staging, CALLBACK);
    expect(await incidents()).toMatchObject([
      { source: "airflow", count: 1 },
      { source: "openlineage", home: "airflow", count: 1 },
    ]);
  });

  it("keeps two Airflows of one environment apart, and says so", async () => {
    const us = await source("airflow", "production", "Airflow");
    const eu = await source("airflow", "production", "airflow-eu");
    const openlineage = await source("openlineage", "production");
    let success = withValue(OL_FAIL, "eventType", "COMPLETE");
    success = withValue(success, "run/facets/errorMessage", undefined);
    success = withValue(success, "eventTime", "2026-11-21T02:10:00Z");
    await send(us, CALLBACK);
    await send(eu, CALLBACK);
    const statuses = async () => (await incidents()).map(({ status }) => status);
    await send(openlineage, withValue(success, "job/namespace", "airflow"));
    expect(await statuses()).toEqual(["triggered", "triggered"]);
    const [reason] = await rows(
      "SELECT reason FROM deliveries WHERE workspace_id = $1 ORDER BY received_at DESC LIMIT 1",
    );
    expect(reason).toEqual({
      reason: expect.stringMatching(
        /^Several sources may have this pipeline \("Airflow", "airflow-eu"\), and neither the namespace "airflow"/,
      ),
    });
    await send(openlineage, withValue(success, "job/namespace", "airflow-eu"));
    expect(await statuses()).toEqual(["triggered", "resolved"]);
  });

  it("reports by OpenLineage alone what it can", async () => {
    const openlineage = await source("openlineage");
    await send(openlineage, OL_FAIL);
    expect(await incidents()).toMatchObject([
      {
        source: "openlineage",
        home: "openlineage",
        pipeline: "prod-airflow/c03_retry_then_fail",
        task: "flaky",
      },
    ]);
  });

  it("records a task that will be retried without opening anything", async () => {
    const openlineage = await source("openlineage");
    await send(openlineage, recordedEvent("airflow3_fail_c08_kill9_oom_retry"));
    expect(await incidents()).toEqual([]);
    expect(await rows("SELECT will_retry FROM attempts WHERE workspace_id = $1")).toEqual([
      { will_retry: true },
    ]);
  });

  it("finds the run of a task that was marked as failed", async () => {
    const openlineage = await source("openlineage");
    let start = withValue(OL_START, "run/runId", "01a1fbc2-09ae-7d23-b6bb-6c6a1332e666");
    start = withValue(start, "run/facets/airflow/dag/dag_id", "c26_marked_failed");
    await send(openlineage, withValue(start, "run/facets/airflow/task/task_id", "slow"));
    await send(openlineage, recordedEvent("airflow3_fail_c26_marked_failed_slow"));
    expect(await incidents()).toMatchObject([{ task: "slow", pipeline: "prod-airflow/c26_marked_failed" }]);
    expect(await rows("SELECT external_id FROM runs WHERE workspace_id = $1")).toEqual([
      { external_id: RUN },
    ]);
  });
});

describe("a Spark application in an Airflow task", () => {
  const AIRFLOW_TRY = "01a1fbc2-deb2-75c8-bfda-87730be44440";
  const spark = (type: string, id: string, parent: string, part: object = {}) => ({
    eventType: type,
    eventTime: "2026-11-21T01:40:22Z",
    run: {
      runId: id,
      facets: {
        parent: {
          run: { runId: parent },
          job: { namespace: "prod-airflow", name: "c03_retry_then_fail.flaky" },
        },
        ...(type === "FAIL" && {
          errorMessage: {
            message: "ExecutorLostFailure",
            stackTrace: "org.apache.spark.SparkException: ExecutorLostFailure\n\tat a.B.c(B.scala:1)\n",
          },
        }),
      },
    },
    job: { namespace: "spark", name: id, facets: { jobType: { integration: "SPARK", jobType: "SQL_JOB" } } },
    inputs: [{ namespace: "s3://lake", name: "raw/orders" }],
    outputs: [],
    ...part,
  });
  const start = withValue(OL_FAIL, "eventType", "START");

  it("fails as its task, with its own error, and reads what the task reads", async () => {
    const openlineage = await source("openlineage");
    await send(openlineage, start);
    await send(openlineage, spark("START", "app", AIRFLOW_TRY));
    await send(openlineage, spark("START", "query", "app"));
    await send(openlineage, spark("FAIL", "query", "app"));
    await send(openlineage, spark("FAIL", "app", AIRFLOW_TRY));
    await send(openlineage, OL_FAIL);
    expect(await incidents()).toMatchObject([
      {
        count: 1,
        task: "flaky",
        pipeline: "prod-airflow/c03_retry_then_fail",
        title: "SparkException ExecutorLostFailure in flaky",
      },
    ]);
    expect(
      await rows(
        "SELECT t.external_id AS task FROM lineage_edges e JOIN tasks t ON t.id = e.task_id WHERE e.workspace_id = $1",
      ),
    ).toEqual([{ task: "flaky" }]);
    expect(await rows("SELECT external_id FROM pipelines WHERE workspace_id = $1")).toHaveLength(1);
  });

  it("opens nothing while its task has retries left", async () => {
    const openlineage = await source("openlineage");
    const first = withValue(start, "run/facets/airflow/taskInstance/try_number", 1);
    await send(openlineage, first);
    await send(openlineage, spark("FAIL", "app", AIRFLOW_TRY));
    expect(await incidents()).toEqual([]);
  });

  it("does not make its task a success", async () => {
    const openlineage = await source("openlineage");
    await send(openlineage, start);
    await send(openlineage, spark("COMPLETE", "app", AIRFLOW_TRY));
    expect(await rows("SELECT outcome FROM attempts WHERE workspace_id = $1")).toEqual([
      { outcome: "running" },
    ]);
  });

  it("is a pipeline of its own if nobody knows its parent", async () => {
    const openlineage = await source("openlineage");
    await send(openlineage, spark("FAIL", "app", "unknown"));
    expect(await incidents()).toMatchObject([
      { pipeline: "prod-airflow/c03_retry_then_fail.flaky", task: "app" },
    ]);
  });
});

describe("dbt", () => {
  it("opens one incident for a failed model, although its query and the job fail too", async () => {
    const openlineage = await source("openlineage");
    for (const name of ["sql", "model", "job"])
      await send(openlineage, recordedEvent(`dbt_structured_logs_fail_${name}`));
    expect(await incidents()).toMatchObject([{ count: 1, task: "model.shop.mart_orders" }]);
    expect(await rows("SELECT name FROM datasets WHERE workspace_id = $1 ORDER BY name")).toEqual([
      { name: "shop.main.mart_orders" },
      { name: "shop.main.stg_orders" },
    ]);
  });
});

it("accepts a resend once, and the test failure", async () => {
  const openlineage = await source("openlineage");
  const first = await send(openlineage, OL_FAIL);
  expect(await send(openlineage, OL_FAIL)).toMatchObject({ isDuplicate: true, incidentId: first.incidentId });
  const test = await send(openlineage, openLineageTestPayload(new Date(clock)));
  expect(test).toMatchObject({ status: "accepted", incidentId: expect.any(String) });
  expect(await incidents()).toHaveLength(2);
});

it("accepts lineage that reports nothing, and says what it left out", async () => {
  const openlineage = await source("openlineage");
  const fields = Array.from({ length: 2_500 }, (_, i) => ({ name: `c${i}`, type: "int" }));
  const answer = await send(openlineage, {
    eventTime: "2026-11-21T02:00:00Z",
    dataset: { namespace: "s3://lake", name: "wide", facets: { schema: { fields } } },
  });
  expect(answer).toMatchObject({ status: "accepted", incidentId: null });
  expect(await rows("SELECT status, reason FROM deliveries WHERE workspace_id = $1")).toEqual([
    {
      status: "accepted",
      reason: expect.stringMatching(/^Only the first 2,000 of 2,500 columns of wide/),
    },
  ]);
  expect(
    await rows("SELECT jsonb_array_length(columns) AS n FROM schema_snapshots WHERE workspace_id = $1"),
  ).toEqual([{ n: 2_000 }]);
});
