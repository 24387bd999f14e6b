import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { closedLoop, openLoop, type LoadResult, type Shot } from "@/bench/load";
import { airflowFailure, signedHeaders } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

const WARM_UP_SECONDS = 5;
const SECONDS = 15;
const PER_SECOND = 500;
const CONNECTIONS = 32;
/** A running Airflow: few failures, and most of those will be retried. */
const FAILURES_IN = 40;
const DAGS = 50;
const TASKS = 8;
const COLUMNS = 20;
const DATASETS = 3;
/** Events compressed before the measurement, which shares the processor: more than are sent. */
const PREPARED = 30_000;

/**
 * OpenLineage events of a running Airflow (START, COMPLETE and FAIL in turn, three datasets of 20 columns each, gzip) through
 * the webhook of the product: as many as it accepts, 500 a second, and the webhooks of another source beside those. On PGlite,
 * or on an empty PostgreSQL database (`databaseUrl`).
 */
export async function benchLineage(databaseUrl?: string): Promise<Record<string, number>> {
  const env: Record<string, string> = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
  const product = await startProduct({ env });
  try {
    const cpu = cpuSeconds(product);
    const next = eventShots(product);
    const others = callbackShots(product);
    await closedLoop(next, { connections: 8, seconds: WARM_UP_SECONDS });
    const alone = await openLoop(others, { perSecond: 20, seconds: SECONDS });
    const usedBefore = cpu();
    const most = await closedLoop(next, { connections: CONNECTIONS, seconds: SECONDS });
    const cpuMsPerEvent = ((cpu() - usedBefore) * 1_000) / most.count;
    const [steady, beside] = await Promise.all([
      openLoop(next, { perSecond: PER_SECOND, seconds: SECONDS }),
      openLoop(others, { perSecond: 20, seconds: SECONDS }),
    ]);
    return {
      ...figures("closed", most),
      cpuMsPerEvent,
      ...figures("at500", steady),
      ...figures("callbacksAlone", alone),
      ...figures("callbacksBeside", beside),
      eventBytes: gzipSync(JSON.stringify(event(0))).byteLength,
    };
  } finally {
    await product.stop();
  }
}

/**
 * CPU seconds used so far by the product and its children, which depends less than its speed on what else the machine does.
 */
function cpuSeconds(product: Product): () => number {
  return () =>
    execFileSync("ps", ["-eo", "pid=,ppid=,cputimes="], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([pid, parent]) => pid === product.child.pid || parent === product.child.pid)
      .reduce((sum, [, , seconds = 0]) => sum + seconds, 0);
}

function figures(name: string, result: LoadResult): Record<string, number> {
  return {
    [`${name}PerSecond`]: result.perSecond,
    [`${name}P50Ms`]: result.p50Ms,
    [`${name}P95Ms`]: result.p95Ms,
    [`${name}Failed`]: result.failed,
  };
}

export function eventShots(product: Product): (i: number) => Shot {
  const { secret, webhookUrl } = sourceOf(product, "openlineage");
  const headers = {
    "content-type": "application/json",
    "content-encoding": "gzip",
    authorization: `Bearer ${secret}`,
  };
  const prepared: Buffer[] = [];
  let sent = 0;
  const compress = (i: number) => gzipSync(JSON.stringify(event(i)), { level: 1 });
  for (let i = 0; i < PREPARED; i++) prepared.push(compress(i));
  return () => {
    const i = sent++;
    return { method: "POST", url: webhookUrl, headers, body: prepared[i] ?? compress(i) };
  };
}

function callbackShots(product: Product): (i: number) => Shot {
  const { secret, webhookUrl } = sourceOf(product, "airflow");
  return (i) => {
    const body = JSON.stringify(airflowFailure({ dag_id: `callback_${i % 20}` }));
    return { method: "POST", url: webhookUrl, headers: signedHeaders(secret, body), body };
  };
}

function sourceOf(product: Product, kind: string) {
  const source = product.firstRun.sources[kind];
  if (!source) throw new Error(`first-run.json has no ${kind} source`);
  return source;
}

/** Event `i`: each attempt starts, and then completes or fails. */
function event(i: number): object {
  const attempt = Math.floor(i / 2);
  const hasFailed = attempt % FAILURES_IN === 0;
  const eventType = i % 2 === 0 ? "START" : hasFailed ? "FAIL" : "COMPLETE";
  const dag = `dag_${attempt % DAGS}`;
  const task = `task_${Math.floor(attempt / DAGS) % TASKS}`;
  const run = `scheduled__${Math.floor(attempt / DAGS / TASKS)}`;
  const willRetry = hasFailed && attempt % (FAILURES_IN * 4) !== 0;
  const [reads, writes] = [datasets(attempt, DATASETS - 1), datasets(attempt + 7, 1)];
  return {
    eventType,
    eventTime: new Date().toISOString(),
    producer: "https://github.com/apache/airflow/tree/providers-openlineage/2.20.3",
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: {
      runId: `00000000-0000-7000-8000-${attempt.toString(16).padStart(12, "0")}`,
      facets: {
        ...(eventType === "FAIL" && { errorMessage: error(dag) }),
        airflow: {
          dag: { dag_id: dag, owner: "data-eng", fileloc: `/opt/airflow/dags/${dag}.py`, tags: "['bench']" },
          dagRun: { dag_id: dag, run_id: run, run_type: "scheduled", clear_number: 0 },
          task: {
            task_id: task,
            operator_class: "SQLExecuteQueryOperator",
            retries: willRetry ? 3 : 0,
            inlets: "[]",
            outlets: "[]",
            upstream_task_ids: "['extract']",
          },
          taskInstance: { try_number: 1, log_url: `http://airflow/dags/${dag}/runs/${run}/tasks/${task}` },
        },
        processing_engine: { name: "Airflow", version: "3.3.2" },
      },
    },
    job: {
      namespace: "bench",
      name: `${dag}.${task}`,
      facets: {
        jobType: { integration: "AIRFLOW", jobType: "TASK", processingType: "BATCH" },
        sql: { query: `insert into mart.t select * from raw.t where day = '{{ ds }}' -- ${dag}` },
      },
    },
    inputs: reads,
    outputs: writes.map((dataset) => ({
      ...dataset,
      ...(eventType === "COMPLETE" && { outputFacets: { outputStatistics: { rowCount: i, size: i * 100 } } }),
    })),
  };
}

function datasets(from: number, count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({
    namespace: "postgres://warehouse:5432",
    name: `shop.raw.table_${(from * 3 + n) % 400}`,
    facets: {
      schema: {
        fields: Array.from({ length: COLUMNS }, (_, column) => ({
          name: `column_${column}`,
          type: column % 3 === 0 ? "int8" : "varchar",
          ordinal_position: column + 1,
        })),
      },
    },
  }));
}

function error(dag: string): object {
  return {
    message: 'column "customer_id" does not exist',
    programmingLanguage: "python",
    stackTrace: `Traceback (most recent call last):\n  File "/opt/airflow/dags/${dag}.py", line 42, in load\n    cur.execute(SQL)\npsycopg2.errors.UndefinedColumn: column "customer_id" does not exist\n`,
  };
}
