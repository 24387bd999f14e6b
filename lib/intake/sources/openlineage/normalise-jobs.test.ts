import { describe, expect, it } from "vitest";
import { flatReport } from "@/lib/failures/testing/report";
import { incidentTitle } from "@/lib/failures/title";
import { normaliseOpenLineage } from "@/lib/intake/sources/openlineage/normalise";
import {
  readEvent,
  recordedEvent,
  reportOf,
  withValue,
} from "@/lib/intake/sources/openlineage/testing/events";

describe("events of a real dbt-ol", () => {
  it("reads a model's failure as a task of the dbt run, with the cause instead of dbt's heading", () => {
    const report = reportOf(recordedEvent("dbt_structured_logs_fail_model"));
    expect(flatReport(report)).toMatchObject({
      event: "failed",
      scope: "task",
      pipeline: { externalId: "prod-dbt/dbt-run-shop", name: "dbt-run-shop" },
      task: { externalId: "model.shop.mart_orders", name: "mart_orders", operator: "model" },
      run: { externalId: "01a1fbca-ac5a-7f7a-937d-a41c3f5d2da1" },
      exception: { message: 'Binder Error: Values list "o" does not have a column named "customer_id"' },
      log: expect.stringContaining("Runtime Error in model mart_orders"),
      refs: { fileloc: "models/mart/mart_orders.sql" },
      labels: { dbt_version: "1.11.16" },
    });
    expect(incidentTitle(report)).toBe(
      'Binder Error: Values list "o" does not have a column named "customer_id" in mart_orders',
    );
  });

  it("names the same task whichever mode sent it, and says when there is no message", () => {
    const report = reportOf(recordedEvent("dbt_fail_model"));
    expect(flatReport(report)).toMatchObject({
      pipeline: { externalId: "prod-dbt/dbt-run-shop" },
      task: { externalId: "model.shop.mart_orders" },
      exception: null,
    });
    expect(incidentTitle(report)).toBe("mart_orders failed without an error message");
  });

  it("takes the model's failure once: queries are left out, the job is one of the run", () => {
    expect(readEvent(recordedEvent("dbt_structured_logs_fail_sql")).reports).toEqual([]);
    expect(flatReport(reportOf(recordedEvent("dbt_structured_logs_fail_job")))).toMatchObject({
      scope: "run",
      task: null,
      run: { externalId: "01a1fbca-ac5a-7f7a-937d-a41c3f5d2da1" },
    });
  });

  it("does not fail for tests that only warn", () => {
    const report = flatReport(reportOf(recordedEvent("dbt_test_with_assertions")));
    expect(report).toMatchObject({
      event: "succeeded",
      reason: null,
      task: { externalId: "tests of model.shop.stg_orders", name: "tests of stg_orders" },
    });
  });

  it("names the failed tests of severity error", () => {
    const body = structuredClone(recordedEvent("dbt_test_with_assertions")) as {
      inputs: { facets: { dataQualityAssertions: { assertions: { severity: string }[] } } }[];
    };
    for (const { severity, ...assertion } of body.inputs[0]?.facets.dataQualityAssertions.assertions ?? [])
      Object.assign(assertion, { severity });
    const assertions = body.inputs[0]?.facets.dataQualityAssertions.assertions ?? [];
    for (const assertion of assertions) assertion.severity = "error";
    const report = reportOf(body);
    expect(report).toMatchObject({
      event: "failed",
      reason:
        "unique failed on order_id of shop.main.stg_orders (1 rows); not_null failed on order_id of shop.main.stg_orders (1 rows)",
    });
  });

  it("reads a skipped node as neither failed nor succeeded", () => {
    const body = withValue(recordedEvent("dbt_structured_logs_fail_model"), "eventType", "ABORT");
    expect(reportOf(body)).toMatchObject({ event: "cancelled", exception: null });
  });
});

