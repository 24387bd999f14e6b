import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sparkExamples: SignatureExamples = {
  "spark/container-memory": {
    examples: [
      {
        text: "ERROR YarnClusterScheduler: Lost executor 9 on worker-3: Container killed by YARN for exceeding memory limits. 7.2 GB of 4.2 GB virtual memory used. Consider boosting spark.yarn.executor.memoryOverhead.",
        captures: { used: "7.2 GB", limit: "4.2 GB" },
      },
    ],
    nearMisses: [{ text: "ERROR YarnClusterScheduler: Lost executor 9 on worker-3: Slave lost" }],
  },
  "spark/executor-137": {
    examples: [
      {
        text: "ExecutorLostFailure (executor 4 exited caused by one of the running tasks) Reason: Container from a bad node: container_1_0001_01_000005 on host: worker-2. Exit status: 137. Diagnostics: [Killed by external signal]",
      },
    ],
    nearMisses: [
      {
        text: "ExecutorLostFailure (executor 4 exited caused by one of the running tasks) Reason: Executor heartbeat timed out after 130000 ms",
      },
    ],
  },
  "spark/executor-heartbeat": {
    examples: [
      {
        text: "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Executor heartbeat timed out after 130000 ms",
      },
      {
        text: "java.util.concurrent.TimeoutException: Futures timed out after [300 seconds]",
        captures: { seconds: "300" },
      },
    ],
    nearMisses: [{ text: "executor 2 heartbeat received" }],
  },
  "spark/executor-lost": {
    examples: [
      {
        text: "ERROR cluster.YarnClusterScheduler: Lost executor 4 on worker-7.internal: remote Rpc client disassociated",
        captures: { executor: "4" },
      },
    ],
    nearMisses: [{ text: "INFO BlockManagerMaster: Registered executor 4" }],
  },
  "spark/driver-result-size": {
    examples: [
      {
        text: "org.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 41 tasks (1030.8 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)",
        captures: { size: "1030.8 MiB" },
      },
    ],
    nearMisses: [{ text: "spark.driver.maxResultSize is set to 2g" }],
  },
  "spark/parse-error": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.ParseException: \n[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'.(line 1, pos 9)",
        captures: { near: "'FORM'" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "FORM"' }],
  },
  "spark/schema-mismatch": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: A schema mismatch detected when writing to the Delta table (Table ID: 1234).",
      },
    ],
    nearMisses: [{ text: "[PATH_NOT_FOUND] Path does not exist: s3://lake/orders" }],
  },
  "spark/parquet-column-type": {
    examples: [
      {
        text: "org.apache.spark.SparkException: [FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH] Parquet column cannot be converted in file s3://lake/orders/part-1.parquet. Column: [amount], Expected: double, Found: BINARY",
      },
    ],
    nearMisses: [{ text: "A schema mismatch detected when writing to the Delta table (Table ID: 1234)." }],
  },
  "spark/concurrent-write": {
    examples: [
      {
        text: "io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added to the root of the table by a concurrent update.",
      },
      {
        text: 'io.delta.exceptions.ConcurrentAppendException: Files were added to partition [day=2024-06-01] by a concurrent update. Please try the operation again.\nConflicting commit: {"timestamp":1717221600000,"operation":"MERGE"}',
        captures: { partition: "[day=2024-06-01]" },
      },
      {
        text: "io.delta.exceptions.ConcurrentDeleteReadException: [DELTA_CONCURRENT_DELETE_READ.WITHOUT_HINT] Transaction conflict detected. A concurrent OPTIMIZE deleted data your transaction read.",
        captures: { other: "OPTIMIZE" },
      },
    ],
    nearMisses: [
      { text: "concurrent tasks: 8" },
      {
        text: "org.apache.hudi.exception.HoodieWriteConflictException: java.util.ConcurrentModificationException: Cannot resolve conflicts for overlapping writes",
      },
    ],
  },
  "spark/fetch-failed": {
    examples: [
      {
        text: "org.apache.spark.shuffle.MetadataFetchFailedException: Missing an output location for shuffle 3 partition 17",
      },
      { text: "Job aborted due to stage failure: Fetch failure will not retry stage due to testing config" },
    ],
    nearMisses: [{ text: "fetch failed rows: 0" }],
  },
  "spark/udf-exception": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.PythonException: \n  An exception was thrown from the Python worker. Please see the stack trace below.",
      },
    ],
    nearMisses: [{ text: "Py4JJavaError: An error occurred while calling o57.count." }],
  },
  "spark/broadcast-timeout": {
    examples: [
      {
        text: "org.apache.spark.SparkException: Could not execute broadcast in 300 secs. You can increase the timeout for broadcasts via spark.sql.broadcastTimeout",
        captures: { seconds: "300" },
      },
    ],
    nearMisses: [{ text: "broadcast variable 3 created" }],
  },
};
