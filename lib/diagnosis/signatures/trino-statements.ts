import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://trino.io/docs/current";

/** Trino and Presto: what a statement may not do, by the server's own error names. */
export const trinoStatementSignatures: Signature[] = [
  {
    id: "trino/constraint",
    title: "Rows violate a constraint (Trino)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NULL value not allowed for NOT NULL column: (?<column>[\w.]{1,160})/,
        /name=CONSTRAINT_VIOLATION, message="(?<what>[^"\n]{1,200})/,
        /\bCONSTRAINT_VIOLATION: (?<what>[^\n]{1,200})/,
        /(?<what>Check constraint violation: [^\n"]{1,200})/,
      ],
    },
    rootCause: "Rows violate a constraint of the target table[[: `{column}` must not be null]][[: {what}]]",
    explanation:
      "The query produces rows that the target's NOT NULL or CHECK constraints forbid, so nothing was written.",
    checks: ["Rows of the query that violate it, and which source they come from"],
    fixes: [
      "Filter or fill in these rows (`coalesce`), or fix them at the source",
      "Drop the constraint if such rows are valid",
    ],
    docs: [`${DOCS}/sql/insert.html`],
  },
  {
    id: "trino/too-many-matches",
    title: "More than one row where one is allowed (Trino)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Scalar sub-?query has returned multiple rows)/,
        /(?<what>One MERGE target table row matched more than one source row)/,
        /name=(?<what>SUBQUERY_MULTIPLE_ROWS|MERGE_TARGET_ROW_MULTIPLE_MATCHES)\b/,
      ],
    },
    rootCause: "A subquery or MERGE found several rows where only one is allowed: {what}",
    explanation: "The key that the query relies on is no longer unique in its source.",
    checks: ["Keys that occur more than once (`group by … having count(*) > 1`), and since when"],
    fixes: [
      "Deduplicate the source by key (`row_number()`), or complete the join condition",
      "Aggregate in the subquery, or use `IN` instead of `=`",
    ],
    docs: [`${DOCS}/sql/merge.html`],
  },
  {
    id: "trino/already-exists",
    title: "Object already exists (Trino, Athena)",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line \d{1,6}:\d{1,6}: (?:Destination )?(?<kind>Table|View|Schema|Column|Materialized view|table) '(?<name>[^'\n]{1,300})' already exists/i,
        /name=(?:(?:SCHEMA|TABLE|COLUMN|ROLE|CATALOG|BRANCH)_)?ALREADY_EXISTS, message="(?<message>[^"\n]{1,200})/,
        /\b(?:SCHEMA|TABLE|COLUMN)_ALREADY_EXISTS: (?<message>[^\n]{1,200})/,
      ],
    },
    rootCause: "[[{kind} `{name}` already exists]][[The object already exists: {message}]]",
    explanation:
      "The statement creates something that is there already: an earlier attempt got that far, two runs overlap, or the rename's target is still in place.",
    checks: ["Who created it: an earlier attempt or another run (dbt leaves `__dbt_tmp` tables behind)"],
    fixes: [
      "Use `CREATE … IF NOT EXISTS` or `CREATE OR REPLACE`, or drop the leftover first",
      "Keep two runs from overlapping",
    ],
    docs: [`${DOCS}/sql/create-table.html`],
  },
  {
    id: "trino/not-empty",
    title: "Schema is not empty (Trino)",
    category: "warehouse_sql",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot drop non-empty schema '(?<schema>[^'\n]{1,200})'/,
        /name=SCHEMA_NOT_EMPTY, message="(?<message>[^"\n]{1,160})/,
      ],
    },
    rootCause: "The schema[[ `{schema}`]] cannot be dropped because it still has tables[[: {message}]]",
    explanation: "Trino drops a schema with tables only if told to cascade.",
    checks: ["`show tables from` that schema, and who still uses them"],
    fixes: ["Drop the tables first, or use `DROP SCHEMA … CASCADE` where the connector supports it"],
    docs: [`${DOCS}/sql/drop-schema.html`],
  },
  {
    id: "trino/not-supported",
    title: "Statement not supported by the connector (Trino)",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>This connector does not support [^\n"]{1,120})/,
        /name=(?:NOT_SUPPORTED|UNSUPPORTED_ISOLATION_LEVEL|FUNCTION_IMPLEMENTATION_MISSING|HIVE_UNSUPPORTED_FORMAT), message="(?<what>[^"\n]{1,200})/,
        /\bNOT_SUPPORTED: (?<what>[^\n]{1,200})/,
        /(?<what>Cannot (?:query|list) (?:Hudi|Iceberg|Delta Lake|Hive) tables? '?[^'\n"]{1,200})/,
        /(?<what>Cannot (?:write to|insert into|delete from|modify) (?:non-managed|non-transactional|read-only) [^\n"]{1,120})/,
      ],
    },
    rootCause: "The connector or table type does not support the statement: {what}",
    explanation:
      "What is possible depends on the catalog's connector and the table's format: row changes need Iceberg, Delta or transactional Hive tables, and each format takes its own connector (or a table redirection).",
    checks: [
      "The table's format (`show create table`) and the catalog's connector",
      "Whether writes are enabled in the catalog (`hive.non-managed-table-writes-enabled`)",
    ],
    fixes: [
      "Query the table through the catalog for its format",
      "Rewrite the statement (overwrite a partition, CTAS and swap), or use a table format that supports it",
    ],
    docs: [`${DOCS}/connector.html`],
  },
  {
    id: "trino/read-only",
    title: "Table or catalog is read-only (Trino)",
    category: "configuration",
    alternatives: ["auth_permission", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /name=(?:READ_ONLY_VIOLATION|HIVE_(?:TABLE|PARTITION)_READ_ONLY), message="(?<what>[^"\n]{1,200})/,
        /(?<what>Cannot execute write in a read-only transaction)/,
      ],
    },
    rootCause: "The table or transaction is read-only: {what}",
    explanation:
      "A security mapping, an offline or protected table, or a session in read-only mode forbids writes.",
    checks: [
      "The table's properties (`PROTECT_MODE`), and the catalog's `hive.security` or `…read-only` setting",
    ],
    fixes: ["Write through the catalog that allows it", "Remove the protection from the table"],
    docs: [`${DOCS}/connector/hive.html`],
  },
  {
    id: "trino/property",
    title: "Invalid property or setting (Trino)",
    category: "configuration",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>(?:Session|Catalog|Table|Schema|Column) property '?[\w.]{1,120}'? does not exist)/i,
        /(?<what>Catalog '[^'\n]{1,120}' (?:table|schema|column|analyze) property '[^'\n]{1,120}' does not exist)/,
        /name=(?:INVALID_(?:SESSION|CATALOG|TABLE|SCHEMA|COLUMN|ANALYZE|VIEW|MATERIALIZED_VIEW|FUNCTION)_PROPERTY|EXCHANGE_MANAGER_NOT_CONFIGURED|INVALID_PROCEDURE_(?:ARGUMENT|DEFINITION)|INVALID_RESOURCE_GROUP|INCOMPATIBLE_CLIENT|CONFIGURATION_(?:INVALID|UNAVAILABLE)|INVALID_PRIVILEGE|ICEBERG_INVALID_SNAPSHOT_ID), message="(?<what>[^"\n]{1,200})/,
        /\bINVALID_(?:TABLE|SESSION|SCHEMA)_PROPERTY: (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "A property or argument is invalid: {what}",
    explanation:
      "Session, table and procedure properties depend on the Trino version and the connector. One was renamed or removed in an upgrade, belongs to another connector, or has an invalid value.",
    checks: [
      "`show session`, or `system.metadata.table_properties` for the catalog",
      "Release notes if Trino was upgraded since the last success",
    ],
    fixes: [
      "Use the property's current name and a valid value, or drop it",
      "Set it in the client's `session_properties` only for catalogs that have it",
    ],
    docs: [`${DOCS}/sql/set-session.html`],
  },
  {
    id: "trino/stale-view",
    title: "View no longer matches its tables (Trino)",
    category: "schema_change",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /View '(?<view>[^'\n]{1,300})' is stale(?: or in invalid state)?(?:: (?<reason>[^\n"]{1,200})|; it must be re-created)/,
        /Failed analyzing stored view '(?<view>[^'\n]{1,300})'(?:: (?<reason>[^\n"]{1,200}))?/,
        /name=(?:INVALID_VIEW|VIEW_IS_STALE|VIEW_IS_RECURSIVE|HIVE_INVALID_VIEW_DATA|HIVE_VIEW_TRANSLATION_ERROR|INVALID_ROW_FILTER|INVALID_COLUMN_MASK), message="(?<reason>[^"\n]{1,200})/,
        /Failed to translate Hive view '(?<view>[^'\n]{1,300})': (?<reason>[^\n"]{1,200})/,
      ],
    },
    rootCause: "The view[[ `{view}`]] no longer fits the tables it reads[[: {reason}]]",
    explanation:
      "A view stores its column names and types. A table below it gained, lost or changed a column, so the stored definition is stale.",
    checks: ["`show create view` against the current columns of its tables, and who changed them"],
    fixes: [
      "Re-create the view (`CREATE OR REPLACE VIEW`) with explicit columns",
      "Restore the column or type in the source",
    ],
    docs: [`${DOCS}/sql/create-view.html`],
  },
  {
    id: "trino/partition-filter",
    title: "Table requires a partition filter (Trino)",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Filter required (?:on|for) (?<table>[\w.]{1,300}) (?:for|on) at least one (?:of the )?(?:partition columns|following columns|partition column)[:\s]{1,3}(?<columns>[\w, ]{1,200})/,
        /name=QUERY_REJECTED, message="(?<reason>[^"\n]{1,200})/,
      ],
    },
    rootCause:
      "The query has no partition filter[[ on {columns}]][[, which `{table}` requires]][[: {reason}]]",
    explanation: "The cluster or catalog refuses queries that would read every partition of a table.",
    checks: ["Whether the filter compares the partition column itself, not an expression of it"],
    fixes: [
      "Filter on a partition column in the `WHERE` clause",
      "Set `query_partition_filter_required` to false for this session if a full scan is intended",
    ],
    docs: [`${DOCS}/connector/hive.html`],
  },
  {
    id: "trino/write-conflict",
    title: "Concurrent change of a table (Trino)",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /name=(?:ICEBERG_COMMIT_ERROR|TRANSACTION_CONFLICT|HIVE_CONCURRENT_MODIFICATION_DETECTED|HIVE_TABLE_LOCK_NOT_ACQUIRED|DELTA_LAKE_BAD_WRITE), message="(?<what>[^"\n]{1,240})/,
        /\b(?:ICEBERG_COMMIT_ERROR|HIVE_CONCURRENT_MODIFICATION_DETECTED|TRANSACTION_CONFLICT): (?<what>[^\n]{1,240})/,
        /(?<what>Failed to commit (?:the transaction during \w{3,20}|Iceberg update to table)[^\n"]{0,160})/,
        /(?<what>Conflicting concurrent writes found\. [^\n"]{0,160})/,
        /(?<what>Failed to write Delta Lake transaction log entry)/,
      ],
    },
    rootCause: "Another writer changed the table while the statement ran: {what}",
    explanation:
      "Iceberg, Delta and Hive commit optimistically: the statement read one version, somebody else committed another, and this commit was refused. Nothing of it was written.",
    checks: [
      '`"table$snapshots"` or `"table$history"`: what else committed at that time (compaction, another task)',
    ],
    fixes: [
      "Rerun the statement",
      "Run writers and maintenance (`optimize`, `expire_snapshots`) of a table one after another",
      "Raise Iceberg's `commit.retry.num-retries`",
    ],
    docs: [`${DOCS}/connector/iceberg.html`],
  },
  {
    id: "trino/transaction",
    title: "Transaction cannot do this (Trino)",
    category: "code_bug",
    alternatives: ["warehouse_sql", "infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /name=(?:MULTI_CATALOG_WRITE_CONFLICT|AUTOCOMMIT_WRITE_CONFLICT|UNKNOWN_TRANSACTION|NOT_IN_TRANSACTION|TRANSACTION_ALREADY_ABORTED), message="(?<what>[^"\n]{1,200})/,
        /(?<what>Multi-catalog writes not supported in a single transaction[^\n"]{0,120})/,
        /(?<what>Catalog only supports writes using autocommit: [\w-]{1,120})/,
      ],
    },
    rootCause: "Trino refused the statement in this transaction: {what}",
    explanation:
      "A transaction may write to one catalog only, and some connectors only with autocommit; an idle transaction is dropped after its timeout.",
    checks: [
      "Isolation level and autocommit of the client (`isolation_level` of the Python client)",
      "Which catalogs the statements between start and commit write to",
    ],
    fixes: [
      "Use autocommit, one catalog per transaction",
      "Start the whole transaction again after an abort",
    ],
    docs: [`${DOCS}/sql/start-transaction.html`],
  },
  {
    id: "trino/cancelled",
    title: "Query was cancelled (Trino)",
    category: "infrastructure",
    alternatives: ["unknown", "network_timeout", "configuration"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /name=USER_CANCELED\b/,
        /TrinoQueryError[^\n]{0,80}Query was cancell?ed/,
        /\bUSER_CANCELED: /,
      ],
    },
    rootCause: "The query was cancelled by its client or by a user",
    explanation:
      "The client closed its cursor or was killed (a task timeout), or someone cancelled the query in the web UI.",
    checks: [
      "Whether the task hit a timeout or was stopped at that time",
      "`system.runtime.queries`: who cancelled it",
    ],
    fixes: ["Rerun it; raise the task's timeout if that ended it"],
    docs: [`${DOCS}/admin/web-interface.html`],
  },
  {
    id: "trino/partition-values",
    title: "Partition keys do not match the files' folders (Athena)",
    category: "configuration",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Number of partition values does not match number of filters)/,
        /(?<what>(?:Partition|partition) (?:keys|values|name)[^\n"]{0,40} (?:mismatch|do not match|does not match) [^\n"]{1,120})/,
      ],
    },
    rootCause: "Partitions in the catalog do not fit the table's partition columns: {what}",
    explanation:
      "Some partitions were registered with more or fewer keys than the table now has, usually by a crawler or after the partitioning changed.",
    checks: [
      "`aws glue get-partitions`: partitions whose `Values` have another length than the table's keys",
    ],
    fixes: [
      "Delete the odd partitions and register them again",
      "Recreate the table (or crawler) with the current partitioning",
    ],
    docs: ["https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html"],
  },
  {
    id: "trino/internal-error",
    title: "Internal error of the query engine (Trino, Athena)",
    category: "infrastructure",
    alternatives: ["data_quality", "schema_change", "code_bug"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /(?:name=|\b)(?:GENERIC_INTERNAL_ERROR|COMPILER_ERROR|FUNCTION_IMPLEMENTATION_ERROR|AMBIGUOUS_FUNCTION_IMPLEMENTATION|PROCEDURE_CALL_FAILED|CORRUPT_PAGE|CORRUPT_SERIALIZED_IDENTITY|SERIALIZATION_ERROR|PAGE_TOO_LARGE|TABLE_REDIRECTION_ERROR|INVALID_PLAN)(?:, message="|: )(?<what>[^"\n]{1,200})/,
      ],
      not: [/Number of partition values/],
    },
    rootCause: "The engine failed with an internal error: {what}",
    explanation:
      "The engine ran into something it has no error of its own for: a bug, a file it does not expect, or a type it mishandles.",
    checks: [
      "The stack trace of the query in the web UI",
      "Whether the query succeeds on another partition, or on the previous data",
    ],
    fixes: [
      "Retry once",
      "Narrow it down to the file or expression and work around it; upgrade if it is a known bug",
    ],
    docs: [DOCS],
  },
];