/** By the specification and Spark's integration: an application, and a query in it. */
const SPARK_QUERY = {
  eventType: "FAIL",
  eventTime: "2026-11-21T02:00:00.5Z",
  producer: "https://github.com/OpenLineage/OpenLineage/tree/1.39.0/integration/spark",
  schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
  run: {
    runId: "01a1fbca-0000-7000-8000-000000000003",
    facets: {
      parent: {
        run: { runId: "01a1fbca-0000-7000-8000-000000000002" },
        job: { namespace: "spark", name: "orders_app" },
        root: {
          run: { runId: "01a1fbca-0000-7000-8000-000000000001" },
          job: { namespace: "prod-airflow", name: "orders_daily" },
        },
      },
      processing_engine: { name: "spark", version: "3.5.1" },
      errorMessage: {
        message: "Job aborted due to stage failure: ExecutorLostFailure (executor 7 exited)",
        programmingLanguage: "JAVA",
        stackTrace:
          "org.apache.spark.SparkException: Job aborted due to stage failure: ExecutorLostFailure (executor 7 exited)\n\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:2856)\n",
      },
    },
  },
  job: {
    namespace: "spark",
    name: "orders_app.execute_insert_into_hadoop_fs_relation_command.mart_orders",
    facets: { jobType: { integration: "SPARK", jobType: "SQL_JOB", processingType: "BATCH" } },
  },
  inputs: [{ namespace: "s3a://lake", name: "raw/orders" }],
  outputs: [
    {
      namespace: "s3a://lake",
      name: "mart/orders",
      outputFacets: { outputStatistics: { rowCount: 1200, size: 34_000, fileCount: 4 } },
    },
  ],
};

describe("events of Spark", () => {
  it("reads a query as a task of its application, which may be a part of an Airflow task", () => {
    const result = readEvent(SPARK_QUERY);
    expect(flatReport(reportOf(SPARK_QUERY))).toMatchObject({
      event: "failed",
      pipeline: { externalId: "spark/orders_app" },
      task: { externalId: "execute_insert_into_hadoop_fs_relation_command.mart_orders" },
      run: { externalId: "01a1fbca-0000-7000-8000-000000000002" },
      exception: {
        type: "org.apache.spark.SparkException",
        message: "Job aborted due to stage failure: ExecutorLostFailure (executor 7 exited)",
      },
    });
    expect(result.place).toEqual({
      sameAs: null,
      attemptIds: ["01a1fbca-0000-7000-8000-000000000003"],
      partOf: ["01a1fbca-0000-7000-8000-000000000002", "01a1fbca-0000-7000-8000-000000000001"],
    });
  });

  it("reads how many rows it wrote, and which version of the table that made", () => {
    const body = withValue(SPARK_QUERY, "outputs/0/facets", { version: { datasetVersion: "7812345678901" } });
    const [fact] = readEvent(withValue(body, "eventType", "COMPLETE")).lineage ?? [];
    expect(fact?.writes).toEqual([
      expect.objectContaining({ rowCount: 1200, sizeBytes: 34_000, version: "7812345678901" }),
    ]);
  });

  it("reads an application without a parent as a run", () => {
    const body = withValue(SPARK_QUERY, "run/facets/parent", undefined);
    expect(flatReport(reportOf(body))).toMatchObject({
      scope: "run",
      run: { externalId: "01a1fbca-0000-7000-8000-000000000003" },
    });
  });
});

