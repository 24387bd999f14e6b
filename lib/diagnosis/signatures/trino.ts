import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://trino.io/docs/current";

/**
 * What Trino says, and the engines of its family (Presto, Starburst, Athena): the Python client prints
 * `name=…, message="…"`, the CLI and JDBC only the message, Athena `NAME: message`.
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
    rootCause: "column[[ `{column}`]] does not exist in the tables of the query",
    explanation:
      "The engine found no such column in the tables it reads: it was renamed or dropped, the catalogue was not updated after the files changed, or the query misspells it. A text in double quotes is read as a column. Athena says the same when a right of Lake Formation is missing.",
    checks: [
      "`describe` of the table now, and who changed it last",
      "Commits to the query since the last success",
    ],
    fixes: [
      "Use the column's present name, text in single quotes",
      "Add the column to the table's definition",
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
        /line \d{1,6}:\d{1,6}: (?<kind>Table|Schema|Catalog|View) '?(?<name>[^'\n]{1,300}?)'? (?:does not exist|not found)/,
        /(?:name=|\b)(?:TABLE_NOT_FOUND|SCHEMA_NOT_FOUND|CATALOG_NOT_FOUND|MISSING_CATALOG_NAME|MISSING_SCHEMA_NAME)\b/,
        /line \d{1,6}:\d{1,6}: (?<kind>Catalog|Schema) must be specified when session/,
      ],
    },
    rootCause: "[[{kind} ]][[`{name}` ]]is not known to the engine",
    explanation:
      "The name has up to three parts, catalog, schema and table; missing ones come from the session. The table was dropped or renamed, its step has not run, or the catalog is not configured on this cluster.",
    checks: ["`show tables from` the schema named", "Catalog and schema of the connection"],
    fixes: [
      "Run the step that makes the table first",
      "Write the full name, or set catalog and schema in the connection",
    ],
    docs: [`${DOCS}/sql/show-tables.html`],
  },
  {
    id: "trino/syntax-error",
    title: "SQL that Trino or Athena cannot read",
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
    rootCause: "The SQL is not valid: {what}",
    explanation:
      "The engine could not parse the statement: a misspelt or reserved word, a missing comma, a semicolon at the end, or syntax of another database (names take double quotes here, not backticks).",
    checks: ["The statement as it was sent, with every template filled in"],
    fixes: ["Correct the statement there; leave a final semicolon away"],
    docs: [`${DOCS}/language/reserved.html`],
  },
  {
    id: "trino/query-invalid",
    title: "Types, functions or groups do not fit (Trino, Athena)",
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
        /(?:name=|\b)(?<what>TYPE_MISMATCH|FUNCTION_NOT_FOUND|EXPRESSION_NOT_AGGREGATE|AMBIGUOUS_NAME|MISMATCHED_COLUMN_ALIASES)\b[:,] /,
      ],
      not: [/DB::Exception|DATATYPE_MISMATCH/],
    },
    rootCause: "The engine refused the query: {what}",
    explanation:
      "Types are not converted by themselves here: a text is not compared with a number or date. Every selected column must be grouped or aggregated, and an `INSERT` pairs columns by position.",
    checks: ["Types of the columns named, and whether one changed lately"],
    fixes: ["Cast explicitly (`cast(x as bigint)`, `date '2024-06-01'`)", "Name the columns of the `INSERT`"],
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
        /name=(?<what>DIVISION_BY_ZERO|NUMERIC_VALUE_OUT_OF_RANGE|INVALID_FUNCTION_ARGUMENT)\b/,
        /\b(?<what>DIVISION_BY_ZERO): Division by zero/,
      ],
      not: [/ArithmeticException|SparkArithmetic|ClassCast/],
    },
    rootCause: "A value cannot be converted or calculated with: {what}",
    explanation: "One row has a value that is not valid for the type or function; the query stops at it.",
    checks: ["Rows in which `try_cast` gives null, and where they come from"],
    fixes: ["Use `try_cast`, `try` or `nullif` and set such rows aside"],
    docs: [`${DOCS}/functions/conversion.html`],
  },
  {
    id: "trino/memory",
    title: "Query needs too much memory (Trino)",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Query exceeded (?:per-node (?:total |user )?memory limit|distributed (?:total |user )?memory limit) of [\d.]{1,10}[KMGT]?B)/,
        /(?<what>Query killed because the cluster is out of memory)/,
        /name=(?<what>EXCEEDED_(?:LOCAL|GLOBAL)_MEMORY_LIMIT|CLUSTER_OUT_OF_MEMORY|EXCEEDED_SPILL_LIMIT)\b/,
      ],
    },
    rootCause: "The query needed more memory than the engine gives: {what}",
    explanation:
      "The right side of a join, all groups and sorts are kept in memory; a join without its condition or skewed keys do not fit. When the cluster is out of memory, the largest query is ended.",
    checks: ["The plan (`explain analyze`) and growth of the tables", "What else ran on the cluster then"],
    fixes: [
      "Filter earlier, put the larger table first, process in parts",
      "Switch on spilling or fault-tolerant execution, or raise the limit",
    ],
    docs: [`${DOCS}/admin/properties-resource-management.html`],
  },
  {
    id: "trino/limits",
    title: "Query stopped at a limit (Trino)",
    category: "resource_exhausted",
    alternatives: ["network_timeout", "warehouse_sql", "rate_limit", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Query exceeded (?:the )?maximum (?:execution |run |planning |queued |scan )?(?:time )?limit of [\d.]{1,10}\w{1,3})/,
        /(?<what>Query exceeded (?:CPU time|scan|physical data scan) limit of [\d.]{1,10}\w{1,3})/,
        /(?<what>Too many queued queries for "?[^"\n]{1,100})/,
        /(?<what>Exceeded limit of \d{1,6} open writers for partitions(?:\/buckets)?)/,
        /name=(?<what>QUERY_QUEUE_FULL|EXCEEDED_TIME_LIMIT|EXCEEDED_CPU_LIMIT|EXCEEDED_SCAN_LIMIT|QUERY_HAS_TOO_MANY_STAGES|HIVE_TOO_MANY_OPEN_PARTITIONS)\b/,
      ],
    },
    rootCause: "The engine stopped the query at a limit: {what}",
    explanation:
      "The query ran or waited longer, or read or wrote more than the cluster or resource group allows.",
    checks: ["The limit in the message, and how long the query took before", "How many queries ran at once"],
    fixes: [
      "Make the query smaller or run it at another time",
      "Write fewer partitions at once",
      "Raise the limit",
    ],
    docs: [`${DOCS}/admin/resource-groups.html`],
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
    rootCause: "The engine does not let the user do this[[: {what}]]",
    explanation:
      "The user is not known, its password or token is not accepted, or the access rules of the catalog do not allow it.",
    checks: ["The user of the connection, and the access control rules of the catalog"],
    fixes: ["Grant the right in the rules (or in Ranger, OPA)", "Renew the password or token"],
    docs: [`${DOCS}/security/overview.html`],
  },
  {
    id: "trino/files-unreadable",
    title: "Files of a table cannot be read (Trino)",
    category: "data_quality",
    alternatives: ["schema_change", "upstream_missing_data", "auth_permission", "infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /name=(?:HIVE_BAD_DATA|HIVE_CURSOR_ERROR|HIVE_PARTITION_SCHEMA_MISMATCH|HIVE_INVALID_METADATA|HIVE_FILE_NOT_FOUND|ICEBERG_BAD_DATA|ICEBERG_INVALID_METADATA|ICEBERG_MISSING_METADATA|DELTA_LAKE_BAD_DATA|DELTA_LAKE_INVALID_SCHEMA|HIVE_CANNOT_OPEN_SPLIT|HIVE_FILESYSTEM_ERROR), message="(?<what>[^"\n]{1,240})/,
        /HIVE_CANNOT_OPEN_SPLIT: (?<what>[^\n]{1,240})/,
        /(?<what>There is a mismatch between the table and partition schemas)/,
        /(?<what>Error opening Hive split [^\s]{1,300})/,
      ],
    },
    rootCause: "The files of the table cannot be read as its definition says: {what}",
    explanation:
      "A file is of another type than the table declares, is broken, gone (rewritten or expired while it was read), or may not be opened.",
    checks: [
      "The file in the message: its own schema, size and owner",
      "Jobs that rewrite or expire files at that time",
    ],
    fixes: [
      "Write the odd files again with the table's types",
      "Retry after the rewrite; do not overlap readers with it",
    ],
    docs: [`${DOCS}/connector/hive.html`],
  },
  {
    id: "trino/cluster-unavailable",
    title: "Trino cluster or worker not available",
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
        /name=(?<what>NO_NODES_AVAILABLE|REMOTE_HOST_GONE|PAGE_TRANSPORT_TIMEOUT|PAGE_TRANSPORT_ERROR|TOO_MANY_REQUESTS_FAILED|SERVER_STARTING_UP|SERVER_SHUTTING_DOWN|ADMINISTRATIVELY_KILLED|ADMINISTRATIVELY_PREEMPTED|ABANDONED_QUERY)\b/,
      ],
    },
    rootCause: "The cluster could not carry the query on: {what}",
    explanation:
      "A worker crashed, was taken away (spot instances, scaling) or was too busy to answer, or the coordinator restarted. All work of the query is lost unless fault-tolerant execution is on.",
    checks: ["Restarts and memory of workers and coordinator at that time"],
    fixes: ["Retry the query", "Shut workers down gracefully; switch on `retry-policy`"],
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
    rootCause: "The coordinator did not answer as it should: {what}",
    explanation:
      "The coordinator is down, restarting or behind a gateway that gave up, or host, port or scheme are wrong.",
    checks: ["Whether the coordinator ran at that time", "Host, port and `http_scheme` of the connection"],
    fixes: ["Retry with increasing waits", "Correct the address"],
    docs: [`${DOCS}/client.html`],
  },
];
