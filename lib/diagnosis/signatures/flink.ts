import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://nightlies.apache.org/flink/flink-docs-stable/docs";

/** Apache Flink: resources, checkpoints, state, connectors and SQL. */
export const flinkSignatures: Signature[] = [
  {
    id: "flink/no-resources",
    title: "Flink has no slots for the job",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /NoResourceAvailableException(?:: (?<reason>[^\n]{1,200}))?/,
        /(?<reason>Could not acquire the minimum required resources)/,
        /(?<reason>Could not fulfill resource requirements of job [0-9a-f]{32})/,
        /(?<reason>Slot request bulk is not fulfillable! Could not allocate the required slot within slot request timeout)/,
      ],
    },
    rootCause: "The Flink cluster has too few free task slots for the job[[: {reason}]]",
    explanation:
      "The job needs as many slots as its parallelism. TaskManagers did not start or register (pending pods, no memory, a quota), or other jobs hold the slots.",
    checks: [
      "Task slots total and free in the web UI, against the job's parallelism",
      "Events of the TaskManager pods or YARN containers, and their logs if they keep restarting",
    ],
    fixes: [
      "Add TaskManagers or `taskmanager.numberOfTaskSlots`, or lower the job's parallelism",
      "Fix what keeps TaskManagers from starting; raise `slot.request.timeout` if nodes need longer to scale up",
      "Use reactive mode or the adaptive scheduler (`jobmanager.scheduler: adaptive`)",
    ],
    docs: [`${DOCS}/deployment/elastic_scaling/`],
  },
  {
    id: "flink/taskmanager-lost",
    title: "Flink TaskManager lost",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:The heartbeat of )?TaskManager with id (?<worker>[\w.:-]{3,160}(?:\([^)\n]{0,120}\))?) (?:timed out|is no longer reachable)/,
        /Connection unexpectedly closed by remote task manager '(?<worker>[^'\n]{3,160})'/,
        /Lost connection to task manager '(?<worker>[^'\n]{3,160})'/,
        /TaskManager with (?:ID|resource id) (?<worker>[\w.:-]{1,160})[^\n]{0,80}was unexpectedly removed/,
        /RemoteTransportException: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The TaskManager[[ `{worker}`]] was lost while the job ran[[: {reason}]]",
    explanation:
      "The JobManager got no heartbeat, or the connection between TaskManagers broke. Usually the process was killed for memory, its node went away, or a long garbage collection kept it from answering.",
    checks: [
      "The TaskManager's own log and exit code (137 is an out-of-memory kill), and the pod's last state",
      "Garbage collection times, and node or spot interruptions at that time",
    ],
    fixes: [
      "Raise `taskmanager.memory.process.size`, or its overhead (`taskmanager.memory.jvm-overhead.fraction`) for RocksDB",
      "Let the job restart from its checkpoint; raise `heartbeat.timeout` only if the process was healthy",
    ],
    docs: [`${DOCS}/deployment/memory/mem_trouble/`],
  },
  {
    id: "flink/checkpoint-failures",
    title: "Flink checkpoints keep failing",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<reason>Exceeded checkpoint tolerable failure threshold)/,
        /(?<reason>Checkpoint(?: \d{1,9})?(?: of job [0-9a-f]{32})? expired before completing)/,
        /(?<reason>Asynchronous task checkpoint failed)/,
        /(?<reason>Could not (?:complete|materialize) (?:snapshot|checkpoint) \d{1,9} for operator [^\n]{1,120})/,
        /CheckpointException: (?<reason>[^\n]{1,160})/,
      ],
      names: [/(?:Checkpoint|checkpoint) (?<checkpoint>\d{1,9})\b/],
    },
    rootCause: "The job's checkpoints failed or did not finish in time: {reason}",
    explanation:
      "Barriers travel with the data, so back pressure delays them; large state or slow storage makes the upload take too long. Flink stops the job when too many fail in a row.",
    checks: [
      "The checkpoint page of the job: which operator is slow, alignment time against upload time, size of the state",
      "Back pressure and data skew, and errors of the checkpoint storage (permissions, throttling)",
    ],
    fixes: [
      "Find the slow operator on the checkpoint page, and relieve it (parallelism, skewed keys, a slow sink)",
      "Turn on `execution.checkpointing.unaligned` and incremental checkpoints, or raise `execution.checkpointing.timeout`",
      "Raise `execution.checkpointing.tolerable-failed-checkpoints` if single failures are harmless",
    ],
    docs: [`${DOCS}/ops/monitoring/checkpoint_monitoring/`],
  },
  {
    id: "flink/savepoint-missing",
    title: "Flink checkpoint or savepoint not found",
    category: "configuration",
    alternatives: ["upstream_missing_data", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot find checkpoint or savepoint file\/directory '(?<path>[^'\n]{1,300})'/,
        /Cannot find meta data file '_metadata' in directory '(?<path>[^'\n]{1,300})'/,
      ],
    },
    rootCause: "The job should start from a savepoint that does not exist[[: `{path}`]]",
    explanation:
      "The path is wrong or incomplete, retention or a cleanup deleted it, or it was on a disk of a machine that is gone. A checkpoint is deleted when its job is cancelled unless it is retained.",
    checks: [
      "Whether `_metadata` exists under that path, and in which storage",
      "`execution.checkpointing.externalized-checkpoint-retention` of the earlier job",
    ],
    fixes: [
      "Use the newest checkpoint that still has its `_metadata`",
      "Retain checkpoints on cancellation, and take a savepoint when stopping (`flink stop`)",
    ],
    docs: [`${DOCS}/ops/state/savepoints/`],
  },
  {
    id: "flink/state-incompatible",
    title: "Flink state does not fit the new job",
    category: "schema_change",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Cannot map|Failed to rollback to) (?:checkpoint\/savepoint|savepoint|checkpoint)[^\n]{0,200}(?:state for operator|operator) (?<operator>[0-9a-f]{32})/,
        /StateMigrationException: (?<reason>[^\n]{1,160})/,
        /(?<reason>The new (?:state|key|namespace) serializer [^\n]{0,120}must (?:not be incompatible|be compatible)[^\n]{0,80})/,
        /(?<reason>The maximum parallelism \(\d{1,6}\) with which the latest checkpoint of [^\n]{1,120})/,
      ],
    },
    rootCause:
      "The saved state cannot be restored into this version of the job[[: operator {operator} is not in it]][[: {reason}]]",
    explanation:
      "State belongs to operators by their id and is read with the serializer it was written with. An operator was removed or has no fixed `uid`, a state class changed in a way its serializer cannot migrate, or the maximum parallelism changed.",
    checks: [
      "What changed in the job's operators and state classes since the savepoint, and whether each stateful operator sets `uid(…)`",
      "Versions of Flink and of the classes in state (Kryo is used for classes that are not POJOs or Avro)",
    ],
    fixes: [
      "Set the operators' `uid`s back to what the savepoint has",
      "If the state may be dropped, start with `--allowNonRestoredState`",
      "Evolve the class compatibly (POJO or Avro), or convert the savepoint with the State Processor API",
    ],
    docs: [`${DOCS}/ops/state/savepoints/`],
  },
  {
    id: "flink/connector-missing",
    title: "Flink connector or format missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find any factory for identifier '(?<connector>[^'\n]{1,80})' that implements '(?<factory>[\w.$]{3,160})' in the classpath/,
        /Could not find any (?:format )?factory for identifier '(?<connector>[^'\n]{1,80})'/,
        /Could not find a (?:suitable )?(?:file system|FileSystem) implementation for scheme '(?<connector>[^'\n]{1,20})'/,
      ],
    },
    rootCause: "Flink has no connector, format or file system `{connector}` on its class path",
    explanation:
      "Connectors, formats and file systems are separate jars. The jar is missing, belongs to another Flink version, or a fat jar lost its `META-INF/services` entries; file systems must be plugins.",
    checks: [
      "The list of available factories in the message, and the jars in `lib/`, `plugins/` and the job's jar",
    ],
    fixes: [
      "Add the SQL connector jar for `{connector}` and this Flink version to `lib/` (or `--jar`, `pipeline.jars`)",
      "For object stores, put the file system jar into its own folder under `plugins/`",
      "Merge the service files when shading (`ServicesResourceTransformer`)",
    ],
    docs: [`${DOCS}/connectors/table/overview/`],
  },
  {
    id: "flink/options",
    title: "Invalid Flink table options",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Unsupported options found for (?:connector )?'[^'\n]{1,80}')/,
        /(?<what>One or more required options are missing)/,
        /(?<what>Invalid value for option '[^'\n]{1,120}')/,
        /(?<what>Table options do not contain an option key 'connector' for discovering a connector)/,
      ],
      not: [/dbt|argparse/],
      names: [
        /Unsupported options:\s{1,6}(?<option>[\w.-]{2,120})/,
        /Missing required options are:\s{1,6}(?<option>[\w.-]{2,120})/,
        /option '(?<option>[^'\n]{1,120})'/,
      ],
    },
    rootCause: "The options in the table's `WITH` clause are invalid: {what}[[: `{option}`]]",
    explanation:
      "Each connector validates its options; one is missing, misspelled or not known to this version.",
    checks: ["The options listed in the message against the connector's documentation for this version"],
    fixes: [
      "Add, correct or remove the option[[ `{option}`]] in `CREATE TABLE … WITH (…)` as this version of the connector documents it",
    ],
    docs: [`${DOCS}/connectors/table/overview/`],
  },
  {
    id: "flink/sql-invalid",
    title: "Flink SQL does not validate",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /From line (?<line>\d{1,6}), column (?<position>\d{1,6}) to line \d{1,6}, column \d{1,6}: (?<problem>(?:Column|Object|Table|No match found|Expression|Cannot apply|Unknown|Encountered)[^\n]{1,160})/,
        /SQL validation failed\. (?<problem>[^\n]{1,200})/,
        /SqlParserException: SQL parse failed\. (?<problem>[^\n]{1,160})/,
      ],
      names: [/From line (?<line>\d{1,6}), column (?<position>\d{1,6})/],
    },
    rootCause: "Flink rejected the SQL[[ at line {line}, column {position}]]: {problem}",
    explanation:
      "A column, table or function does not exist in the current catalog and database, types do not match, or the statement does not parse.",
    checks: [
      "The statement at that line and column, and `DESCRIBE` of the tables",
      "`SHOW CURRENT CATALOG`: temporary tables exist in one session only",
    ],
    fixes: [
      "Correct the name or type that the message names; cast values, and quote reserved words with backticks",
      "Create the table or function in this session first: temporary objects exist in one session only",
    ],
    docs: [`${DOCS}/sql/reference/`],
  },
  {
    id: "flink/sink-schema",
    title: "Query does not match the Flink sink's columns",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column types of query result and sink for '(?<table>[^'\n]{1,200})' do not match\.?\s{0,3}(?:Cause: (?<cause>[^\n]{1,160}))?/,
      ],
    },
    rootCause: "The query's columns do not match the sink `{table}`[[: {cause}]]",
    explanation:
      "Flink matches the query to the sink by position, with count, type and nullability of every column.",
    checks: ["`Query schema` and `Sink schema` in the message, side by side"],
    fixes: [
      "List and cast the columns in the sink's order",
      "Change the sink's definition if the source changed on purpose",
    ],
    docs: [`${DOCS}/sql/reference/`],
  },
  {
    id: "flink/changelog-sink",
    title: "Flink sink accepts inserts only",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table sink '(?<table>[^'\n]{1,200})' doesn't support consuming (?<changes>[a-z, ]{3,60}) changes which (?:is|are) produced by node (?<node>\w{1,60})/,
      ],
    },
    rootCause: "The sink `{table}` cannot take the {changes} changes that the query's {node} produces",
    explanation:
      "Aggregations, joins and CDC sources emit updates and deletes; an append-only sink (Kafka without upsert, files) has no way to apply them.",
    checks: ["Whether the sink declares a primary key, and which connector it uses"],
    fixes: [
      "Use a sink that takes updates (`upsert-kafka`, JDBC, Iceberg v2) with `PRIMARY KEY … NOT ENFORCED`",
      "Use a windowed aggregation, whose results are final",
    ],
    docs: [`${DOCS}/dev/table/concepts/dynamic_tables/`],
  },
  {
    id: "flink/network-buffers",
    title: "Flink has too few network buffers",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Insufficient number of network buffers: required (?<required>\d{1,9}), but only (?<free>\d{1,9}) available/,
      ],
      names: [/currently set to (?<total>\d{1,9}) of (?<size>\d{1,9}) bytes/],
    },
    rootCause:
      "The Flink TaskManager has too few network buffers: a task needs {required} and {free} are free[[ of {total}]]",
    explanation:
      "Every shuffle between parallel tasks takes buffers; they grow with the square of the parallelism.",
    checks: ["The job's parallelism and number of shuffles, and whether they were raised"],
    fixes: [
      "Raise `taskmanager.memory.network.fraction`, `.min` and `.max` in the Flink configuration and restart the TaskManagers",
      "Or lower the job's parallelism or the slots per TaskManager, or add TaskManagers",
    ],
    docs: [`${DOCS}/deployment/memory/network_mem_tuning/`],
  },
  {
    id: "flink/memory-config",
    title: "Flink memory settings contradict each other",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:TaskManager|JobManager) memory configuration failed: (?<reason>[^\n]{1,160})/,
        /IllegalConfigurationException: (?<reason>[^\n]{0,80}(?:Memory|memory)[^\n]{1,70})/,
      ],
    },
    rootCause: "Flink cannot divide its memory as configured: {reason}",
    explanation:
      "The process size, heap, managed, network and overhead memory must add up; setting several of them leaves none for the rest.",
    checks: ["Every `*.memory.*` setting, including those set by the operator or the deployment"],
    fixes: [
      "Set only `taskmanager.memory.process.size` (or only task heap and managed memory)",
      "Raise the total so that the fixed parts fit",
    ],
    docs: [`${DOCS}/deployment/memory/mem_setup/`],
  },
  {
    id: "flink/kafka-transaction-timeout",
    title: "Kafka transaction timeout too large for the broker",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/The transaction timeout is larger than the maximum value allowed by the broker/] },
    rootCause: "The producer's transaction timeout exceeds the broker's `transaction.max.timeout.ms`",
    explanation: "Exactly-once sinks ask for one hour by default (Flink), brokers allow 15 minutes.",
    checks: ["`transaction.max.timeout.ms` of the brokers, and the sink's `transaction.timeout.ms`"],
    fixes: [
      "Set `properties.transaction.timeout.ms` of the sink to at most 900000 (longer than a checkpoint plus recovery takes)",
      "Raise `transaction.max.timeout.ms` on the brokers",
    ],
    docs: [`${DOCS}/connectors/datastream/kafka/`],
  },
  {
    id: "flink/restarts-exhausted",
    title: "Flink job gave up restarting",
    category: "code_bug",
    alternatives: ["unknown", "infrastructure", "data_quality", "network_timeout", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/Recovery is suppressed by (?<strategy>\w{4,60})(?:\((?<settings>[^)\n]{1,160})\))?/],
      namesAnywhere: [/Caused by: (?<cause>(?:[a-z_]\w{0,40}\.){1,8}[A-Z][\w$]{1,80}: [^\n]{3,160})/],
    },
    rootCause: "The Flink job failed and is not restarted any more ({strategy})[[: {cause}]]",
    explanation:
      "The restart strategy allows so many restarts, then the job fails for good. The same record or condition probably failed each time. `NoRestart` means that checkpointing is off.",
    checks: [
      "The `Caused by` below, and the exception history of the job: whether it was the same each time",
    ],
    fixes: [
      "Fix the exception that the last `Caused by` names, then start the job from its last checkpoint (`flink run -s PATH`)",
      "Allow more restarts (`restart-strategy.type: exponential-delay`) if the cause is transient; turn checkpointing on if the strategy is `NoRestart`",
    ],
    docs: [`${DOCS}/ops/state/task_failure_recovery/`],
  },
];