describe("events of the Python client", () => {
  it("reads what a run read and wrote, also the inputs that only its column lineage names", () => {
    const [fact] = readEvent(recordedEvent("client_complete")).lineage ?? [];
    expect(fact).toMatchObject({
      pipeline: { externalId: "etl/orders.daily.load", name: "orders.daily.load" },
      run: "01a1fbca-1111-7000-8000-000000000001",
      hasWritten: true,
      reads: [
        {
          namespace: "postgres://db.example.com:5432",
          name: "shop.raw.orders",
          kind: "table",
          columns: [
            { name: "order_id", type: "int8", position: 1 },
            { name: "customer", type: "struct", position: 2 },
            { name: "customer.id", type: "int8", position: 3 },
          ],
        },
        { name: "shop.raw.rates", columns: null },
      ],
      writes: [{ name: "shop.mart.orders", owner: "team:mart", rowCount: 1200, sizeBytes: 34_000 }],
    });
    expect(readEvent(recordedEvent("client_start")).lineage?.[0]).toMatchObject({ hasWritten: false });
  });

  it("reads a failure with the exception's type", () => {
    const report = reportOf(recordedEvent("client_fail"));
    expect(flatReport(report)).toMatchObject({
      event: "failed",
      scope: "run",
      exception: { type: "KeyError", message: "'customer_id'" },
    });
    expect(incidentTitle(report)).toBe("KeyError 'customer_id' in orders.daily.load");
  });

  const LINES = [
    "Traceback (most recent call last):\n",
    '  File "/app/job.py", line 7, in load\n    rows[1]\n',
    "KeyError: 1\n",
  ];
  const REPR = `['Traceback (most recent call last):\\n', '  File "/app/job.py", line 7, in load\\n    rows[1]\\n', 'KeyError: 1\\n']`;
  it.each([
    ["the message", { message: REPR }],
    ["the stack trace", { message: "1", stackTrace: REPR }],
    ["both", { message: REPR, stackTrace: REPR }],
    ["the stack trace alone", { stackTrace: REPR }],
  ])("reads a list of lines that Python printed as text: %s", (_name, errorMessage) => {
    const body = withValue(recordedEvent("client_fail"), "run/facets/errorMessage", errorMessage);
    const report = reportOf(body);
    const exception = { type: "KeyError", message: "1", traceback: LINES.join("") };
    expect(flatReport(report)).toMatchObject({ exception });
    expect(incidentTitle(report)).toBe("KeyError 1 in orders.daily.load");
  });

  it("reads the end of a long list", () => {
    const frames = Array.from({ length: 600 }, () => LINES[1]);
    const printed = JSON.stringify([LINES[0], ...frames, LINES[2]]);
    const body = withValue(recordedEvent("client_fail"), "run/facets/errorMessage", { message: printed });
    expect(flatReport(reportOf(body)).exception).toMatchObject({ type: "KeyError", message: "1" });
  });

  it.each([
    ["[Errno 2] No such file: 'orders.csv'", "[Errno 2] No such file: 'orders.csv'"],
    ["[1, 'two']", "[1, 'two']"],
    ["['one', 'two']", "one\ntwo"],
  ])("keeps any other message: %s", (message, read) => {
    const body = withValue(recordedEvent("client_fail"), "run/facets/errorMessage", { message });
    expect(flatReport(reportOf(body)).exception).toMatchObject({ message: read });
  });

  it("reads static events as lineage only", () => {
    for (const name of ["client_job_event", "client_dataset_event"])
      expect(readEvent(recordedEvent(name))).toMatchObject({ reports: [], lineage: [expect.any(Object)] });
  });
});

describe("other events", () => {
  it.each([
    ["OTHER", []],
    ["SOMETHING_NEW", []],
    [undefined, []],
  ])("takes only the lineage of %s", (eventType, reports) => {
    const result = readEvent({ ...SPARK_QUERY, eventType });
    expect(result.reports).toEqual(reports);
    expect(result.lineage?.[0]?.reads).toHaveLength(1);
  });

  it("reads a job event", () => {
    const result = readEvent({
      eventTime: "2026-11-21T02:00:00Z",
      job: { namespace: "etl", name: "copy" },
      inputs: [{ namespace: "postgresql://DB.example", name: "shop.raw.orders" }],
      outputs: [{ namespace: "postgres://db.example:5432", name: "shop.mart.orders" }],
    });
    expect(result).toMatchObject({
      reports: [],
      lineage: [
        {
          pipeline: { externalId: "etl/copy", name: "copy" },
          run: null,
          hasWritten: false,
          reads: [{ namespace: "postgres://db.example:5432" }],
          writes: [{ namespace: "postgres://db.example:5432" }],
        },
      ],
    });
  });

  it("reads a dataset event with the datasets it is made from", () => {
    const result = readEvent({
      eventTime: "2026-11-21T02:00:00Z",
      dataset: {
        namespace: "looker",
        name: "dashboards/orders",
        facets: {
          datasetType: { datasetType: "DASHBOARD" },
          ownership: { owners: [{ name: "team:bi" }] },
          columnLineage: {
            fields: {
              revenue: {
                inputFields: [{ namespace: "postgres://db", name: "shop.mart.orders", field: "sum" }],
              },
            },
          },
        },
      },
    });
    expect(result).toMatchObject({
      reports: [],
      lineage: [
        {
          pipeline: null,
          described: [{ name: "dashboards/orders", kind: "dashboard", owner: "team:bi" }],
          derived: [{ from: { name: "shop.mart.orders" }, to: { name: "dashboards/orders" } }],
        },
      ],
    });
  });

  it.each([
    ["a list", [], ""],
    ["an empty object", {}, ""],
    ["no run id", { job: { name: "x" }, run: {} }, "run.runId"],
    ["no job", { run: { runId: "x" } }, "job.name"],
    ["a dataset without a name", { dataset: { namespace: "x" } }, "dataset"],
  ])("refuses %s with the field", (_name, body, path) => {
    const result = normaliseOpenLineage(body);
    expect(result).toMatchObject({ ok: false, issues: [{ path }] });
  });
});
