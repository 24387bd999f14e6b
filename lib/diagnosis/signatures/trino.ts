import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://trino.io/docs/current";

/**
 * Trino and its relatives (Presto, Starburst, Athena). The Python client prints `name=…, message="…"`, the CLI and
 * JDBC only the message, Athena `NAME: message`.
 */
export const trinoSignatures: Signature[] = [
  {
    id: "trino/column-not-found",
    title: "Column does not exist (Trino, Athena)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line \d{1,6}:\d{1,6}: Column '(?<column>[^'\n]{1,200})' cannot be resolved/,
        /(?:name=|\b)COLUMN_NOT_FOUND\b/,
        /(?:name=|\b)INVALID_COLUMN_REFERENCE\b/,
      ],
    },
    rootCause: "Column[[ `{column}`]] does not exist in the query's tables",
    explanation:
      "The engine found no such column in the tables it reads: it was renamed or dropped, the catalog was not updated after the files changed, or the query misspells it. Text in double quotes counts as a column. Athena says the same about a missing Lake Formation permission.",
    checks: [
      "`describe` of the table now, and who changed it last",
      "Commits to the query since the last success",
    ],
    fixes: [
      "If it was renamed, use the current name instead of `{column}` (`DESCRIBE table`)",
      "If it was meant as text, use single quotes: double quotes name a column",
      "If the file has it and the table does not, `ALTER TABLE … ADD COLUMN …` or run the crawler",
    ],
    docs: [`${DOCS}/sql/describe.html`],
  },
  {
    id: "trino/object-not-found",
    title: "Table, schema or catalog does not exist (Trino, Athena)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line \d{1,6}:\d{1,6}: (?<kind>Table|Schema|Catalog|View|Branch) '?(?<name>[^'\n]{1,300}?)'? (?:does not exist|not found)/,
        /name=PROCEDURE_NOT_FOUND, message="(?:Procedure not registered: (?<procedure>[\w.]{1,160}))?/,
        /name=(?:NOT_FOUND|ROLE_NOT_FOUND|BRANCH_NOT_FOUND|ENTITY_NOT_FOUND), message="(?<name>[^"\n]{1,160}?)(?: (?:does not exist|not found|not registered))?["]/,
        /line \d{1,6}:\d{1,6}: (?<kind>Catalog|Schema) must be specified when session/,
        /(?:name=|\b)(?:TABLE_NOT_FOUND|SCHEMA_NOT_FOUND|CATALOG_NOT_FOUND|MISSING_CATALOG_NAME|MISSING_SCHEMA_NAME|MISSING_TABLE|CATALOG_NOT_AVAILABLE|CATALOG_UNAVAILABLE)\b/,
      ],
    },
    rootCause: "[[{kind} ]][[`{name}` ]][[procedure `{procedure}` ]]does not exist",
    explanation:
      "The name has up to three parts, catalog, schema and table; missing ones come from the session. The table was dropped or renamed, the step that creates it has not run, or the catalog is not configured on this cluster.",
    checks: ["`SHOW CATALOGS`, `SHOW SCHEMAS FROM …`, `SHOW TABLES FROM …`"],
    fixes: [
      "If it is a table, run the step that creates it first; if it was renamed, use its current name",
      "Write the full name (`catalog.schema.table`), or set catalog and schema in the connection",
      "If the catalog is missing, add its `etc/catalog/NAME.properties` to the coordinator and the workers",
    ],
    docs: [`${DOCS}/sql/show-tables.html`],
  },
  {
    id: "trino/syntax-error",
    title: "SQL syntax error (Trino, Athena)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line \d{1,6}:\d{1,6}: (?<what>(?:mismatched input|extraneous input|no viable alternative at input|missing) '[^'\n]{0,100}')/,
        /name=SYNTAX_ERROR, message="(?<what>[^"\n]{1,160})/,
        /line \d{1,6}:\d{1,6}: (?<what>backquoted identifiers are not supported; use double quotes)/,
      ],
      not: [/ParseException|AnalysisException/],
    },
    rootCause: "The SQL has a syntax error: {what}",
    explanation:
      "The engine could not parse the statement: a misspelled or reserved word, a missing comma, a trailing semicolon, or another database's syntax (names take double quotes here, not backticks).",
    checks: ["The statement as sent, with every template filled in"],
    fixes: ["Fix the statement there; drop a trailing semicolon"],
    docs: [`${DOCS}/language/reserved.html`],
  },
  {
    id: "trino/query-invalid",
    title: "Invalid types, functions or grouping (Trino, Athena)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:line \d{1,6}:\d{1,6}: )?(?<what>Cannot apply operator: [^\n"]{1,120})/,
        /(?:line \d{1,6}:\d{1,6}: )?(?<what>Unexpected parameters \([^()\n]{0,200}\) for function [\w$]{1,80})/,
        /line \d{1,6}:\d{1,6}: (?<what>Function '?[\w$]{1,80}'? not registered)/,
        /line \d{1,6}:\d{1,6}: (?<what>'?[^\n]{1,120}'? must be an aggregate expression or appear in GROUP BY clause)/,
        /line \d{1,6}:\d{1,6}: (?<what>Column '[^'\n]{1,200}' is ambiguous)/,
        /(?<what>Insert query has mismatched column types: Table: \[[^\]\n]{1,300}\], Query: \[[^\]\n]{1,300}\])/,
        /(?:name=|\b)(?:TYPE_MISMATCH|TYPE_NOT_FOUND|FUNCTION_NOT_FOUND|FUNCTION_NOT_WINDOW|FUNCTION_NOT_AGGREGATE|OPERATOR_NOT_FOUND|EXPRESSION_NOT_\w{5,12}|AMBIGUOUS_NAME|AMBIGUOUS_FUNCTION_CALL|MISMATCHED_COLUMN_ALIASES|MISSING_(?:COLUMN_NAME|COLUMN_ALIASES|GROUP_BY|ORDER_BY|OVER|ARGUMENT|ROW_PATTERN|VARIABLE_DEFINITIONS|RETURN|RETURN_TYPE|PATH_NAME)|AMBIGUOUS_RETURN_TYPE|TABLE_HAS_NO_COLUMNS|DUPLICATE_(?:NAMED_QUERY|COLUMN_NAME|COLUMN_OR_PATH_NAME|PROPERTY|WINDOW_NAME|PARAMETER_NAME|RANGE_VARIABLE)|COLUMN_TYPE_UNKNOWN)(?:, message="|: )(?<what>[^"\n]{1,200})/,
        /(?:name=|\b)(?:NESTED_(?:AGGREGATION|WINDOW|RECURSIVE|ROW_PATTERN_RECOGNITION)|TOO_MANY_(?:ARGUMENTS|GROUPING_SETS)|UNSUPPORTED_SUBQUERY|NULL_TREATMENT_NOT_ALLOWED|INVALID_(?:LITERAL|JSON_LITERAL|PATH|CHECK_CONSTRAINT|ENTITY_KIND|WINDOW_FRAME|WINDOW_REFERENCE|WINDOW_MEASURE|PARTITION_BY|ORDER_BY|LIMIT_CLAUSE|ARGUMENTS|PARAMETER_USAGE|RECURSIVE_REFERENCE|SPATIAL_PARTITIONING|COPARTITIONING|ROW_PATTERN|PATTERN_RECOGNITION_FUNCTION|LABEL|PROCESSING_MODE|NAVIGATION_NESTING|RANGE|DEFAULT_COLUMN_VALUE|GRACE_PERIOD|TABLE_FUNCTION_INVOCATION|CATALOG_TABLE_FUNCTION)|GENERIC_USER_ERROR)(?:, message="|: )(?<what>[^"\n]{1,200})/,
      ],
      not: [/DB::Exception|DATATYPE_MISMATCH/],
    },
    rootCause: "The engine rejected the query: {what}",
    explanation:
      "Types are not cast implicitly here: text does not compare with a number or date. Every selected column must be grouped or aggregated, and an `INSERT` matches columns by position.",
    checks: ["Types of the columns named there, and whether one changed recently"],
    fixes: ["Cast explicitly (`cast(x as bigint)`, `date '2024-06-01'`)", "List the columns of the `INSERT`"],
    docs: [`${DOCS}/functions/conversion.html`],
  },
  {
    id: "trino/invalid-value",
    title: "Value cannot be converted (Trino, Athena)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Cannot cast '[^'\n]{0,200}' to [A-Za-z][\w()]{1,40})/,
        /(?<what>Value cannot be cast to (?:date|timestamp|time): [^\n"]{1,80})/,
        /INVALID_CAST_ARGUMENT[:,] ?(?:message=")?(?<what>[^\n"]{1,160})/,
        /(?:name=|\b)(?:NUMERIC_VALUE_OUT_OF_RANGE|INVALID_FUNCTION_ARGUMENT)(?:, message="|: )(?<what>[^"\n]{1,160})/,
        /name=(?<what>DIVISION_BY_ZERO)\b/,
        /\b(?<what>DIVISION_BY_ZERO): Division by zero/,
        /name=(?:PATH_EVALUATION_ERROR|JSON_(?:INPUT_CONVERSION|OUTPUT_CONVERSION|VALUE_RESULT)_ERROR), message="(?<what>[^"\n]{1,160})/,
      ],
      not: [/ArithmeticException|SparkArithmetic|ClassCast/],
    },
    rootCause: "A value cannot be converted or computed: {what}",
    explanation: "One row has a value that is invalid for the type or function, and the query fails on it.",
    checks: ["Rows where `try_cast` returns null, and where they come from"],
    fixes: [
      "Use `TRY_CAST(x AS …)`, `TRY(…)` or `x / NULLIF(y, 0)`, and set the rows aside for which it is null: {what}",
      "Correct the values at the source",
    ],
    docs: [`${DOCS}/functions/conversion.html`],
  },
  {
    id: "trino/memory",
    title: "Query out of memory (Trino)",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Query exceeded (?:per-node (?:total |user )?memory limit|distributed (?:total |user )?memory limit) of [\d.]{1,10}[KMGT]?B)/,
        /(?<what>Query killed because the cluster is out of memory)/,
        /name=(?<what>EXCEEDED_(?:LOCAL|GLOBAL|FUNCTION)_MEMORY_LIMIT|CLUSTER_OUT_OF_MEMORY|EXCEEDED_SPILL_LIMIT|OUT_OF_SPILL_SPACE)\b/,
      ],
    },
    rootCause: "The query needed more memory than the engine allows: {what}",
    explanation:
      "The right side of a join, all groups and all sorts are held in memory; a join without its condition, or skewed keys, do not fit. If the whole cluster is out of memory, the largest query is killed.",
    checks: [
      "The plan (`explain analyze`), and how the tables grew",
      "What else was running on the cluster at that time",
    ],
    fixes: [
      "Reduce the query: filter earlier, put the larger table on the left of the join, process in chunks",
      "Let it spill or retry: `SET SESSION spill_enabled = true`, or `retry-policy=TASK`",
      "Raise `query.max-memory-per-node` and `query.max-memory` (at most the JVM heap allows)",
    ],
    docs: [`${DOCS}/admin/properties-resource-management.html`],
  },
  {
    id: "trino/limits",
    title: "Query exceeded a limit of time or data (Trino)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "network_timeout", "configuration", "rate_limit"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Query exceeded (?:the )?maximum (?:execution |run |planning |queued |scan )?(?:time )?limit of [\d.]{1,10}\w{1,3})/,
        /(?<what>Query exceeded (?:CPU time|scan|physical data scan) limit of [\d.]{1,10}\w{1,3})/,
        /name=(?<what>EXCEEDED_TIME_LIMIT|EXCEEDED_CPU_LIMIT|EXCEEDED_SCAN_LIMIT|EXCEEDED_WRITE_LIMIT|GENERIC_INSUFFICIENT_RESOURCES|OPTIMIZER_TIMEOUT|EXCEEDED_TASK_DESCRIPTOR_STORAGE_CAPACITY)\b/,
      ],
    },
    rootCause: "The engine stopped the query: {what}",
    explanation:
      "The query ran or waited for longer, or read more data, than the cluster or its resource group allows.",
    checks: [
      "`EXPLAIN ANALYZE` of the query, and how long it used to take",
      "How many queries ran at once; time spent queued in the web interface",
    ],
    fixes: [
      "Make the query smaller: filter on the partition columns, read fewer columns, split the range",
      "If it mostly waited for others, run it at another time",
      "Raise the limit for this session: `SET SESSION query_max_execution_time = '2h'` (or `query_max_run_time`, `query_max_scan_physical_bytes`)",
    ],
    docs: [`${DOCS}/admin/resource-groups.html`],
  },
  {
    id: "trino/query-too-complex",
    title: "Query too complex (Trino)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "resource_exhausted", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Number of stages in the query \((?<stages>\d{1,6})\) exceeds the allowed maximum \((?<limit>\d{1,6})\)/,
        /(?:name=|\b)(?<what>QUERY_HAS_TOO_MANY_STAGES|QUERY_TEXT_TOO_LARGE|STACK_OVERFLOW)\b/,
        /(?<what>Query text length) \((?<actual>\d{1,12})\) exceeds the maximum length \((?<limit>\d{1,12})\)/,
        /statement is too (?<what>large \(stack overflow) during (?:analysis|parsing)\)/,
      ],
    },
    rootCause:
      "The query is too complex for the engine[[: it has {stages} stages]][[: its text has {actual} characters]][[, and {limit} is the maximum]][[ ({what})]]",
    explanation:
      "Each join, aggregation, `UNION` branch and repeated `WITH` query becomes one or more stages; a very long `IN` list or generated SQL makes the text too long. Trino inlines a `WITH` query at each use.",
    checks: ["How many joins, unions and uses of the same `WITH` query the compiled statement has"],
    fixes: [
      "Rewrite it: store a `WITH` query that is used several times as a table first, and split the statement into steps",
      "Put long `IN` lists into a table and join it",
      "Only if it must stay whole: raise `query_max_stage_count` for the session, or `query.max-length`",
    ],
  },
  {
    id: "trino/queue-full",
    title: "Too many queued queries (Trino)",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Too many queued queries for "?(?<group>[^"\n]{1,100}?)"?(?:[,.]|$)/m,
        /name=QUERY_QUEUE_FULL\b/,
      ],
    },
    rootCause: "The resource group[[ `{group}`]] already has its maximum of queued queries",
    explanation:
      "`maxQueued` of the resource group is reached, so the coordinator refuses further queries at once.",
    checks: [
      "Running and queued queries of the group: `SELECT state, resource_group_id, count(*) FROM system.runtime.queries GROUP BY 1, 2`",
    ],
    fixes: [
      "Retry later with backoff; run fewer queries at once (dbt `threads`, Airflow pool)",
      "End queries that hang: `CALL system.runtime.kill_query(query_id => '…')`",
      "Raise `maxQueued` or `hardConcurrencyLimit` of the group in `resource-groups.json`",
    ],
  },
  {
    id: "trino/too-many-partitions",
    title: "Statement touches too many partitions (Trino, Athena)",
    category: "warehouse_sql",
    alternatives: ["configuration", "resource_exhausted", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Exceeded limit of|HIVE_TOO_MANY_OPEN_PARTITIONS: )[^\d\n]{0,40}(?<limit>\d{1,6}) open writers for partitions(?:\/buckets)?/,
        /Query over table '(?<table>[^'\n]{1,200})' can potentially read more than (?<limit>\d{1,9}) partitions/,
        /name=(?:HIVE_TOO_MANY_OPEN_PARTITIONS|ICEBERG_TOO_MANY_OPEN_PARTITIONS|HIVE_EXCEEDED_PARTITION_LIMIT)\b/,
      ],
    },
    rootCause: "The statement touches more partitions[[ of `{table}`]] than allowed[[ ({limit})]]",
    explanation:
      "A read without a filter on the partition columns lists all partitions; an insert opens one writer per partition it meets.",
    checks: ["The distinct partition values that the statement reads or writes"],
    fixes: [
      "For a read, filter on the partition columns so that few partitions remain",
      "For an insert, load in portions (one day or month per statement), or sort by the partition columns",
      "Choose a coarser partitioning; or raise `hive.max-partitions-per-scan`, `hive.max-partitions-per-writers` (Athena: at most 100 writers)",
    ],
  },
  {
    id: "trino/access-denied",
    title: "Access denied by Trino",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Access Denied: (?<what>(?:Cannot|User) [^\n"]{1,200})/,
        /name=PERMISSION_DENIED, message="(?<what>[^"\n]{1,200})/,
        /TrinoAuthError|error 401: b'(?<what>[^'\n]{1,100})/,
      ],
    },
    rootCause: "The engine denied access[[: {what}]]",
    explanation:
      "The user is unknown, the password or token was rejected, or the catalog's access rules do not allow it.",
    checks: ["The connection's user, and the catalog's access control rules"],
    fixes: [
      "Grant it to the query's user: `GRANT SELECT ON TABLE … TO USER …`, or add a rule to `rules.json`, Ranger or Lake Formation: {what}",
      "If the login itself was refused, correct user and password or token in the connection",
    ],
    docs: [`${DOCS}/security/overview.html`],
  },
  {
    id: "trino/files-unreadable",
    title: "Table files unreadable (Trino)",
    category: "upstream_missing_data",
    alternatives: ["data_quality", "infrastructure", "auth_permission", "schema_change"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /name=(?:HIVE_(?:CANNOT_OPEN_SPLIT|FILE_NOT_FOUND|MISSING_DATA)|ICEBERG_(?:CANNOT_OPEN_SPLIT|MISSING_METADATA)|HIVE_(?:PARTITION|TABLE)_DROPPED_DURING_QUERY), message="(?<what>[^"\n]{1,240})/,
        /HIVE_CANNOT_OPEN_SPLIT: (?<what>[^\n]{1,240})/,
        /(?<what>Error opening Hive split [^\s]{1,300})/,
      ],
    },
    rootCause: "A file of the table is gone or cannot be opened: {what}",
    explanation:
      "The catalog lists files or partitions that were rewritten, expired or deleted while the query was reading, or that its role may not open.",
    checks: [
      "The file in the message: its schema, size and owner",
      "Jobs that rewrite or expire files at that time",
    ],
    fixes: [
      "Retry after the rewrite; keep readers from overlapping with it",
      "If the files are gone for good, write them again or repair the partitions (`system.sync_partition_metadata`)",
    ],
    docs: [`${DOCS}/connector/hive.html`],
  },
  {
    id: "trino/cluster-unavailable",
    title: "Trino cluster or worker unavailable",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<what>No nodes available to run query)/,
        /(?<what>Encountered too many errors talking to a worker node)/,
        /(?<what>(?:Trino|Presto) server is still initializing)/,
        /(?<what>Query [\w-]{1,60} was abandoned by the client)/,
        /name=(?<what>NO_NODES_AVAILABLE|REMOTE_HOST_GONE|PAGE_TRANSPORT_TIMEOUT|PAGE_TRANSPORT_ERROR|TOO_MANY_REQUESTS_FAILED|SERVER_STARTING_UP|SERVER_SHUTTING_DOWN|ADMINISTRATIVELY_KILLED|ADMINISTRATIVELY_PREEMPTED|ABANDONED_QUERY|ABANDONED_TASK|REMOTE_TASK_ERROR|REMOTE_TASK_MISMATCH|REMOTE_TASK_FAILED|REMOTE_BUFFER_CLOSE_FAILED)\b/,
        /(?<what>Could not communicate with the remote task\. The node may have crashed)/,
      ],
    },
    rootCause: "The cluster could not continue the query: {what}",
    explanation:
      "A worker crashed, was removed (spot instances, scaling) or was too busy to respond, or the coordinator restarted. All of the query's work is lost unless fault-tolerant execution is on.",
    checks: ["Restarts and memory of the workers and the coordinator at that time"],
    fixes: ["Retry the query", "Shut workers down gracefully; turn on `retry-policy`"],
    docs: [`${DOCS}/admin/fault-tolerant-execution.html`],
  },
  {
    id: "trino/client-connection",
    title: "Connection to Trino failed",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      types: ["TrinoConnectionError", "Http502Error", "Http503Error", "Http504Error"],
      message: [
        /TrinoConnectionError: failed to (?:execute|fetch): (?<what>[^\n]{1,200})/,
        /TrinoConnectionError: (?<what>received empty response from server)/,
        /trino\.exceptions\.Http50[234]Error: (?<what>error 50[234]: [a-z ]{1,40})/,
      ],
    },
    rootCause: "The coordinator did not respond properly: {what}",
    explanation:
      "The coordinator is down, restarting or behind a gateway that gave up, or the host, port or scheme is wrong.",
    checks: ["Whether the coordinator was up at that time", "The connection's host, port and `http_scheme`"],
    fixes: [
      "Retry with backoff",
      "Correct host, port and `http_scheme` in the connection; for 503, the coordinator is starting or a proxy has no backend",
    ],
    docs: [`${DOCS}/client.html`],
  },
];
