import type { Signature } from "@/lib/diagnosis/signatures/signature";

const TUNING = "https://spark.apache.org/docs/latest/tuning.html";
const CONFIGURATION = "https://spark.apache.org/docs/latest/configuration.html";
const CONDITIONS = "https://spark.apache.org/docs/latest/sql-error-conditions.html";

/** Spark: executors, memory, shuffles, tables and SQL. */
export const sparkSignatures: Signature[] = [
  {
    id: "spark/container-memory",
    title: "Executor killed for exceeding its memory limit",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Container killed by YARN for exceeding (?:physical )?memory limits\.(?: (?<used>[\d.]+ \w+) of (?<limit>[\d.]+ \w+))?/,
        /running beyond (?:the '\w+' )?(?:physical|virtual) memory limits?/,
        /is running \d+B beyond the '(?:PHYSICAL|VIRTUAL)' memory limit/,
      ],
    },
    rootCause: "A Spark executor exceeded its container's memory limit[[: {used} of {limit}]]",
    explanation:
      "YARN kills containers that grow past heap plus overhead. Off-heap buffers, Python workers and large partitions are the usual suspects.",
    checks: ["Partition sizes and skew in the Spark UI", "Memory of Python workers on top of the heap"],
    fixes: [
      "Raise `spark.executor.memoryOverhead`[[ (the container had {limit})]], or `spark.executor.memory`",
      "Use more and smaller partitions (`repartition`, `spark.sql.shuffle.partitions`), or fewer `spark.executor.cores`",
      "For virtual memory alone, set `yarn.nodemanager.vmem-check-enabled=false`",
    ],
    docs: [CONFIGURATION],
  },
  {
    id: "spark/executor-137",
    title: "Executor killed (exit 137)",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /(?:ExecutorLostFailure|Lost executor|Executor lost|executor \d+ exited|Container from a bad node|Container marked as failed)/,
      ],
      also: [
        /(?:exit|Exit) ?(?:code|status|Code)?:? ?137|[Kk]illed by external signal|OOMKilled/,
        /(?:Lost executor|executor) (?<executor>\d{1,6})\b|$/,
        /on host: (?<host>[\w.-]{1,200})|Lost executor \d{1,6} on (?<node>[\w.-]{1,200}):|$/,
      ],
    },
    rootCause:
      "A Spark executor[[ {executor}]][[ on {host}]] was killed (exit code 137), most likely out of memory",
    explanation: "The container or node killed the executor with SIGKILL; Spark only sees that it is lost.",
    checks: ["Memory limit and use of the executor's container, and whether the node was reclaimed"],
    fixes: [
      "Raise `spark.executor.memory` and `spark.executor.memoryOverhead`",
      "Use more and smaller partitions: `spark.sql.shuffle.partitions`, `repartition`; fewer `spark.executor.cores`",
    ],
    docs: [TUNING],
  },
  {
    id: "spark/executor-heartbeat",
    title: "Executor stopped responding",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Executor heartbeat timed out after \d+ ms/,
        /Futures timed out after \[(?<seconds>\d+) seconds\]/,
        /Removing executor \d+ with no recent heartbeats/,
      ],
    },
    rootCause: "A Spark executor stopped responding",
    explanation:
      "Long garbage collections, swapping or a lost node keep the executor from sending heartbeats; a broadcast that takes too long shows up as `Futures timed out`.",
    checks: ["Garbage collection time in the Spark UI, and the state of the node"],
    fixes: [
      "Give executors more memory (`spark.executor.memory`, `spark.executor.memoryOverhead`) or smaller partitions: long garbage collection stops heartbeats",
      "Raise `spark.network.timeout` and `spark.executor.heartbeatInterval` only if the node is healthy",
    ],
    docs: [TUNING],
  },
  {
    id: "spark/executor-lost",
    title: "Executor lost",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /Lost executor (?<executor>\w+) on (?<host>[^\s:]{1,120})/,
        /ExecutorLostFailure/,
        /Remote (?:RPC|Rpc) client disassociated/i,
        /worker lost|Worker decommissioned/,
      ],
    },
    rootCause: "A Spark executor was lost[[ on {host}]]",
    explanation:
      "The connection to an executor was lost. Usually its container was OOM-killed; a reclaimed or failed node looks the same.",
    checks: [
      "The executor's own log and the container's exit code",
      "Whether the node was a spot instance that was reclaimed",
    ],
    fixes: [
      "Find why it was lost: `yarn logs -applicationId …` or `kubectl describe pod`; for memory, raise `spark.executor.memoryOverhead`",
      "If nodes are reclaimed, turn on `spark.decommission.enabled=true` and `spark.storage.decommission.enabled=true`",
    ],
    docs: [TUNING],
  },
  {
    id: "spark/driver-result-size",
    title: "Too much data collected to the driver",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Total size of serialized results of \d{1,9} tasks \((?<size>[^()\n]+)\) is bigger than spark\.driver\.maxResultSize/,
      ],
    },
    rootCause: "The job collects {size} to the driver, more than `spark.driver.maxResultSize` allows",
    explanation:
      "`collect()`, `toPandas()` and large broadcasts pull the results of all tasks to the driver.",
    checks: ["Where the code collects, and whether it needs every row"],
    fixes: [
      "Do not pull all rows: write from the executors (`df.write…`) or aggregate before `collect()` and `toPandas()`",
      "Raise `spark.driver.maxResultSize` above {size}, and `spark.driver.memory` with it",
    ],
    docs: [CONFIGURATION],
  },
  {
    id: "spark/parse-error",
    title: "Spark SQL syntax error",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[PARSE_SYNTAX_ERROR\] Syntax error at or near (?<near>[^\n.(]{1,80})/,
        /ParseException:[^\n]{0,40}\s*(?:mismatched input|no viable alternative at input|extraneous input) (?<near>'[^'\n]{1,80}')/,
      ],
    },
    rootCause: "A Spark SQL statement has a syntax error near {near}",
    explanation:
      "The statement is not valid SQL for this Spark version, often because a value was inserted without quotes.",
    checks: ["The statement as sent, printed below the message"],
    fixes: ["Fix the statement; pass values as parameters"],
    docs: [CONDITIONS],
  },
  {
    id: "spark/schema-mismatch",
    title: "Data does not fit the table's schema (Spark)",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[INCOMPATIBLE_DATA_FOR_TABLE\.(?<why>\w{3,40})\][^\n]{0,200}/,
        /\[INSERT_COLUMN_ARITY_MISMATCH[\w.]*\]/,
        /A schema mismatch detected when writing to the Delta table/,
        /\[DELTA_SCHEMA_CHANGED[\w.]*\]|\[DELTA_METADATA_MISMATCH\]|\[_LEGACY_ERROR_TEMP_DELTA_0007\]/,
        /Failed to merge (?:incompatible )?(?:data types|fields?|schema)(?: '(?<field>[^'\n]{1,128})')?/,
      ],
      also: [
        /(?:data for|write to|for) the table (?<table>`[^\s]{1,200}`)|$/,
        /(?:Cannot find data for the output column|Cannot safely cast|output column|column|field) (?<column>`[^\s,:]{1,128}`)|$/,
        /(?:from|because) "(?<from>[A-Z][\w<>(), :]{2,60})" to "(?<to>[A-Z][\w<>(), :]{2,60})"|$/,
      ],
    },
    rootCause:
      "The data's columns or types do not fit the table[[ {table}]][[: column {column}]][[: field `{field}`]][[: {from} instead of {to}]]",
    explanation:
      "Columns or types of the new data differ from the table's; Spark rejects the write rather than changing the table silently.",
    checks: [
      "Both schemas, which the message prints (`df.printSchema()` against `DESCRIBE TABLE`)",
      "Which column the source added, dropped or changed",
    ],
    fixes: [
      'Cast or select to the table\'s columns before writing: `df.select(…).withColumn("…", col("…").cast(…))`',
      'To accept new columns, write with `.option("mergeSchema", "true")` (or `ALTER TABLE … ADD COLUMNS`)',
      'To replace the schema on purpose: `.option("overwriteSchema", "true")` with mode overwrite',
    ],
    docs: [CONDITIONS],
  },
  {
    id: "spark/parquet-column-type",
    title: "Parquet file's column type differs (Spark)",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Parquet column cannot be converted in file (?<file>[^\s]{1,300}?)\. Column: \[(?<column>[^\]\n]{1,200})\], Expected: (?<expected>[^,\n]{1,60}), Found: (?<found>[\w() ,]{1,60})/,
        /Parquet column cannot be converted in file (?<file>[^\s]{1,300})/,
      ],
    },
    rootCause:
      "The file `{file}` has another type than the table expects[[: column `{column}` is {found}, not {expected}]]",
    explanation:
      "Parquet stores the type per file. An earlier or later export wrote this column with another type than the table or the other files have.",
    checks: ["`spark.read.parquet('{file}').printSchema()` against a file of the last good run"],
    fixes: [
      "Have the writer cast[[ `{column}`]] to one type and write the file again",
      'Or read the odd files separately and cast[[: `col("{column}").cast("{expected}")`]], then union',
      "If the table's type is out of date, change it: `ALTER TABLE … ALTER COLUMN …`",
    ],
  },
  {
    id: "spark/concurrent-write",
    title: "Concurrent writes to the same table",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Files were (?:added to|deleted from|removed from) (?:partition (?<partition>\[[^\]\n]{1,200}\])|the root of the table) by a concurrent (?:update|(?<other>[A-Z]{3,20}))/,
        /\[DELTA_CONCURRENT_[\w.]+\](?: Transaction conflict detected\. A concurrent (?<other>[A-Z]{3,20}) (?:added|deleted|modified))?/,
        /Concurrent(?:Append|DeleteRead|DeleteDelete|Transaction|Write|Modification)Exception/,
      ],
      not: [/Hoodie\w{4,40}Exception|java\.util\.ConcurrentModificationException/],
    },
    rootCause: "Another job[[ ({other})]] wrote the same table[[, partition {partition},]] at the same time",
    explanation:
      "Delta commits optimistically: files that this job read or replaced were changed by another commit since, so its own was refused. Nothing of it was written.",
    checks: [
      "`DESCRIBE HISTORY` of the table at that time: which job, MERGE or OPTIMIZE committed in between (the message quotes its commit)",
    ],
    fixes: [
      "Rerun the write",
      "Run the writers one after another, or put the partition into the condition (`AND target.day = '…'`), so that each touches only its own",
      "Enable row-level concurrency or liquid clustering where available",
    ],
  },
  {
    id: "spark/fetch-failed",
    title: "Shuffle data lost",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /FetchFailed(?:Exception)?\b/,
        /MetadataFetchFailedException|Missing an output location for shuffle/,
        /Fetch failure will not retry stage/,
      ],
    },
    rootCause: "Another executor's shuffle data could not be read because that executor is gone",
    explanation:
      "An executor that held intermediate results died or its disk failed, so the others cannot fetch them.",
    checks: ["Why executors were lost before: memory, disk or nodes removed"],
    fixes: [
      "Look for the executor that was lost before, and fix that (memory, reclaimed node)",
      "Use more partitions (`spark.sql.shuffle.partitions`) and an external shuffle service, so that shuffle data outlives executors",
      "Raise `spark.shuffle.io.maxRetries` and `spark.network.timeout` if the network is only slow",
    ],
    docs: [TUNING],
  },
  {
    id: "spark/udf-exception",
    title: "Python function failed inside Spark",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /An exception was thrown from (?:the Python worker|a UDF)/,
        /\[FAILED_EXECUTE_UDF\]/,
        /org\.apache\.spark\.api\.python\.PythonException: Traceback/,
      ],
      also: [/\n(?<error>[A-Z]\w{2,60}Error: [^\n]{1,160})|$/],
    },
    rootCause: "A Python function that Spark runs on the workers raised an error[[: {error}]]",
    explanation: "The traceback in the message is the function's own; the Java lines around it only wrap it.",
    checks: ["The Python traceback in the message, and a row that triggers it"],
    fixes: [
      "Handle the row that raises it in the function (a None, an unexpected format)",
      "Test the function on a sample: `df.filter(…).limit(10)` locally",
    ],
  },
  {
    id: "spark/broadcast-timeout",
    title: "Broadcast join timed out",
    category: "resource_exhausted",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Could not execute broadcast in (?<seconds>\d+) secs/,
        /Cannot broadcast the table (?:that is|over) /,
        /Not enough memory to build and broadcast the table/,
      ],
    },
    rootCause:
      "Spark could not broadcast one side of a join[[ within {seconds} s]]: it is too large or too slow to compute",
    explanation:
      "Spark sends small tables whole to every executor; this one is too large or too slow to compute for that.",
    checks: ["Sizes of the joined tables, and whether statistics or hints misled the planner"],
    fixes: [
      "Turn broadcasting off for the query: `spark.sql.autoBroadcastJoinThreshold=-1`, and drop `broadcast()` hints",
      "If the table is small but slow to compute, raise `spark.sql.broadcastTimeout`[[ above {seconds}]] or cache it first",
      "Refresh statistics: `ANALYZE TABLE … COMPUTE STATISTICS`",
    ],
    docs: ["https://spark.apache.org/docs/latest/sql-performance-tuning.html"],
  },
];
