import { describe, expect, it } from "vitest";
import { mentions } from "@/lib/cascades/mentions";
import { judgeDependent, type Dependency, type FailedPipeline } from "@/lib/cascades/judge-dependent";

const failed = (
  type: string | null,
  message: string,
  part: Partial<FailedPipeline> = {},
): FailedPipeline => ({
  externalId: "revenue_report",
  failed: { error: { type, message }, reason: null },
  operator: "PythonOperator",
  category: null,
  rootCause: null,
  ...part,
});
const producer = failed("builtins.KeyError", "'customer_id'", {
  externalId: "orders_source",
  category: "code_bug",
});
const READS: Dependency = { through: [], vias: [], datasets: ["shop.raw.orders"], isWaiting: false };
const SENSOR: Dependency = { through: [], vias: ["sensor"], datasets: [], isWaiting: false };
const THROUGH: Dependency = { through: ["orders_mart"], vias: [], datasets: [], isWaiting: false };
const WAITS: Dependency = { through: [], vias: [], datasets: [], isWaiting: true };

const sensor = (type: string, message: string) => failed(type, message, { operator: "ExternalTaskSensor" });
const TIMED_OUT =
  "Sensor has timed out; run duration of 3602.9 seconds exceeds the specified timeout of 3600.0.";
const REFUSED = 'connection to server at "dwh", port 5432 failed: Connection refused';
const outage = (part: Partial<FailedPipeline> = {}) =>
  failed("psycopg2.OperationalError", REFUSED, { category: "infrastructure", ...part });

describe("a failed pipeline that depends on another failed one", () => {
  it.each<[string, FailedPipeline, Dependency, string]>([
    [
      "PostgreSQL does not know its table",
      failed("UndefinedTable", 'relation "raw.orders" does not exist'),
      READS,
      "its error names shop.raw.orders, which was not written",
    ],
    [
      "Snowflake cannot find its table",
      failed(null, "SQL compilation error: Object 'SHOP.RAW.ORDERS' does not exist or not authorized."),
      READS,
      "its error names shop.raw.orders, which was not written",
    ],
    [
      "Spark does not know its table",
      failed(
        "AnalysisException",
        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found. raw.orders not found",
      ),
      READS,
      "its error names shop.raw.orders, which was not written",
    ],
    [
      "its freshness check fails",
      failed("AssertionError", "orders is stale: newest row from 2026-11-19"),
      READS,
      "its error names shop.raw.orders, which was not written",
    ],
    [
      "its file is missing",
      failed("FileNotFoundError", "[Errno 2] No such file or directory: '/lake/raw/orders'"),
      { ...READS, datasets: ["/lake/raw/orders"] },
      "its error names /lake/raw/orders, which was not written",
    ],
    [
      "only its diagnosis names the table",
      failed(null, "exit code 1", {
        rootCause: "column day of raw.orders is gone",
        category: "schema_change",
      }),
      READS,
      "its error names shop.raw.orders, which was not written",
    ],
    [
      "its sensor times out",
      sensor("airflow.exceptions.AirflowSensorTimeout", TIMED_OUT),
      SENSOR,
      "its sensor gave up waiting",
    ],
    [
      "its sensor for what it reads times out",
      failed(null, TIMED_OUT, { operator: "SqlSensor" }),
      READS,
      "its sensor gave up waiting",
    ],
    [
      "its sensor sees the other DAG fail",
      sensor("ExternalTaskFailedError", "The external DAG orders_source failed."),
      SENSOR,
      "its error names orders_source",
    ],
    [
      "its sensor sees a DAG in between fail",
      sensor("ExternalTaskFailedError", "The external DAG orders_mart failed."),
      THROUGH,
      "its error names orders_mart",
    ],
    [
      "it waited for a DAG that it triggered",
      failed("AirflowException", "orders_source failed with failed states [failed]"),
      WAITS,
      "its error names orders_source",
    ],
    [
      "its input is missing, by its diagnosis",
      failed("ValueError", "nothing to do", { category: "upstream_missing_data" }),
      THROUGH,
      "its input was missing",
    ],
  ])("is a symptom if %s", (_name, consumer, dependency, because) => {
    expect(judgeDependent(consumer, producer, dependency)).toEqual({ kind: "symptom", because });
  });

  it("is a symptom of the same outage", () => {
    expect(judgeDependent(outage(), outage({ externalId: "orders_source" }), READS)).toEqual({
      kind: "symptom",
      because: `both ended with OperationalError: ${REFUSED}`,
    });
  });

  it.each<[string, FailedPipeline, Dependency]>([
    ["a bug of its own", failed("ZeroDivisionError", "division by zero", { category: "code_bug" }), READS],
    [
      "a right that it lacks, although it names the table",
      failed("InsufficientPrivilege", "permission denied for table raw.orders", {
        category: "auth_permission",
      }),
      READS,
    ],
    [
      "another table that is missing",
      failed("UndefinedTable", 'relation "raw.orders_archive" does not exist', { category: "warehouse_sql" }),
      READS,
    ],
    [
      "a sensor that could not connect",
      failed("ConnectionError", "refused", { operator: "HttpSensor", category: "network_timeout" }),
      SENSOR,
    ],
    [
      "a sensor that names yet another DAG",
      {
        ...sensor("ExternalTaskFailedError", "The external DAG billing failed."),
        category: "infrastructure",
      },
      SENSOR,
    ],
    [
      "the same exit code",
      failed("AirflowException", "Bash command failed. The command returned a non-zero exit code 1.", {
        category: "code_bug",
      }),
      READS,
    ],
  ])("fails on its own with %s", (_name, consumer, dependency) => {
    expect(judgeDependent(consumer, producer, dependency)).toEqual({ kind: "own" });
  });

  it.each<[string, FailedPipeline, Dependency]>([
    ["before it is diagnosed", failed("ZeroDivisionError", "division by zero"), READS],
    ["without any words", failed(null, ""), READS],
    ["if it waits for a run that it does not name", failed("AirflowException", "billing failed"), WAITS],
  ])("is not judged %s", (_name, consumer, dependency) => {
    expect(judgeDependent(consumer, producer, dependency)).toEqual({ kind: "unknown" });
  });
});

describe("a text that mentions a name", () => {
  it.each([
    ['relation "raw.orders" does not exist', "orders", true],
    ["RAW.ORDERS", "raw.orders", true],
    ["orders_daily failed", "orders", false],
    ["daily-orders-v2 failed", "daily-orders", false],
    ["reorders, then orders", "orders", true],
    ["the dag", "dag", false],
    ["größenorders", "orders", false],
  ])("%s: %s", (text, name, expected) => {
    expect(mentions(text, name)).toBe(expected);
  });

  it("is found in linear time", () => {
    const text = "orders_".repeat(200_000);
    const start = performance.now();
    expect(mentions(text, "orders")).toBe(false);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
