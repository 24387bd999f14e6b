import type { Signature } from "@/lib/diagnosis/signatures/signature";

const PACKAGES = "https://spark.apache.org/docs/latest/api/python/user_guide/python_packaging.html";
const CONNECT = "https://spark.apache.org/docs/latest/spark-connect-overview.html";
const CONDITIONS = "https://spark.apache.org/docs/latest/sql-error-conditions.html";

/** PySpark: Python workers on the executors, Py4J between Python and the JVM, Spark Connect. */
export const sparkPythonSignatures: Signature[] = [
  {
    id: "spark/worker-module-missing",
    title: "Python module missing on Spark's executors",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/(?:ModuleNotFoundError|ImportError): No module named '?(?<module>[\w.]{1,120})/],
      anywhere: [/pyspark\/(?:worker|serializers|cloudpickle\/cloudpickle|daemon)\.py/],
    },
    rootCause: "Python module `{module}` is not available on the executors, only on the driver",
    explanation:
      "Spark pickles functions on the driver and loads them in Python workers on the executors (`pyspark/worker.py`). Those have neither the driver's packages nor its PYTHONPATH nor its working directory.",
    checks: [
      "Whether `{module}` is a module of the project or a package, and what the executors' image or `spark.archives` contains",
      "`--py-files`, `spark.submit.pyFiles` and `spark.archives` of this run",
    ],
    fixes: [
      "For the project's own code: ship it with `--py-files package.zip` or `spark.sparkContext.addPyFile(…)`",
      "For a package: install it in the executors' image, or ship an environment (`venv-pack`, `conda-pack`) with `--archives env.tar.gz#environment` and `PYSPARK_PYTHON=./environment/bin/python`",
    ],
    docs: [PACKAGES],
  },
  {
    id: "spark/py4j-method",
    title: "No such Java method for these arguments (Py4J)",
    category: "code_bug",
    alternatives: ["missing_dependency", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Py4JException: (?:Method|Constructor) (?<method>[\w.$]{1,160})\(\[(?<arguments>[^\]\n]{0,300})\]\) does not exist/,
      ],
    },
    rootCause: "Java has no `{method}` that takes ([[{arguments}]])",
    explanation:
      "Py4J picks a Java method by the types of the Python arguments. An argument has another type than intended (a dict, a list or None where a string belongs), or PySpark and the Spark or connector jars have different versions.",
    checks: [
      "Arguments of the call to `{method}` in the code, against its signature in this version",
      "`pyspark.__version__` against `spark.version`, and versions of the connector jars",
    ],
    fixes: [
      "Pass the type that `{method}` expects (unpack a dict into `options(**…)`, convert to `str`, a Column instead of a name)",
      "Use the same version of PySpark and Spark, and connectors built for it",
    ],
    docs: ["https://www.py4j.org/"],
  },
  {
    id: "spark/py4j-member",
    title: "Java member missing (PySpark and Spark versions differ)",
    category: "missing_dependency",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<member>[\w$]{1,80}(?:\.[\w$]{1,80}){1,10}) does not exist in the JVM/,
        /'JavaPackage' object is not callable/,
      ],
    },
    rootCause: "The JVM does not have[[ `{member}`]] a class that the Python code calls",
    explanation:
      "The Python package and the jars do not fit together: PySpark from pip is another version than the cluster's Spark, or the jar of an extension (Delta, Sedona, GraphFrames) is not on the class path.",
    checks: [
      "`pyspark.__version__` against `spark.version` and `SPARK_HOME`",
      "Whether the extension's jar is in `--packages` or `spark.jars`",
    ],
    fixes: [
      "Install the PySpark version of the cluster",
      "Add the extension's jar for this Spark and Scala version (`spark.jars.packages`)",
    ],
    docs: [PACKAGES],
  },
  {
    id: "spark/py4j-connection",
    title: "Spark's JVM died under the Python driver",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Py4JNetworkError: (?<reason>[^\n]{1,160})/,
        /An error occurred while trying to connect to the Java server \((?<address>[\w.:]{3,60})\)/,
        /(?<reason>Answer from Java side is empty)/,
      ],
    },
    rootCause: "The driver's JVM no longer answers Python[[: {reason}]], most likely because it was killed",
    explanation:
      "The Python driver talks to a Java process on the same machine. That process ended: killed for memory, crashed, or stopped with the Spark session.",
    checks: [
      "The driver's Java output just before (`OutOfMemoryError`, `Killed`), and the container's memory",
      "Whether the session was stopped earlier (`spark.stop()`)",
    ],
    fixes: [
      "Raise `spark.driver.memory` and the container's limit; pull fewer rows to the driver",
      "Create the session anew after it was stopped",
    ],
    docs: ["https://spark.apache.org/docs/latest/configuration.html"],
  },
  {
    id: "spark/python-worker-crashed",
    title: "Python worker of an executor crashed",
    category: "resource_exhausted",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Python worker exited unexpectedly \(crashed\)/,
        /Python worker (?:process )?(?:was killed|died)/,
      ],
    },
    rootCause: "A Python worker on an executor died without an error, most likely out of memory",
    explanation:
      "Python workers live outside the JVM heap and are killed when the container runs out of memory; a crash in native code (Arrow, NumPy, a model library) looks the same.",
    checks: [
      "Memory of the executors' containers, and size of the partitions or groups a pandas UDF gets",
      "Versions of PyArrow and pandas on the executors",
    ],
    fixes: [
      "Raise `spark.executor.memoryOverhead` (or `spark.executor.pyspark.memory`)",
      "Use smaller partitions or groups (`spark.sql.execution.arrow.maxRecordsPerBatch`)",
      "Set `spark.python.worker.faulthandler.enabled=true` to see where it crashes",
    ],
    docs: ["https://spark.apache.org/docs/latest/configuration.html"],
  },
  {
    id: "spark/python-worker-connect",
    title: "Python worker could not start",
    category: "configuration",
    alternatives: ["missing_dependency", "resource_exhausted"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Python worker failed to connect back/,
        /Cannot run program "(?<program>[^"\n]{0,100}python[\w.]{0,10})": error=2, No such file or directory/,
      ],
    },
    rootCause: "The executor could not start its Python worker[[: `{program}` does not exist there]]",
    explanation:
      "`PYSPARK_PYTHON` names an interpreter that the executors do not have, or it starts too slowly or in another version.",
    checks: ["`PYSPARK_PYTHON` and `spark.pyspark.python`, and whether that path exists on the executors"],
    fixes: [
      "Set `PYSPARK_PYTHON` to the interpreter on the executors (`sys.executable` for local mode)",
      "Ship the environment with `--archives` and point `PYSPARK_PYTHON` into it",
    ],
    docs: [PACKAGES],
  },
  {
    id: "spark/context-on-worker",
    title: "Spark session used inside a function for the executors",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /attempting to reference SparkContext from a broadcast variable, action, or transformation/,
        /\[CONTEXT_ONLY_VALID_ON_DRIVER\]/,
        /SparkContext should only be created and accessed on the driver/,
      ],
    },
    rootCause: "A function that runs on the executors uses the Spark session",
    explanation:
      "UDFs, `map` and `foreach` run in worker processes; the session, DataFrames and broadcast creation exist on the driver only.",
    checks: ["What the function captures: `spark`, a DataFrame, or `self` with one of them"],
    fixes: [
      "Join the DataFrames instead of querying inside the function, or collect and broadcast the small side first",
      "Pass plain values instead of `self`",
    ],
    docs: [CONDITIONS],
  },
  {
    id: "spark/not-serializable",
    title: "Function cannot be sent to the executors",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Task not serializable/,
        /Could not serialize object: (?<reason>(?!RuntimeError: It appears)[^\n]{1,160})/,
        /NotSerializableException: (?<reason>[\w.$]{3,160})/,
      ],
    },
    rootCause: "A function captures something that cannot be serialized[[: {reason}]]",
    explanation:
      "Spark serializes the function with everything it refers to; connections, locks, loggers and clients cannot be.",
    checks: ["What the function uses from outside, including `self` or `this`"],
    fixes: [
      "Create the client inside the function (once per partition with `mapPartitions` or `foreachPartition`)",
      "Copy the needed values into local variables first",
    ],
    docs: ["https://spark.apache.org/docs/latest/rdd-programming-guide.html"],
  },
  {
    id: "spark/session-stopped",
    title: "Spark session already stopped",
    category: "infrastructure",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Cannot call methods on a stopped SparkContext/,
        /Job (?<job>\d{1,9}) cancelled because SparkContext was shut down/,
        /SparkContext has been shutdown|SparkContext is stopped/,
      ],
    },
    rootCause: "The Spark session was stopped while or before the job ran",
    explanation:
      "The code (or another task sharing the session) called `stop()`, or the application was killed: by the cluster, a lost driver, or a user.",
    checks: [
      "What stopped it: the message lists where it was stopped, or the cluster's log says so",
      "Whether another thread or module calls `spark.stop()`",
    ],
    fixes: [
      "Stop the session only at the very end",
      "If the cluster ended it, fix what the cluster's log says, then rerun",
    ],
    docs: [CONDITIONS],
  },
  {
    id: "spark/connect-session",
    title: "Spark Connect session lost",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\[INVALID_HANDLE\.(?<reason>[A-Z_]{4,40})\]/,
        /\[(?<reason>NO_ACTIVE_SESSION|SESSION_CHANGED|NO_ACTIVE_OR_DEFAULT_SESSION)\]/,
        /(?<reason>Existing Spark server driver has restarted)/,
      ],
    },
    rootCause: "The Spark Connect server no longer has the client's session ({reason})",
    explanation:
      "The server restarted, or closed a session that was idle too long; temporary views, cached data and settings of it are gone.",
    checks: ["Whether the server or cluster restarted, or was idle for its session timeout"],
    fixes: [
      "Create a new session (`SparkSession.builder.remote(…).create()`) and rerun from the start of the job",
      "Raise `spark.connect.session.manager.defaultSessionTimeout`",
    ],
    docs: [CONNECT],
  },
  {
    id: "spark/connect-unreachable",
    title: "Spark Connect server unreachable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["SparkConnectGrpcException", "RetriesExceeded"],
      message: [
        /failed to connect to all addresses(?:; last error: (?<reason>[^\n"]{1,160}))?/,
        /StatusCode\.UNAVAILABLE/,
        /\[RETRIES_EXCEEDED\]/,
      ],
      also: [/SparkConnectGrpcException|RETRIES_EXCEEDED/],
    },
    rootCause: "The Spark Connect server did not answer[[: {reason}]]",
    explanation:
      "The server is down or restarting, the `sc://` address is wrong, or a proxy closed the stream.",
    checks: [
      "Whether the server is up on its port (15002 by default), and the `sc://host:port` address with its token",
    ],
    fixes: ["Start the server, or fix the address", "Retry if it was restarting"],
    docs: [CONNECT],
  },
  {
    id: "spark/connect-unsupported",
    title: "Not available with Spark Connect",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[JVM_ATTRIBUTE_NOT_SUPPORTED\][^\n]{0,120}[Aa]ttribute [`'](?<attribute>\w{1,60})[`']/,
        /\[(?:JVM_ATTRIBUTE_NOT_SUPPORTED|ATTRIBUTE_NOT_SUPPORTED|NOT_SUPPORTED_WITH_SPARK_CONNECT|UNSUPPORTED_CONNECT_FEATURE[\w.]{0,40})\] ?(?<reason>[^\n]{0,160})/,
        /PySparkNotImplementedError: \[NOT_IMPLEMENTED\] (?<attribute>\w{1,60})\(?\)? is not implemented/,
      ],
    },
    rootCause: "The code uses something that Spark Connect does not have[[: `{attribute}`]][[: {reason}]]",
    explanation:
      "With Spark Connect (also Databricks shared and serverless compute) there is no JVM and no SparkContext in the client: RDDs, `sparkContext` and `_jvm` do not exist.",
    checks: ["Where the code uses it, and whether the compute changed to Connect, shared or serverless"],
    fixes: [
      "Rewrite it with the DataFrame API (`spark.conf`, `spark.createDataFrame`, `mapInPandas`)",
      "Run it on a classic cluster (dedicated access mode)",
    ],
    docs: [CONNECT],
  },
];
