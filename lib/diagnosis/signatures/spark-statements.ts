import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Spark: statements that are not valid, records it cannot read, buffers, settings, packages. */
export const sparkStatementSignatures: Signature[] = [
  {
    id: "spark/kryo-buffer",
    title: "Spark: record larger than the Kryo buffer",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Kryo serialization failed: Buffer overflow\. Available: (?<available>\d{1,12}), required: (?<required>\d{1,12})/,
        /exceeds max allowed: spark\.rpc\.message\.maxSize \((?<limit>\d{1,12}) bytes\)/,
      ],
      names: [/Serialized task [\d:]{1,20} was (?<size>\d{1,12}) bytes/],
    },
    rootCause:
      "Spark cannot send an object because it is larger than its buffer[[: {size} bytes, {limit} allowed]]",
    explanation:
      "A single object (a row with a large array, a broadcast, a task that carries local data) must fit `spark.kryoserializer.buffer.max` or `spark.rpc.message.maxSize`.",
    checks: ["What is that large: a local list in `createDataFrame` or a closure, a collected column"],
    fixes: [
      "Do not ship local data with tasks: write it to a file and read that, or broadcast it",
      "Raise `spark.kryoserializer.buffer.max` (below 2g) or `spark.rpc.message.maxSize` (in MiB)",
    ],
  },
  {
    id: "spark/execution-memory",
    title: "Spark: no execution memory left",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /SparkOutOfMemoryError: (?:\[UNABLE_TO_ACQUIRE_MEMORY\] )?Unable to acquire (?<bytes>\d{1,15}) bytes of memory, got (?<got>\d{1,15})/,
        /\[UNABLE_TO_ACQUIRE_MEMORY\]/,
      ],
    },
    rootCause: "A task got no execution memory[[: {got} of {bytes} bytes]]",
    explanation:
      "The tasks of an executor share its memory for sorts, joins and aggregations. One holds too much, usually because its partition is skewed, or too many run at once.",
    checks: ["Size of the largest task against the median in the stage (Spark UI)"],
    fixes: [
      "More partitions (`spark.sql.shuffle.partitions`), or a remedy for the skewed key",
      "Fewer cores or more memory per executor (`spark.executor.cores`, `spark.executor.memory`)",
    ],
  },
  {
    id: "spark/statement-invalid",
    title: "Spark: statement not valid",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[(?<class>MISSING_AGGREGATION|MISSING_GROUP_BY|UNRESOLVED_ROUTINE|AMBIGUOUS_REFERENCE|NUM_COLUMNS_MISMATCH|INVALID_PARAMETER_VALUE|WRONG_NUM_ARGS(?:\.\w{1,40})?|UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY(?:\.\w{1,60})?|NESTED_AGGREGATE_FUNCTION)\] (?<reason>[^\n]{3,110})/,
        /AnalysisException: (?<reason>Reference '[^'\n]{1,100}' is ambiguous|Undefined function: [^\n]{1,100}|Detected implicit cartesian product[^\n]{0,60}|UNION can only be performed on[^\n]{0,80})/,
        /AnalysisException: (?<reason>(?:Append|Update|Complete) output mode not supported when[^\n]{0,80})/,
        /(?<reason>(?:DELETE|UPDATE|MERGE)(?: INTO TABLE)? is only supported with v2 tables)/,
      ],
    },
    rootCause: "Spark rejects the statement: {reason}",
    explanation:
      "Spark checked the statement against the schemas before it ran and found it not valid; no data was read or changed.",
    checks: ["The statement as sent, and the schemas of its tables"],
    fixes: [
      "Correct the statement at the name in the message: qualify ambiguous columns, add what is missing to `GROUP BY`, use Spark's function",
      "`UPDATE`, `DELETE` and `MERGE` need a Delta, Iceberg or Hudi table and its extension in `spark.sql.extensions`",
    ],
  },
  {
    id: "spark/object-exists",
    title: "Spark: object already exists or is not empty",
    category: "warehouse_sql",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[(?<class>TABLE_OR_VIEW_ALREADY_EXISTS|SCHEMA_ALREADY_EXISTS|TEMP_TABLE_OR_VIEW_ALREADY_EXISTS|SCHEMA_NOT_EMPTY|LOCATION_ALREADY_EXISTS)\]/,
      ],
      names: [/(?:table or view|schema|view) (?<object>`[^\s]{1,200}`)/],
    },
    rootCause: "Spark does not create or drop the object because something is already there ({class})",
    explanation:
      "A statement without `IF NOT EXISTS`, `OR REPLACE` or `CASCADE` does not touch what exists, often left by a failed or parallel run.",
    checks: ["Who created it, and whether two runs overlap"],
    fixes: [
      "Write `CREATE OR REPLACE`, `IF NOT EXISTS`, or drop with `CASCADE` if nothing in it is needed",
      "For a leftover folder at the location, delete it first",
    ],
  },
  {
    id: "spark/records-malformed",
    title: "Spark: malformed records",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Malformed records are detected in record parsing(?:: (?<record>[^\n]{1,80}?)\.)?/,
        /\[(?<class>CANNOT_PARSE_TIMESTAMP|CAST_INVALID_INPUT|DUPLICATED_MAP_KEY|INVALID_DATE|DATETIME_OVERFLOW)\] (?<reason>[^\n]{3,110})/,
      ],
    },
    rootCause: "Records do not fit the schema or cannot be converted[[: {reason}]]",
    explanation:
      "In `FAILFAST` mode one bad record of CSV or JSON fails the job, and in ANSI mode one value that does not convert.",
    checks: ["The bad records: read with `PERMISSIVE` and `columnNameOfCorruptRecord`"],
    fixes: [
      "Set bad records aside (`badRecordsPath` on Databricks, a corrupt record column)",
      "Convert with `try_cast`, `try_to_timestamp` where bad values may be null",
      "If many are bad, compare the file with the schema: a column was added or a separator changed",
    ],
  },
  {
    id: "spark/setting-static",
    title: "Spark: setting cannot be changed here",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot modify the value of a static config: (?<setting>[\w.]{3,120}\w)/,
        /\[CANNOT_MODIFY_CONFIG\][^\n]{0,80}?(?<setting>spark\.[\w.]{3,120}\w)/,
        /Cannot modify the value of (?:a|the) Spark config: "?(?<setting>spark\.[\w.]{3,120}\w)/,
      ],
    },
    rootCause: "The setting `{setting}` cannot be changed in a running session",
    explanation: "Static settings and those of the cluster are read when the Spark context starts.",
    checks: ["Where the session is created, and whether one existed already (notebooks, Connect)"],
    fixes: [
      "Set it before the start: `--conf {setting}=VALUE`, the builder of the first session or the cluster's settings",
      "Or drop the line if the value is the default anyway",
    ],
  },
  {
    id: "spark/package-unresolved",
    title: "Spark: package not found",
    category: "missing_dependency",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/\[unresolved dependency: (?<package>[\w.#;-]{5,200}): (?<reason>not found|[^\]\n]{3,80})\]/],
    },
    rootCause: "The package `{package}` could not be fetched: {reason}",
    explanation:
      "`--packages` fetches from Maven when the application starts. Group, name, Scala suffix or version do not exist, or the machine cannot reach the repository.",
    checks: [
      "The exact coordinates on Maven Central (`group:artifact_2.12:version`), and the URLs tried above the error",
    ],
    fixes: [
      "Correct the coordinates: the Scala suffix of the Spark build and a version that exists for it",
      "Without internet access, use `spark.jars.repositories` with a mirror, or put the jars into the image",
    ],
  },
  {
    id: "spark/legacy-dates",
    title: "Spark: dates read or parsed differently than before version 3",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /INCONSISTENT_BEHAVIOR_CROSS_VERSION\.(?<kind>READ_ANCIENT_DATETIME|WRITE_ANCIENT_DATETIME|PARSE_DATETIME_BY_NEW_PARSER|DATETIME_PATTERN_RECOGNITION)/,
      ],
    },
    rootCause: "Spark refuses dates that it would treat differently than Spark 2 did ({kind})",
    explanation:
      "Since version 3 Spark uses another calendar and stricter patterns. Dates before 1582, time stamps before 1900 and some formats would change, so it asks for a decision.",
    checks: [
      "Whether such old dates are real or placeholders such as `0001-01-01`, and which Spark wrote the files",
    ],
    fixes: [
      "Decide with `spark.sql.parquet.datetimeRebaseModeInRead` (or `InWrite`): `CORRECTED` as they are, `LEGACY` as Spark 2 meant them",
      "For parsing, correct the pattern, or set `spark.sql.legacy.timeParserPolicy` to `LEGACY` or `CORRECTED`",
    ],
  },
  {
    id: "spark/empty-collection",
    title: "Spark: no data to work on",
    category: "upstream_missing_data",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /UnsupportedOperationException: empty (?:collection|\.?reduce)/,
        /ValueError: (?:RDD is empty|can not infer schema from empty dataset)/,
        /\[CANNOT_INFER_EMPTY_SCHEMA\]/,
      ],
    },
    rootCause: "The data that the job works on is empty",
    explanation:
      "`reduce`, `first`, `max` and schema inference need at least one row. The input of this run has none, or a filter removed all.",
    checks: ["Number of rows of the input and after each filter, compared with earlier runs"],
    fixes: [
      "Find why the input is empty (partition not loaded, wrong date)",
      "If it may be empty, check `isEmpty()` first, or pass a schema and use `fold`",
    ],
  },
];
