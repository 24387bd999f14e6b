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
  "spark/path-not-found": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [PATH_NOT_FOUND] Path does not exist: file:/data/in/orders.csv.",
        captures: { path: "file:/data/in/orders.csv" },
      },
      {
        text: "org.apache.hadoop.mapreduce.lib.input.InvalidInputException: Input path does not exist: s3a://lake/raw/orders/2024-05-01",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found.",
      },
    ],
  },
  "spark/column-unresolved": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `customer_id` cannot be resolved. Did you mean one of the following? [`client_id`, `amount`].",
        captures: { column: "`customer_id`" },
      },
      {
        text: "pyspark.sql.utils.AnalysisException: cannot resolve '`customer_id`' given input columns: [client_id, amount];",
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [{ text: "[TABLE_OR_VIEW_NOT_FOUND] The table or view `orders` cannot be found." }],
  },
  "spark/table-not-found": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found. Verify the spelling and correctness of the schema and catalog.",
        captures: { table: "`raw`.`orders`" },
      },
    ],
    nearMisses: [{ text: "[PATH_NOT_FOUND] Path does not exist: file:/data/in/orders.csv" }],
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
  "spark/master-url": {
    examples: [
      {
        text: "org.apache.spark.SparkException: Could not parse Master URL: 'spark-master:7077'",
        captures: { url: "spark-master:7077" },
      },
    ],
    nearMisses: [{ text: "INFO StandaloneAppClient: Connecting to master spark://spark-master:7077..." }],
  },
  "spark/masters-unresponsive": {
    examples: [
      {
        text: "ERROR StandaloneSchedulerBackend: Application has been killed. Reason: All masters are unresponsive! Giving up.",
      },
      {
        text: "WARN StandaloneAppClient$ClientEndpoint: Failed to connect to master spark-master:7077",
        captures: { host: "spark-master:7077" },
      },
    ],
    nearMisses: [{ text: "INFO StandaloneAppClient: Connecting to master spark://spark-master:7077..." }],
  },
  "spark/hadoop-conf-dir": {
    examples: [
      {
        text: "Exception in thread \"main\" org.apache.spark.SparkException: When running with master 'yarn' either HADOOP_CONF_DIR or YARN_CONF_DIR must be set in the environment.",
      },
    ],
    nearMisses: [{ text: "HADOOP_CONF_DIR=/etc/hadoop/conf" }],
  },
  "spark/java-missing": {
    examples: [
      { text: "JAVA_HOME is not set" },
      {
        text: "/opt/spark/bin/spark-class: line 71: /usr/lib/jvm/java-11/bin/java: No such file or directory",
        captures: { path: "/usr/lib/jvm/java-11/bin/java" },
      },
      {
        text: "pyspark.errors.exceptions.base.PySparkRuntimeError: [JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.",
      },
    ],
    nearMisses: [{ text: "Using JAVA_HOME: /usr/lib/jvm/java-17" }],
  },
  "spark/python-version": {
    examples: [
      {
        text: "pyspark.errors.exceptions.base.PySparkRuntimeError: [PYTHON_VERSION_MISMATCH] Python in worker has different version: 3.12 than that in driver: 3.11, PySpark cannot run with different minor versions.",
        captures: { worker: "3.12", driver: "3.11" },
      },
    ],
    nearMisses: [{ text: "Python 3.11.9 (main)" }],
  },
  "spark/data-source": {
    examples: [
      {
        text: "org.apache.spark.SparkClassNotFoundException: [DATA_SOURCE_NOT_FOUND] Failed to find the data source: kafka. Please find packages at https://spark.apache.org/third-party-projects.html.",
        captures: { source: "kafka" },
      },
      {
        text: 'org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"',
        captures: { source: "s3" },
      },
      {
        text: "java.lang.RuntimeException: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found",
      },
    ],
    nearMisses: [{ text: "java.lang.ClassNotFoundException: org.postgresql.Driver" }],
  },
  "spark/data-source-unnamed": {
    examples: [
      {
        text: "java.lang.ClassNotFoundException: Failed to find data source: . Please find packages at https://spark.apache.org/third-party-projects.html",
      },
    ],
    nearMisses: [
      { text: "java.lang.ClassNotFoundException: Failed to find data source: es. Please find packages" },
    ],
  },
  "spark/winutils": {
    examples: [
      {
        text: "java.io.IOException: Could not locate executable null\\bin\\winutils.exe in the Hadoop binaries.",
      },
      { text: "java.io.FileNotFoundException: HADOOP_HOME and hadoop.home.dir are unset." },
    ],
    nearMisses: [{ text: "Could not locate executable crates in the harbour" }],
  },
  "spark/master-removed-application": {
    examples: [
      {
        text: "org.apache.spark.SparkException: Master removed our application: FAILED",
        captures: { state: "FAILED" },
      },
    ],
    nearMisses: [{ text: "Master removed executor app-2026/3 on worker-1" }],
  },
  "spark/schema-mismatch": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: A schema mismatch detected when writing to the Delta table (Table ID: 1234).",
      },
      {
        text: "org.apache.spark.SparkException: [FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH] Parquet column cannot be converted in file s3://lake/orders/part-1.parquet. Column: [amount], Expected: double, Found: BINARY",
      },
    ],
    nearMisses: [{ text: "[PATH_NOT_FOUND] Path does not exist: s3://lake/orders" }],
  },
  "spark/concurrent-write": {
    examples: [
      {
        text: "io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added to the root of the table by a concurrent update.",
      },
    ],
    nearMisses: [{ text: "concurrent tasks: 8" }],
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
  "spark/submit-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn jobs/orders.py. Error code is: 1.",
      },
    ],
    nearMisses: [{ text: "Spark-Submit cmd: spark-submit --master yarn jobs/orders.py" }],
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
