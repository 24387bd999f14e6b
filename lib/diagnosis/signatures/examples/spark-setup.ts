import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sparkSetupExamples: SignatureExamples = {
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
  "spark/submit-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn jobs/orders.py. Error code is: 1.",
      },
    ],
    nearMisses: [{ text: "Spark-Submit cmd: spark-submit --master yarn jobs/orders.py" }],
  },
  "spark/context-not-initialized": {
    examples: [{ text: "java.lang.IllegalStateException: User did not initialize spark context!" }],
    nearMisses: [{ text: "Application application_1717221600000_0007 failed with exit code 1" }],
  },
};
