import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import type { TestDatabase } from "@/e2e/database/test-database";
import { wrapUpAnalysis } from "@/lib/cascades/wrap-up-analysis";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import { newId } from "@/lib/platform/crypto";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The night of the failure: the run of 2026-11-20, which starts at midnight. */
export const MIDNIGHT = Date.parse("2026-11-21T00:00:00Z");

interface Error {
  type: string;
  message: string;
}

/** The source's load fails on its last try. */
export const LOAD_FAILED: Error = {
  type: "psycopg2.errors.UndefinedColumn",
  message: 'column "customer_id" of relation "orders_landing" does not exist',
};
const SENSOR_TIMED_OUT: Error = {
  type: "airflow.exceptions.AirflowSensorTimeout",
  message: "Sensor has timed out; run duration of 3602.9 seconds exceeds the specified timeout of 3600.0.",
};
const NO_TABLE: Error = {
  type: "psycopg2.errors.UndefinedTable",
  message:
    "relation \"raw.orders\" does not exist\nLINE 1: select * from raw.orders where day = '2026-11-20'",
};
const STALE: Error = {
  type: "builtins.ValueError",
  message: "raw.orders is stale: newest row is from 2026-11-19",
};
export const OWN_BUG: Error = {
  type: "builtins.ZeroDivisionError",
  message: "division by zero",
};

export interface Failure {
  dag: string;
  task: string;
  operator: string;
  error: Error;
  /** Hours after midnight. */
  startedAt: number;
  failedAt: number;
  /** Days after the night of the failure. */
  day?: number;
  event?: "on_failure_callback" | "on_success_callback" | "on_retry_callback";
  tryNumber?: number;
}

export const SOURCE: Failure = {
  dag: "orders_source",
  task: "load",
  operator: "PythonOperator",
  error: LOAD_FAILED,
  startedAt: 1,
  failedAt: 3,
};

/** Ten DAGs that read what `orders_source` writes, or wait for it, and fail each in its own way. */
export const CONSUMERS: readonly Failure[] = [
  ...["finance", "marketing", "supply", "returns"].map((name, i) => ({
    dag: `${name}_orders`,
    task: "wait_for_orders",
    operator: i % 2 === 0 ? "ExternalTaskSensor" : "PythonSensor",
    error: SENSOR_TIMED_OUT,
    // Sensors start to wait before the source fails; one gives up before the source's last try does.
    startedAt: 0.5,
    failedAt: i === 0 ? 2.5 : 4 + i,
  })),
  ...["revenue", "churn", "basket"].map((name, i) => ({
    dag: `${name}_report`,
    task: "query",
    operator: "SQLExecuteQueryOperator",
    error: NO_TABLE,
    startedAt: 5 + i,
    failedAt: 5.1 + i,
  })),
  ...["features", "exports", "reconciliation"].map((name, i) => ({
    dag: `${name}_daily`,
    task: "check_freshness",
    operator: "PythonOperator",
    error: STALE,
    startedAt: 10 + 4 * i,
    failedAt: 10.2 + 4 * i,
  })),
];

/** A workspace in which each consumer depends on the source, and whose pipelines have run daily for two weeks. */
export async function arrangeWarehouse(db: TestDatabase): Promise<Arranged> {
  const arranged = await arrangeWorkspace(db);
  const { ctx, sourceId } = arranged;
  const { workspaceId } = ctx;
  const dags = [SOURCE, ...CONSUMERS].map(({ dag }) => ({ id: newId(), name: dag }));
  await db.prisma.pipeline.createMany({
    data: dags.map(({ id, name }) => ({ id, workspaceId, sourceId, externalId: name, name })),
  });
  await db.prisma.run.createMany({
    data: dags.flatMap(({ id }) =>
      Array.from({ length: 14 }, (_, i) => {
        const logicalDate = new Date(MIDNIGHT - (i + 2) * DAY);
        const startedAt = new Date(logicalDate.getTime() + DAY);
        return {
          id: newId(),
          workspaceId,
          pipelineId: id,
          externalId: `scheduled__${logicalDate.toISOString()}`,
          type: "scheduled",
          state: "succeeded",
          logicalDate,
          startedAt,
          firstSeenAt: startedAt,
        };
      }),
    ),
  });
  const seen = { workspaceId, firstSeenAt: new Date(MIDNIGHT), lastSeenAt: new Date(MIDNIGHT) };
  const dataset = await db.prisma.dataset.create({
    data: { ...seen, id: newId(), namespace: "postgres://dwh:5432", name: "shop.raw.orders", kind: "table" },
  });
  const [source, ...consumers] = dags;
  await db.prisma.lineageEdge.createMany({
    data: [source, ...consumers.filter(({ name }) => !name.endsWith("_orders"))].map((dag, i) => ({
      ...seen,
      id: newId(),
      pipelineId: dag?.id ?? "",
      datasetId: dataset.id,
      direction: i === 0 ? "writes" : "reads",
      origin: "openlineage",
    })),
  });
  await db.prisma.pipelineDependency.createMany({
    data: consumers
      .filter(({ name }) => name.endsWith("_orders"))
      .map(({ id }) => ({
        workspaceId,
        upstreamId: source?.id ?? "",
        downstreamId: id,
        via: "sensor",
        origin: "airflow",
        lastSeenAt: new Date(MIDNIGHT),
      })),
  });
  return arranged;
}

const timeOf = (hours: number, day = 0) => new Date(MIDNIGHT + day * DAY + hours * HOUR).toISOString();

/** The delivery of our callback for this failure, or success, received a minute after it. */
export function deliveryOf(arranged: Arranged, failure: Failure): IncomingDelivery {
  const { dag, task, operator, error, startedAt, failedAt, day = 0, event = "on_failure_callback" } = failure;
  const recorded = recordedWebhook("airflow", "airflow3_task_python_error").body as object;
  const isSuccess = event === "on_success_callback";
  const result = normaliseAirflow({
    ...recorded,
    event,
    state: isSuccess ? "success" : event === "on_retry_callback" ? "up_for_retry" : "failed",
    dag_id: dag,
    task_id: task,
    operator,
    run_id: `scheduled__${timeOf(0, day - 1)}`,
    run_type: "scheduled",
    logical_date: timeOf(0, day - 1),
    try_number: failure.tryNumber ?? 1,
    start_date: timeOf(startedAt, day),
    end_date: timeOf(failedAt, day),
    ti_id: newId(),
    exception: isSuccess ? null : { ...error, traceback: null },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const receivedAt = new Date(Date.parse(timeOf(failedAt, day)) + 60_000);
  return incomingDelivery(arranged, result.report, { receivedAt });
}

/** Delivers a failure by itself. @returns the incident's id. */
export const report = (db: TestDatabase, arranged: Arranged, failure: Failure) =>
  acceptDelivery(db, deliveryOf(arranged, failure));

/** What the analysis does before and after Claude. */
export async function analyze({ ctx }: Arranged, incidentId: string): Promise<void> {
  const input = { incidentId, workflowId: newId() };
  await collectEvidence(ctx, input);
  await diagnoseIncident(ctx, input);
  await wrapUpAnalysis(ctx, input);
}
