import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What Spark needs before it runs: a master, Java, Python, connectors. */
export const sparkSetupSignatures: Signature[] = [
  {
    id: "spark/master-url",
    title: "Invalid Spark master URL",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not parse Master URL: '(?<url>[^'\n]{0,200})'/,
        /A master URL must be set in your configuration/,
        /Master must either be yarn or start with spark/,
      ],
    },
    rootCause: "The Spark master URL is invalid[[: `{url}`]]",
    explanation:
      "Spark accepts `spark://host:port`, `yarn`, `k8s://…` or `local[*]`. Airflow's Spark connection builds the URL from host and port; the scheme is part of the host.",
    checks: ["Host and port of the Spark connection, or `--master`"],
    fixes: ["Include the scheme: `spark://host` as the connection's host"],
    docs: ["https://spark.apache.org/docs/latest/submitting-applications.html"],
  },
  {
    id: "spark/masters-unresponsive",
    title: "Spark master unreachable",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /All masters are unresponsive! Giving up/,
        /Failed to connect to master (?<host>[^\s]{1,120})/,
        /Application has been killed\. Reason: All masters are unresponsive/,
      ],
    },
    rootCause: "The Spark master did not respond[[: {host}]]",
    explanation:
      "The driver could not register its application: the master is down, its host name does not resolve, or it runs a different version.",
    checks: [
      "Whether the master is up and its name resolves from where the driver runs",
      "Spark versions on both sides",
    ],
    fixes: [
      "Start the master, or correct `spark://HOST:7077`[[ (now {host})]]",
      "Use the same Spark version on driver and master",
      "Open the path from the worker to that port",
    ],
  },
  {
    id: "spark/hadoop-conf-dir",
    title: "Hadoop configuration missing for YARN",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/either HADOOP_CONF_DIR or YARN_CONF_DIR must be set/] },
    rootCause: "Spark is set to run on YARN, but `HADOOP_CONF_DIR` or `YARN_CONF_DIR` is not set",
    explanation: "With master `yarn`, Spark reads the cluster's addresses from Hadoop's configuration files.",
    checks: ["The environment of the process that runs spark-submit"],
    fixes: ["Mount the configuration and set the variable, or use another master"],
    docs: ["https://spark.apache.org/docs/latest/running-on-yarn.html"],
  },
  {
    id: "spark/java-missing",
    title: "Java not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /JAVA_HOME is not set/,
        /(?<path>\/[^\s:]{1,200}\/bin\/java): No such file or directory/,
        /\[JAVA_GATEWAY_EXITED\]/,
        /Java gateway process exited before sending its port number/,
        /Unable to locate a Java Runtime|JAVA_HOME is set to an invalid directory/,
      ],
    },
    rootCause: "Spark cannot start because Java is missing where the task runs[[: {path}]]",
    explanation:
      "spark-submit and PySpark start a Java process; the image has no Java, or `JAVA_HOME` points to a folder that does not exist.",
    checks: ["`java -version` and `JAVA_HOME` in the image that ran the task"],
    fixes: [
      "Install Java in the image (`apt-get install openjdk-17-jre-headless`; Spark 3 runs on 8, 11 or 17, Spark 4 on 17 or 21) and set `JAVA_HOME`",
    ],
    docs: ["https://spark.apache.org/docs/latest/"],
  },
  {
    id: "spark/python-version",
    title: "Driver and workers run different Python versions",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Python in worker has different version:? (?<worker>[\d.]+)(?: than that in driver:? (?<driver>[\d.]+))?/,
      ],
    },
    rootCause: "Spark's workers run Python {worker}, the driver a different version[[ ({driver})]]",
    explanation: "PySpark needs the same minor Python version on the driver and the workers.",
    checks: ["`PYSPARK_PYTHON` and `PYSPARK_DRIVER_PYTHON` on both sides"],
    fixes: [
      "Install the same Python minor version on driver and executors, and set `PYSPARK_PYTHON` and `PYSPARK_DRIVER_PYTHON` to it ({worker} and {driver} now)",
    ],
  },
  {
    id: "spark/data-source",
    title: "Spark data source or connector missing",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to find (?:the )?data source: (?<source>\w[\w.-]*)/,
        /\[DATA_SOURCE_NOT_FOUND\] Failed to find the data source: `?(?<source>[\w.-]+)/,
        /Class (?<source>org\.apache\.hadoop\.fs\.[\w.$]+) not found/,
        /No FileSystem for scheme:? "?(?<source>\w+)/,
      ],
      not: [/MetaException/],
    },
    rootCause: "Spark has no connector for `{source}`",
    explanation: "The format or file system needs a package that is not on the class path.",
    checks: ["The job's `--packages`, `--jars` and `spark.jars.packages`"],
    fixes: [
      "Add the connector in the version for this Spark and Scala: `--packages org.apache.spark:spark-sql-kafka-0-10_2.12:3.5.1`, `org.apache.hadoop:hadoop-aws:…`, `io.delta:delta-spark_2.12:…` (here: {source})",
      "Without access to the internet, put the jars into Spark's `jars/` folder or `--jars`",
      "For S3, write `s3a://` instead of `s3://`",
    ],
    docs: ["https://spark.apache.org/docs/latest/submitting-applications.html"],
  },
  {
    id: "spark/data-source-unnamed",
    title: "Empty data source format",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Failed to find (?:the )?data source: \. /] },
    rootCause: "Spark was given an empty data source name",
    explanation: "The value passed to `format(…)` is empty, usually because a setting is unset.",
    checks: ["Where the format comes from"],
    fixes: ["Set the format (`parquet`, `csv`, …)"],
  },
  {
    id: "spark/winutils",
    title: "Hadoop's Windows binaries are missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Could not locate (?:Hadoop )?executable:? [^\n]{0,200}winutils\.exe/,
        /HADOOP_HOME and hadoop\.home\.dir are unset/,
      ],
    },
    rootCause: "Hadoop cannot find `winutils.exe`: HADOOP_HOME is not set or does not contain it",
    explanation:
      "On Windows, Hadoop's file system needs `winutils.exe` and `hadoop.dll`, which do not ship with Spark.",
    checks: ["HADOOP_HOME of the process, and whether `bin\\winutils.exe` exists there"],
    fixes: ["Run on Linux or in a container", "Install winutils for this Hadoop version and set HADOOP_HOME"],
    docs: ["https://cwiki.apache.org/confluence/display/HADOOP2/WindowsProblems"],
  },
  {
    id: "spark/master-removed-application",
    title: "Spark master removed the application",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: { message: [/Master removed our application: (?<state>FAILED|KILLED|UNKNOWN)/] },
    rootCause:
      "The Spark master removed the application ({state}): its executors kept failing, or it was stopped",
    explanation:
      "A standalone master gives up after ten executors failed to start, usually because the workers cannot reach the driver or lack something they need.",
    checks: [
      "The executors' `stderr` on the workers",
      "Whether workers can reach the driver's host and port",
    ],
    fixes: [
      "Fix the error in the executors' log",
      "Set `spark.driver.host` to an address that workers can reach",
    ],
  },
  {
    id: "spark/submit-failed",
    title: "spark-submit failed",
    category: "code_bug",
    alternatives: ["configuration", "resource_exhausted", "missing_dependency"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Cannot execute: [^\n]{0,20}spark-submit/,
        /Application application_\d+_\d+ finished with failed status/,
      ],
    },
    rootCause: "The Spark application failed; spark-submit reports no reason",
    explanation: "The reason is in the driver's output above, or in the cluster's log of the application.",
    checks: ["The first exception in the driver's output, or `yarn logs -applicationId`"],
    fixes: ["Fix the cause found there"],
  },
  {
    id: "spark/context-not-initialized",
    title: "Spark context not started in cluster mode",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/User did not initialize spark context/] },
    rootCause:
      "The application never started its Spark context on YARN, most likely because the code sets its own master (`local[*]`)",
    explanation:
      'In cluster mode the application master waits for the code\'s SparkContext. A hard-coded `setMaster("local[*]")` starts a local one instead, and a program that ends before it creates a session gives the same error (exit code 13).',
    checks: [
      "`setMaster`, `.master(…)` and `spark.master` in the code and its configuration",
      "Whether the program exits or throws before it creates the session",
    ],
    fixes: [
      'Remove `.master("local[*]")` or `setMaster(…)` from the code and pass `--master yarn` to spark-submit',
      "Create the session at the start of `main`, before long work",
    ],
  },
];
