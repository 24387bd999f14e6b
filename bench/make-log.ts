/** Generates logs in the formats of real orchestrators, deterministically. */

export const MADE_KINDS = ["airflow-text", "airflow-json", "spark", "dbt"] as const;
export type MadeKind = (typeof MADE_KINDS)[number];

const pad = (value: number, width: number): string => String(value).padStart(width, "0");
const clock = (n: number): string =>
  `${pad(Math.floor(n / 3600) % 24, 2)}:${pad(Math.floor(n / 60) % 60, 2)}:${pad(n % 60, 2)}`;
const hex = (n: number, width: number): string =>
  (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0").repeat(4).slice(0, width);
const TABLES = [
  "orders",
  "customers",
  "payments",
  "line_items",
  "refunds",
  "sessions",
  "inventory",
  "shipments",
] as const;
const table = (n: number): string => TABLES[n % TABLES.length] ?? "orders";

/** Ordinary task output: mostly repeats with varying values, and the occasional rare line. */
const SENTENCES: readonly ((n: number) => string)[] = [
  (n) =>
    `Read ${n * 17} rows from s3://lake/raw/${table(n)}/dt=2026-03-${pad(10 + (n % 18), 2)}/part-${pad(n % 200, 5)}.snappy.parquet in ${n % 90}.${n % 10}s`,
  (n) => `Connection to warehouse-${n % 12}.internal:5432 opened, session ${hex(n, 12)}`,
  (n) =>
    `Fetched page ${n % 4000} of https://api.example.com/v2/${table(n)}?cursor=${hex(n, 16)}&limit=500 (status 200, ${n % 900} ms)`,
  (n) =>
    `INSERT INTO staging.${table(n)} SELECT * FROM raw.${table(n)} WHERE batch_id = ${n} AND loaded_at > '2026-03-01 ${clock(n)}'`,
  (n) => `Heartbeat from worker-${n % 40}`,
  (n) => `Validated ${n % 5000} records against schema ${table(n)}_v${n % 7}, ${n % 13} warnings`,
  (n) =>
    `batch ${n}: customer ${hex(n, 8)}-${hex(n + 1, 4)}-4${hex(n + 2, 3)}-a${hex(n + 3, 3)}-${hex(n + 4, 12)} merged`,
  (n) =>
    `Uploading /tmp/airflow/exports/${table(n)}_${n}.csv.gz (${n % 300}.${n % 10} MiB) to gs://exports-prod/${table(n)}/`,
  (n) => `Progress: ${n % 100}% [${"#".repeat(n % 20)}${".".repeat(20 - (n % 20))}] ${n} of 1000000`,
  (n) =>
    n % 50 === 9
      ? `Request to shard ${n % 9} timed out, trying again in ${n % 30} s`
      : `Shard ${n % 9} acknowledged offset ${n * 31}`,
];

const say = (n: number): string => SENTENCES[(n * 7) % SENTENCES.length]?.(n) ?? "";

const LINES: Record<MadeKind, (n: number) => string> = {
  "airflow-text": (n) =>
    `[2026-03-01T${clock(n)}.${pad(n % 1000, 3)}+0000] {${n % 5 === 0 ? "subprocess.py:93" : `load_${table(n)}.py:${n % 300}`}} ${n % 97 === 0 ? "WARNING" : "INFO"} - ${say(n)}`,
  "airflow-json": (n) =>
    JSON.stringify({ timestamp: `2026-03-01T${clock(n)}.${pad(n % 1_000_000, 6)}Z`, level: n % 97 === 0 ? "warning" : "info", event: say(n), logger: n % 3 === 0 ? "task.stdout" : `orders.${table(n)}`, filename: `/opt/airflow/dags/load_${table(n)}.py`, lineno: n % 300 }),
  spark: (n) =>
    [
      `26/03/01 ${clock(n)} INFO TaskSetManager: Finished task ${n % 200}.0 in stage ${n % 90}.0 (TID ${n}) in ${n % 4000} ms on 10.0.${n % 256}.${n % 200} (executor ${n % 40}) (${n % 200}/200)`,
      `26/03/01 ${clock(n)} INFO MemoryStore: Block broadcast_${n}_piece0 stored as bytes in memory (estimated size ${n % 90}.${n % 10} KiB, free 366.${n % 10} MiB)`,
      `26/03/01 ${clock(n)} INFO BlockManagerInfo: Removed broadcast_${n}_piece0 on ip-10-0-${n % 256}-7.ec2.internal:4${pad(n % 1000, 4)} in memory (size: 6.${n % 10} KiB, free: 366.3 MiB)`,
      `26/03/01 ${clock(n)} INFO CodeGenerator: Code generated in ${n % 40}.${pad(n % 100_000, 6)} ms`,
      `26/03/01 ${clock(n)} WARN TaskSetManager: Lost task ${n % 200}.0 in stage ${n % 90}.0 (TID ${n}) (10.0.${n % 256}.7 executor ${n % 40}): FetchFailed(BlockManagerId(${n % 40}, 10.0.1.2, 7337, None), shuffleId=${n % 9}, mapIndex=${n % 200}, mapId=${n}, reduceId=${n % 200}, message=`,
    ][n % 211 === 4 ? 4 : n % 4] ?? "",
  dbt: (n) =>
    [
      `${clock(n)}  ${n % 400} of 400 START sql table model analytics.${table(n)}_daily .............. [RUN]`,
      `${clock(n)}  ${n % 400} of 400 OK created sql table model analytics.${table(n)}_daily ......... [SELECT ${n * 3} in ${n % 90}.${pad(n % 100, 2)}s]`,
      `${clock(n)}  ${n % 400} of 400 PASS not_null_${table(n)}_id ................................... [PASS in 0.${pad(n % 100, 2)}s]`,
      `${clock(n)}.${pad(n % 1_000_000, 6)} [debug] [Thread-${n % 8} (]: SQL status: SELECT ${n} in 0.${pad(n % 1000, 3)} seconds`,
      `${clock(n)}.${pad(n % 1_000_000, 6)} [debug] [Thread-${n % 8} (]: On model.shop.${table(n)}_daily: /* {"app": "dbt", "node_id": "model.shop.${table(n)}_daily"} */ select ${n} as id`,
    ][n % 5] ?? "",
}; // prettier-ignore

const ENDS: Record<MadeKind, (n: number) => string[]> = {
  "airflow-text": (n) => [
    `[2026-03-01T${clock(n)}.100+0000] {taskinstance.py:3313} ERROR - Task failed with exception`,
    "Traceback (most recent call last):",
    '  File "/home/airflow/.local/lib/python3.12/site-packages/airflow/models/taskinstance.py", line 768, in _execute_task',
    "    result = _execute_callable(context=context, **execute_callable_kwargs)",
    '  File "/opt/airflow/dags/orders/load_orders.py", line 31, in load',
    "    total = summarise(rows)",
    '  File "/opt/airflow/dags/orders/summary.py", line 12, in summarise',
    '    return sum(row["net_amount"] for row in rows)',
    "KeyError: 'net_amount'",
    `[2026-03-01T${clock(n)}.200+0000] {taskinstance.py:1225} INFO - Marking task as FAILED. dag_id=orders, task_id=load, run_id=scheduled__2026-03-01`,
  ],
  "airflow-json": (n) => [
    JSON.stringify({ timestamp: `2026-03-01T${clock(n)}.1Z`, level: "error", event: "Task failed with exception", logger: "task", error_detail: [{ exc_type: "KeyError", exc_value: "'net_amount'", frames: [{ filename: "/opt/airflow/dags/orders/summary.py", lineno: 12, name: "summarise" }] }] }),
  ],
  spark: (n) => [
    `26/03/01 ${clock(n)} ERROR Executor: Exception in task 12.3 in stage 4.0 (TID ${n})`,
    "java.io.IOException: No space left on device",
    "\tat java.base/java.io.FileOutputStream.writeBytes(Native Method)",
    "\tat org.apache.spark.storage.DiskBlockObjectWriter.flush(DiskBlockObjectWriter.scala:210)",
    "Caused by: java.nio.file.FileSystemException: /mnt/spark/blockmgr-7: No space left on device",
    "\tat org.apache.spark.util.Utils$.copyStream(Utils.scala:339)",
    `26/03/01 ${clock(n)} ERROR TaskSetManager: Task 12 in stage 4.0 failed 4 times; aborting job`,
  ],
  dbt: (n) => [
    `${clock(n)}  Completed with 1 error, 0 partial successes, and 0 warnings:`,
    `${clock(n)}  `,
    `${clock(n)}    Database Error in model orders_daily (models/marts/orders_daily.sql)`,
    '  column "net_amount" does not exist',
    "  LINE 14:     sum(net_amount) as revenue",
    "  compiled code at target/run/shop/models/marts/orders_daily.sql",
    `${clock(n)}  Done. PASS=399 WARN=0 ERROR=1 SKIP=0 NO-OP=0 TOTAL=400`,
  ],
}; // prettier-ignore

/** The log of a failed run: `count` lines of ordinary output, numbered from `from`, then the failure. */
export function makeLog(kind: MadeKind, count: number, from = 0): string[] {
  return [...Array.from({ length: count }, (_, n) => LINES[kind](from + n)), ...ENDS[kind](from + count)];
}
